"""The one door to the engine: rows become a problem, the engine's answer becomes a plan of ids and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import matcher
from matcher.errors import MatcherError
from matcher.mentoring.alternates import Alternate, alternates
from matcher.mentoring.explain import explain_pair
from matcher.mentoring.unserved import explain_unserved
from web.catalogue.models import Area
from web.core.clock import local_date
from web.profiles.models import Mentor
from web.proposals.intake import Intake, is_issued
from web.proposals.plan import Codes, LeftOut, Plan, PlannedAlternate, PlannedPair, Worth
from web.vetting.models import ClearanceStatus
from web.youth.ages import age_on
from web.youth.models import MentorRequest

FULL_SCORE = 10_000
LEVEL_TO_TALK = 2
LEAST_COMMON_MINUTES = 60
OLDEST_MENTOR = 120
YOUNGEST_MENTOR = 18
ALTERNATES_SHOWN = 2
EngineError = MatcherError
WEIGHTS = {
    "shared_interests": 30,
    "skills_for_goals": 25,
    "language_closeness": 15,
    "short_travel": 15,
    "common_time": 15,
}


def programme_data(intake: Intake) -> Codes:
    """Return the rules and weights of the run, as the engine takes them and as they are stored."""
    required = [{"kind": str(r.kind), "under_age": r.only_below_age} for r in intake.requirements]
    plain = (
        "age", "language", "required_language", "travel", "experience", "blocked", "mentor_gender", "mentor_age",
    )  # fmt: skip
    return {
        "rules": [
            {"rule": "clearance", "required": required},
            {"rule": "common_time", "minutes": LEAST_COMMON_MINUTES},
            *({"rule": name} for name in plain),
        ],
        "weights": WEIGHTS,
        "languages": sorted(intake.language_codes),
    }


def snapshot(intake: Intake, *, now: datetime) -> matcher.Problem:
    """Return the problem of everybody who was read; raise `matcher.InvalidProblem` where it makes no sense."""
    day = local_date(now)
    return matcher.Problem(
        requests=tuple(request_value(request, intake, day=day) for request in intake.requests),
        mentors=tuple(mentor_value(mentor, intake, day=day) for mentor in intake.mentors),
        day=day,
        programme=matcher.programme_from_data(programme_data(intake)),
        published_pairs=frozenset((str(r), str(m)) for r, m in intake.published_pairs),
    )


def request_value(request: MentorRequest, intake: Intake, *, day: date) -> matcher.Request:
    """Return the request as the engine sees it: no name, no note, and no place finer than the area."""
    person = request.young_person
    return matcher.Request(
        id=str(request.id),
        place=place_value(person.area),
        week=matcher.Week(request.week.mask),
        means=frozenset(matcher.Means(way) for way in request.means),
        max_travel_minutes=request.max_travel_minutes,
        age=age_on(person.born_on, day),
        urgency=int(request.urgency),
        waiting_days=max(0, (day - request.opened_on).days),
        languages=accepted_languages(request),
        goals=frozenset(goal.code for goal in request.goals),
        interests=frozenset(interest.code for interest in request.interests),
        required_experience=frozenset(wanted.code for wanted in request.required_experiences),
        mentor_gender=request.wished_mentor_gender and str(request.wished_mentor_gender),
        mentor_ages=wished_ages(request),
        blocked_mentors=frozenset(str(mentor_id) for mentor_id in intake.blocked.get(person.id, ())),
    )


def accepted_languages(request: MentorRequest) -> dict[str, int]:
    """Return the languages of which the mentor must speak one: those asked for, else the young person's own."""
    if request.required_languages:
        return {wanted.language.code: wanted.level for wanted in request.required_languages}
    spoken = {known.language.code: known.level for known in request.young_person.languages}
    fit = [code for code, level in spoken.items() if level >= LEVEL_TO_TALK]
    return dict.fromkeys(fit or spoken, LEVEL_TO_TALK)


def wished_ages(request: MentorRequest) -> matcher.AgeBand | None:
    """Return the wished age of the mentor, where there is a wish."""
    if request.wished_youngest_age is None and request.wished_oldest_age is None:
        return None
    return matcher.AgeBand(
        youngest=request.wished_youngest_age or YOUNGEST_MENTOR,
        oldest=request.wished_oldest_age or OLDEST_MENTOR,
    )


