"""Rows become a problem of values: no name, no note, and no place finer than the area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import matcher
from matcher.criteria import AgeDistance
from web.catalogue.models import Area
from web.core.clock import local_date
from web.profiles.models import Mentor
from web.proposals.intake import Intake, is_issued
from web.proposals.plan import Codes
from web.proposals.weights import with_sparing
from web.vetting.models import ClearanceStatus, Lifting
from web.youth.ages import age_on
from web.youth.models import MentorRequest

LEVEL_TO_TALK = 2
OLDEST_MENTOR = 120
YOUNGEST_MENTOR = 18
MOST_STORED_PAIRS = 24_000_000
"""As many as fit into the engine's memory: others who could, what an override costs and whom to recruit see them all."""
GROUPS = {Lifting.AREAS: matcher.Groups.AREA, Lifting.URGENCIES: matcher.Groups.URGENCY}


def programme_data(intake: Intake, *, has_prices: bool = False) -> Codes:
    """Return the rules and weights of the run, as the engine takes them and as they are stored."""
    required = [{"kind": str(r.kind), "under_age": r.only_below_age} for r in intake.requirements]
    objective = objective_of(intake.terms.lifting)
    plain = (
        "age", "language", "required_language", "travel", "room_beside_job",
        "experience", "blocked", "mentor_gender", "mentor_age",
    )  # fmt: skip
    return {
        "rules": [
            {"rule": "clearance", "required": required},
            {"rule": "common_time", "minutes": intake.terms.common_minutes},
            *({"rule": name} for name in plain),
        ],
        "weights": with_sparing(intake.terms.weights) if has_prices else intake.terms.weights,
        "objective": {
            "lifts_worst_match": objective.lifts_worst_match,
            "leximin_over": objective.leximin_over and str(objective.leximin_over),
        },
        "languages": sorted(intake.language_codes),
    }


def programme_of(intake: Intake, *, has_prices: bool = False) -> matcher.Programme:
    """Return the rules and criteria of the run."""
    programme = matcher.programme_from_data(programme_data(intake, has_prices=has_prices))
    return with_age_distance(programme, intake.terms.age_distance_years)


def with_age_distance(programme: matcher.Programme, years: int) -> matcher.Programme:
    """Return the programme in which so many years between two people give full points for age."""
    return replace(
        programme,
        criteria=tuple(
            (
                replace(criterion, enough_years=years) if isinstance(criterion, AgeDistance) else criterion,
                weight,
            )
            for criterion, weight in programme.criteria
        ),
    )


def objective_of(lifting: Lifting) -> matcher.Objective:
    """Return whose worst match is lifted, as the engine takes it."""
    return matcher.Objective(
        lifts_worst_match=lifting is not Lifting.NOBODY, leximin_over=GROUPS.get(lifting)
    )


def problem_of(intake: Intake, *, now: datetime) -> matcher.Problem:
    """Return the problem of everybody who was read, without prices; raise `matcher.InvalidProblem` where it makes no sense."""
    day = local_date(now)
    return matcher.Problem(
        requests=tuple(request_value(request, intake, day=day) for request in intake.requests),
        mentors=tuple(mentor_value(mentor, intake, day=day) for mentor in intake.mentors),
        day=day,
        programme=programme_of(intake),
        published_pairs=frozenset((str(r), str(m)) for r, m in intake.published_pairs),
        most_stored_pairs=MOST_STORED_PAIRS,
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
        spoken_languages={known.language.code: known.level for known in person.languages},
        goals=frozenset(goal.code for goal in request.goals),
        interests=frozenset(interest.code for interest in request.interests),
        required_experience=frozenset(wanted.code for wanted in request.required_experiences),
        helpful_experience=frozenset(known.code for known in request.helpful_experiences),
        mentor_kinds=frozenset(str(kind) for kind in request.wished_mentor_kinds),
        mentor_gender=request.wished_mentor_gender and str(request.wished_mentor_gender),
        mentor_ages=wished_ages(request),
        blocked_mentors=frozenset(str(mentor_id) for mentor_id in intake.blocked.get(person.id, ())),
        continuity_mentors=frozenset(str(mentor_id) for mentor_id in intake.known.get(person.id, ())),
        mentors_without_room=frozenset(str(mentor_id) for mentor_id in intake.no_room.get(request.id, ())),
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
