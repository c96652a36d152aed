"""Why somebody has no small job, and the smallest changes that would give them one, each tried on the whole plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matcher.errors import NothingToExplain
from matcher.small_jobs.day import HOURS_OF, SOME, DayPart
from matcher.small_jobs.explain import solved_of
from matcher.small_jobs.people import Opening, YoungPerson
from matcher.small_jobs.reasons import Change, Explanation, Obstacle, Reason
from matcher.small_jobs.result import Result
from matcher.small_jobs.solve import solve_table
from matcher.small_jobs.table import Table
from matcher.travel import travel_minutes
from matcher.week import Week

MOST_CHANGES = 8
MOST_EXTRA_TRAVEL_MINUTES = 60
Side = YoungPerson | Opening


@dataclass(frozen=True, slots=True)
class Unblocking:
    """One change that would give them a small job."""

    change: Reason
    opening_id: str
    """The one they would then get."""
    places_one_more: bool
    """Whether nobody loses a place by it; otherwise somebody later does."""


@dataclass(frozen=True, slots=True)
class UnplacedExplanation:
    """Why somebody has no small job."""

    person_id: str
    reason: Reason
    excluded: Mapping[Obstacle, int]
    """How many openings each rule excludes."""
    excluded_by_one_rule: Mapping[Obstacle, int]
    """How many openings only that rule excludes."""
    changes: tuple[Unblocking, ...]


def explain_unplaced(result: Result, person_id: str) -> UnplacedExplanation:
    """Rules first, then scarcity, then what would help; `NothingToExplain` for somebody who has a small job."""
    table = solved_of(result).table
    person = table.problem.person(person_id)
    if result.opening_of(person_id) is not None:
        raise NothingToExplain(f"{person_id} has a small job")
    broken = {opening.id: table.problem.broken_rules(person, opening) for opening in table.openings}
    candidates = sum(not reasons for reasons in broken.values())
    code = Explanation.OPENINGS_TAKEN if candidates else Explanation.NO_OPENINGS
    return UnplacedExplanation(
        person_id=person_id,
        reason=Reason(code, {"candidates": candidates}),
        excluded=dict(Counter(reason for reasons in broken.values() for reason in reasons).most_common()),
        excluded_by_one_rule=dict(
            Counter(reasons[0] for reasons in broken.values() if len(reasons) == 1).most_common()
        ),
        changes=tuple(what_would_help(result, table, person, broken)),
    )


def what_would_help(
    result: Result, table: Table, person: YoungPerson, broken: Mapping[str, list[Obstacle]]
) -> list[Unblocking]:
    """Changes that are tried one by one on the whole plan; those by which nobody loses come first."""
    tried: dict[tuple[str, tuple[tuple[str, str | int], ...]], Unblocking | None] = {}
    for change, changed in changes_for(table, person, broken):
        key = (str(change.code), tuple(sorted(change.parameters.items())))
        if key not in tried:
            tried[key] = effect_of(result, table, person, change, changed)
    helping = [found for found in tried.values() if found is not None]
    return sorted(helping, key=lambda found: not found.places_one_more)[:MOST_CHANGES]


def effect_of(
    result: Result, table: Table, person: YoungPerson, change: Reason, changed: Side
) -> Unblocking | None:
    """What the best plan is with the change; None when they have no small job in it either."""
    after = solve_table(
        table.with_opening(changed) if isinstance(changed, Opening) else table.with_person(changed)
    )
    opening_id = after.opening_of(person.id)
    if opening_id is None:
        return None
    return Unblocking(change, opening_id, after.statistics.placed > result.statistics.placed)


def changes_for(
    table: Table, person: YoungPerson, broken: Mapping[str, list[Obstacle]]
) -> Iterator[tuple[Reason, Side]]:
    """Changes worth trying: for openings that only one rule excludes, and for those that are full."""
    for opening in table.openings:
        match broken[opening.id]:
            case []:
                more = replace(opening, seats=opening.seats + 1)
                yield Reason(Change.ONE_MORE_SEAT, {"opening": opening.id}), more
            case [Obstacle.TRAVEL]:
                yield from longer_travel(person, opening)
            case [Obstacle.TIME]:
                yield from more_time(person, opening)
            case [Obstacle.WISHED_HOURS]:
                parameters: dict[str, str | int] = {"minutes": opening.least_minutes}
                yield (
                    Reason(Change.MORE_HOURS, parameters),
                    replace(person, start_minutes=opening.least_minutes),
                )
                fewer = replace(opening, least_minutes=person.start_minutes)
                yield (
                    Reason(Change.FEWER_HOURS, {"opening": opening.id, "minutes": person.start_minutes}),
                    fewer,
                )
            case [Obstacle.AVOIDED]:
                yield from without_avoiding(person, opening)
            case [Obstacle.SUPPORT]:
                yield from support_added(person, opening)
            case _:
                pass


def longer_travel(person: YoungPerson, opening: Opening) -> Iterator[tuple[Reason, Side]]:
    """As many minutes more as it takes, up to an hour."""
    minutes = travel_minutes(person.place, opening.place, person.means)
    if minutes is not None and minutes - person.max_travel_minutes <= MOST_EXTRA_TRAVEL_MINUTES:
        more = minutes - person.max_travel_minutes
        yield Reason(Change.LONGER_TRAVEL, {"minutes": more}), replace(person, max_travel_minutes=minutes)


def more_time(person: YoungPerson, opening: Opening) -> Iterator[tuple[Reason, Side]]:
    """One more part of a day in which there is work and they have energy."""
    energetic = person.energy.hours(least=SOME)
    for weekday in range(7):
        for part in DayPart:
            first, last = HOURS_OF[part]
            there = Week.from_hours([(weekday, first, last)]) & opening.week & energetic
            if (there - person.free) - person.engagements:
                parameters: dict[str, str | int] = {"weekday": weekday, "part": str(part)}
                yield Reason(Change.MORE_TIME, parameters), replace(person, free=person.free | there)


def without_avoiding(person: YoungPerson, opening: Opening) -> Iterator[tuple[Reason, Side]]:
    """The one thing that is in the way, if it is only one."""
    in_the_way: Iterable[str] = person.avoids & (opening.work | opening.strains)
    for code in sorted(in_the_way):
        yield Reason(Change.WITHOUT_AVOIDING, {"code": code}), replace(person, avoids=person.avoids - {code})


def support_added(person: YoungPerson, opening: Opening) -> Iterator[tuple[Reason, Side]]:
    """The one support that is missing, if it is only one."""
    missing = person.needs_support - opening.support
    if len(missing) == 1:
        (code,) = missing
        changed = replace(opening, support=opening.support | missing)
        yield Reason(Change.SUPPORT_ADDED, {"opening": opening.id, "support": code}), changed