def mentor_value(mentor: Mentor, intake: Intake, *, day: date) -> matcher.Mentor:
    """Return the mentor as the engine sees them."""
    volunteer = mentor.volunteer
    assert volunteer.area is not None, "the intake leaves out mentors without an area"
    assert volunteer.born_on is not None, "the intake leaves out mentors without a date of birth"
    clearances = intake.clearances.get(volunteer.id, ())
    codes = frozenset(skill.code for skill in volunteer.skills)
    goals = frozenset(goal.code for goal in mentor.goals)
    return matcher.Mentor(
        id=str(mentor.id),
        place=place_value(volunteer.area),
        week=matcher.Week(volunteer.week.mask),
        means=frozenset(matcher.Means(way) for way in volunteer.means),
        max_travel_minutes=volunteer.max_travel_minutes,
        age=age_on(volunteer.born_on, day),
        languages={known.language.code: known.level for known in volunteer.languages},
        capacity=mentor.capacity,
        used_capacity=intake.used_places.get(mentor.id, 0),
        gender=volunteer.gender and str(volunteer.gender),
        kind=str(mentor.kind),
        accepts_ages=matcher.AgeBand(youngest=mentor.youngest_age, oldest=mentor.oldest_age),
        clearances={str(c.kind): c.expires_on for c in clearances if is_issued(c, day=day)},
        pending_clearances=frozenset(str(c.kind) for c in clearances if c.status is ClearanceStatus.PENDING),
        experience=frozenset(known.code for known in mentor.experiences),
        interests=codes,
        skills=goals,
        goals=goals,
    )


def place_value(area: Area) -> matcher.Place:
    """Return the area's rounded middle: nobody's address is known to the engine."""
    return matcher.Place(area.latitude, area.longitude, area=area.code, has_evening_bus=area.has_evening_bus)


def plan_of(problem: matcher.Problem, result: matcher.Result) -> Plan:
    """Return the plan with its reasons; `web.proposals.whereabouts` takes out what would tell where people live."""
    return Plan(
        pairs=tuple(planned_pair(problem, result, pair) for pair in result.pairs),
        left_out=tuple(
            LeftOut(int(request_id), list(reasons_without(result, request_id)))
            for request_id in result.unserved
        ),
        statistics=statistics_of(result),
    )


def planned_pair(problem: matcher.Problem, result: matcher.Result, pair: matcher.Pair) -> PlannedPair:
    """Return one pair with why it is, and its two next best."""
    request, mentor = problem.request(pair.request_id), problem.mentor(pair.mentor_id)
    why = explain_pair(result, pair.request_id, pair.mentor_id)
    others = alternates(result, pair.request_id, limit=ALTERNATES_SHOWN)
    return PlannedPair(
        request_id=int(pair.request_id),
        mentor_id=int(pair.mentor_id),
        score=pair.score / FULL_SCORE,
        contributions=contributions_of(problem, request, mentor),
        facts=facts_of(request, mentor) | {"why": [without_other_requests(reason) for reason in why.reasons]},
        alternates=tuple(planned_alternate(problem, request, other) for other in others),
    )


def without_other_requests(reason: matcher.Reason) -> Codes:
    """Return a reason as codes, without the ids of other young people, whom nobody need know of."""
    parameters = {name: value for name, value in reason.parameters.items() if name != "request"}
    return {"code": str(reason.code), **parameters}


def planned_alternate(
    problem: matcher.Problem, request: matcher.Request, other: Alternate
) -> PlannedAlternate:
    """Return an alternate with what choosing it would change for others."""
    mentor = problem.mentor(other.mentor_id)
    moved = [move for move in other.moves if move.request_id != request.id]
    return PlannedAlternate(
        mentor_id=int(other.mentor_id),
        score=other.score / FULL_SCORE,
        contributions=contributions_of(problem, request, mentor),
        facts=facts_of(request, mentor),
        consequences={
            "cost": other.cost / FULL_SCORE,
            "others_moved": len(moved),
            "others_left_out": sum(1 for move in moved if not move.after),
        },
    )


