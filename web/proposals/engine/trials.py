"""Plans that are only tried out: what insisting on a pair would change, and what if something were different."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import matcher
from matcher.mentoring.rules import CommonTimeRule
from web.catalogue.models import Area
from web.proposals.engine.advice import COMMON_LANGUAGE, HOURS
from web.proposals.engine.answer import contributions_of, facts_of
from web.proposals.engine.snapshot import GROUPS, objective_of, place_value, with_age_distance
from web.proposals.plan import Changes, Codes, Comparison, Groups, Move, NewMentors, PlannedPair
from web.proposals.weights import SPARING, fit_of, with_sparing
from web.vetting.models import Lifting

NEW = "new-"
AGE_OF_NEW_MENTORS = 45
REACH_OF_NEW_MENTORS_MINUTES = 30


def with_override(problem: matcher.Problem, *, request_id: int, mentor_id: int) -> Comparison:
    """Return what changes for whom if this pair must be; only the rules it breaks where it cannot."""
    broken = problem.broken_rules(problem.request(str(request_id)), problem.mentor(str(mentor_id)))
    if broken:  # Said at once: the solver takes seconds to load.
        return Comparison(broken_rules=tuple(map(str, broken)))
    result = matcher.solve(problem)
    forced = matcher.cost_of_override(result, str(request_id), str(mentor_id))
    if forced.result is None or forced.difference is None:
        return Comparison(broken_rules=tuple(str(rule) for rule in forced.broken_rules))
    return compared(
        result,
        forced.result,
        forced.difference,
        yardstick=problem,
        pair=insisted_pair(problem, request_id=request_id, mentor_id=mentor_id),
    )


def insisted_pair(problem: matcher.Problem, *, request_id: int, mentor_id: int) -> PlannedPair:
    """Return the pair that is insisted on, as a plan would hold it."""
    request, mentor = problem.request(str(request_id)), problem.mentor(str(mentor_id))
    contributions = contributions_of(problem, request, mentor)
    return PlannedPair(
        request_id=request_id,
        mentor_id=mentor_id,
        score=fit_of(contributions),
        contributions=contributions,
        facts=facts_of(request, mentor),
    )


def with_changes(problem: matcher.Problem, changes: Changes, *, area: Area | None) -> Comparison:
    """Return the difference that the changes make; `area` is where the imagined mentors live."""
    result = matcher.solve(problem)
    new = () if changes.new_mentors is None or area is None else imagined(problem, changes.new_mentors, area)
    programme = tried_programme(problem.programme, changes)
    other = matcher.what_if(
        result,
        programme=programme,
        without_rules=changes.without_rules,
        more_travel_minutes=changes.more_minutes,
        add_mentors=new,
        remove_mentors=() if changes.without_mentor is None else (str(changes.without_mentor),),
    )
    yardstick = yardstick_of(problem, programme, new=new)
    groups = groups_lifted(yardstick, result, other.result, changes)
    return compared(result, other.result, other.difference, yardstick=yardstick, groups=groups)


def yardstick_of(
    problem: matcher.Problem, programme: matcher.Programme, *, new: tuple[matcher.Mentor, ...]
) -> matcher.Problem:
    """Return what both plans are measured by: what is to count, and how far everybody is ready to travel today.

    Each by its own terms would tell of a better fit where nobody has another mentor.
    """
    measure = replace(problem.programme, criteria=programme.criteria)
    return replace(problem, programme=measure, mentors=(*problem.mentors, *new))


def groups_lifted(
    yardstick: matcher.Problem, before: matcher.Result, after: matcher.Result, changes: Changes
) -> Groups | None:
    """Return in how many groups the weakest match would fit better or worse; None where no groups would be lifted."""
    over = None if changes.lifting is None else GROUPS.get(Lifting(changes.lifting))
    if over is None:
        return None
    old, new = weakest_by_group(yardstick, before, over), weakest_by_group(yardstick, after, over)
    both = old.keys() & new.keys()
    return Groups(
        better=sum(new[group] > old[group] for group in both),
        worse=sum(new[group] < old[group] for group in both),
        all=len(both),
    )


def weakest_by_group(
    yardstick: matcher.Problem, result: matcher.Result, over: matcher.Groups
) -> dict[str | int, int]:
    """Return the points of the weakest match of each area, or of each urgency class."""
    weakest: dict[str | int, int] = {}
    for pair in result.pairs:
        request = yardstick.request(pair.request_id)
        group = request.place.area if over is matcher.Groups.AREA else request.urgency
        score = sum(part["points"] for part in measured(yardstick, pair))
        weakest[group] = min(score, weakest.get(group, score))
    return weakest


def tried_programme(programme: matcher.Programme, changes: Changes) -> matcher.Programme:
    """Return what is to count and to be asked for; rare mentors are spared where they are today."""
    if changes.weights is not None:
        is_spared = any(criterion.name == SPARING for criterion, _ in programme.criteria)
        programme = programme.with_weights(with_sparing(changes.weights) if is_spared else changes.weights)
    if changes.age_distance_years is not None:
        programme = with_age_distance(programme, changes.age_distance_years)
    if changes.common_minutes is not None:
        programme = with_common_minutes(programme, changes.common_minutes)
    if changes.lifting is not None:
        programme = replace(programme, objective=objective_of(Lifting(changes.lifting)))
    return programme


def with_common_minutes(programme: matcher.Programme, minutes: int) -> matcher.Programme:
    """Return the programme in which two people must have so much time in common."""
    return replace(
        programme,
        rules=tuple(
            replace(rule, minutes=minutes) if isinstance(rule, CommonTimeRule) else rule
            for rule in programme.rules
        ),
    )


def imagined(problem: matcher.Problem, new: NewMentors, area: Area) -> tuple[matcher.Mentor, ...]:
    """Return so many mentors with a car and everything in order, who can help with whatever is asked for."""
    goals = frozenset(goal for request in problem.requests for goal in request.goals)
    cleared = {kind: None for mentor in problem.mentors for kind in mentor.clearances}
    return tuple(
        matcher.Mentor(
            id=f"{NEW}{number}",
            place=place_value(area),
            week=HOURS[new.hours],
            means=frozenset({matcher.Means.CAR}),
            max_travel_minutes=REACH_OF_NEW_MENTORS_MINUTES,
            age=AGE_OF_NEW_MENTORS,
            languages={COMMON_LANGUAGE: matcher.Level.FLUENT, new.language: matcher.Level.FLUENT},
            clearances=cleared,
            skills=goals,
            goals=goals,
        )
        for number in range(new.number)
    )


def compared(
    before: matcher.Result,
    after: matcher.Result,
    difference: matcher.Difference,
    *,
    yardstick: matcher.Problem,
    pair: PlannedPair | None = None,
    groups: Groups | None = None,
) -> Comparison:
    """Return the difference of two plans as ids and numbers; every request asks for one mentor."""
    old, new = fits_of(before, yardstick), fits_of(after, yardstick)
    return Comparison(
        served=difference.served,
        mean_score=fmean(new) - fmean(old),
        worst_score=min(new) - min(old),
        moves=tuple(
            Move(
                request_id=int(move.request_id),
                before=mentor_id_of(move.before),
                after=mentor_id_of(move.after),
                is_new=bool(move.after) and move.after[0].startswith(NEW),
            )
            for move in difference.moves
        ),
        pair=pair,
        groups=groups,
    )


def fits_of(result: matcher.Result, yardstick: matcher.Problem) -> list[float]:
    """Return how well each pair of a plan fits; 0 for a plan without any."""
    return [fit_of(measured(yardstick, pair)) for pair in result.pairs] or [0.0]


def measured(yardstick: matcher.Problem, pair: matcher.Pair) -> list[Codes]:
    """Return what each criterion gives a pair by the yardstick."""
    request, mentor = yardstick.request(pair.request_id), yardstick.mentor(pair.mentor_id)
    return contributions_of(yardstick, request, mentor)


def mentor_id_of(mentors: tuple[str, ...]) -> int | None:
    """Return the id of the one mentor, unless there is none or an imagined one."""
    return None if not mentors or mentors[0].startswith(NEW) else int(mentors[0])