def contributions_of(
    problem: matcher.Problem, request: matcher.Request, mentor: matcher.Mentor
) -> list[Codes]:
    """Return what each criterion gives this pair."""
    programme = problem.programme
    return [
        {
            "criterion": criterion.name,
            "points": criterion.points(request, mentor, most=most),
            "most": most,
            "is_asked": criterion.is_asked(request, mentor),
        }
        for (criterion, _), most in zip(programme.criteria, programme.most_points(), strict=True)
        if most
    ]


def facts_of(request: matcher.Request, mentor: matcher.Mentor) -> Codes:
    """Return what the two have in common."""
    return {
        "interests": sorted(request.interests & mentor.interests),
        "goals": sorted(request.goals & mentor.skills),
        "languages": sorted(
            code for code, level in request.languages.items() if mentor.languages.get(code, 0) >= level
        ),
        "experiences": sorted(request.required_experience & mentor.experience),
        "common_minutes": request.week.common_minutes(mentor.week),
        "is_same_area": request.place.area == mentor.place.area,
        "travel_minutes": matcher.travel_minutes(request.place, mentor.place, request.means),
    }


def reasons_without(result: matcher.Result, request_id: str) -> Iterator[Codes]:
    """Yield why a request has no mentor, which rules excluded how many, and what would help."""
    why = explain_unserved(result, request_id)
    yield {"kind": "reason", "code": str(why.reason.code), **why.reason.parameters}
    for rule, number in why.excluded_by_one_rule.items():
        yield {"kind": "only_rule", "code": str(rule), "mentors": number}
    for rule, number in why.excluded.items():
        yield {"kind": "rule", "code": str(rule), "mentors": number}
    if why.competition is not None:
        yield {
            "kind": "competition",
            "code": "competition",
            "requests": len(why.competition.request_ids),
            "mentors": len(why.competition.mentor_ids),
        }
    for help_ in why.changes:
        changes: list[dict[str, Any]] = [{"code": str(c.code), **c.parameters} for c in help_.changes]
        yield {
            "kind": "change",
            "code": changes[0]["code"],
            "changes": changes,
            "mentors": len(help_.mentor_ids),
            "mentor_ids": [int(mentor_id) for mentor_id in help_.mentor_ids],
            "serves_one_more": help_.serves_one_more,
        }


def statistics_of(result: matcher.Result) -> Codes:
    """Return the plan in numbers, by urgency class."""
    numbers = result.statistics
    classes: dict[str, dict[str, int]] = {}
    for level in numbers.levels:
        entry = classes.setdefault(str(level.urgency), {"requests": 0, "served": 0})
        entry["requests"] += level.seats
        entry["served"] += level.served
    return {
        "feasible_pairs": numbers.feasible_pairs,
        "served": numbers.served,
        "unserved": numbers.unserved,
        "mean_score": numbers.total_score / FULL_SCORE / numbers.pairs if numbers.pairs else None,
        "worst_score": None if numbers.worst_score is None else numbers.worst_score / FULL_SCORE,
        "changes": numbers.changes,
        "classes": classes,
        "is_proven": result.certificate is not None,
    }


def worths_of(result: matcher.Result, intake: Intake, *, now: datetime) -> tuple[Worth, ...]:
    """Return for everybody who is still to be vetted how many they could help, were everything in order."""
    day = local_date(now)
    everything = dict.fromkeys(str(requirement.kind) for requirement in intake.requirements)
    vetted = [
        replace(mentor_value(mentor, intake, day=day), clearances=everything, pending_clearances=frozenset())
        for mentor in intake.pending
    ]
    return tuple(
        Worth(int(value.mentor.id), value.possible_requests, value.more_served)
        for value in matcher.value_of_types(result, vetted)
    )


def solve(problem: matcher.Problem) -> matcher.Result:
    """Return the optimal plan."""
    return matcher.solve(problem)


def findings(problem: matcher.Problem, result: matcher.Result) -> Sequence[str]:
    """Return everything the solver-free checker finds wrong; nothing is written unless this is empty."""
    return [f"{finding.what} ({finding.who})" for finding in matcher.check(problem, result)]
