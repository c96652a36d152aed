"""From rows to the engine's problem: what is settled stays, what cannot be kept by the rules takes its place away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from matcher import shifts as engine
from matcher.shifts.rules import pair_rules
from matcher.shifts.span import monday_of
from matcher.shifts.timing import are_too_close
from web.core.clock import LOCAL_ZONE
from web.profiles.models import Volunteer
from web.staffing.engine.people import by_volunteer, shift_value, volunteer_value
from web.staffing.engine.teams import apart_from_teams, not_to_meet, teams_of
from web.staffing.intake import Intake, Pair
from web.tasks.models import Signup

ANYWHERE_MINUTES = 24 * 60


def problem_of(intake: Intake, *, skills: frozenset[str], now: datetime) -> engine.Problem | None:
    """Return the problem; None where there is no place left to fill, or nobody to fill it."""
    if not intake.shifts or intake.period is None:
        return None
    shifts = {shift.id: shift_value(shift, intake.demands[shift.id]) for shift in intake.shifts}
    busy = by_volunteer(intake.elsewhere)
    days = intake.period.days
    people = {one.id: person_of(one, intake, busy.get(one.id, ()), days=days) for one in intake.volunteers}
    kept, taken = settle(intake.settled, shifts, people)
    published = [pair for pair in intake.published if pair[0] in people and pair[1] in shifts]
    declined = {*intake.declined, *not_asked_for(intake, published)}
    bonds = intake.bonds
    kept, taken = apart_from_teams(
        kept, taken, shifts=shifts, people=people, bonds=bonds, declined=named(declined)
    )
    for volunteer_id, shift_id in taken:
        if volunteer_id in people or intake.counted is None or shift_id in intake.counted:
            take_place(shifts, people, volunteer_id, shift_id)
    if not shifts or not people:
        return None
    mine: dict[int, list[engine.Shift]] = defaultdict(list)
    for volunteer_id, shift_id in kept:
        mine[volunteer_id].append(shifts[shift_id])
    people = {volunteer_id: with_room(one, mine[volunteer_id]) for volunteer_id, one in people.items()}
    published = [pair for pair in published if pair[1] in shifts]
    declined |= not_to_meet(bonds, taken)
    return engine.Problem(
        volunteers=tuple(people.values()),
        shifts=tuple(shifts.values()),
        planned_at=now,
        fixed=named(kept),
        teams=teams_of(bonds, people),
        declined=named(p for p in declined if p[0] in people and p[1] in shifts) - named(kept),
        published=named(published),
        skills=skills,
    )


def named(pairs: Iterable[Pair]) -> frozenset[tuple[str, str]]:
    """Return pairs as the engine names them."""
    return frozenset((str(volunteer_id), str(shift_id)) for volunteer_id, shift_id in pairs)


def person_of(
    volunteer: Volunteer, intake: Intake, busy: Sequence[Signup], *, days: tuple[date, date]
) -> engine.Volunteer:
    """Return a volunteer: who offers to be planned in with their hours, who only asked for single shifts with those."""
    first_on, last_on = days
    papers = intake.clearances.get(volunteer.id)
    person = volunteer_value(volunteer, first_on=first_on, last_on=last_on, signups=busy, clearances=papers)
    asked = intake.asked_for.get(volunteer.id, frozenset())
    person = replace(
        person,
        recent_shifts=intake.recent.get(volunteer.id, 0),
        wished_tasks=frozenset(str(shift_id) for shift_id in asked),
    )
    offer = intake.offers.get(volunteer.id)
    if offer is None:
        # They chose these very shifts, so neither their week nor the way is for us to judge.
        return replace(person, free=None, max_travel_minutes=ANYWHERE_MINUTES)
    return replace(person, max_minutes_per_week=offer.minutes_per_week, rest_minutes=offer.rest_minutes)


def not_asked_for(intake: Intake, published: Iterable[Pair]) -> Iterable[Pair]:
    """Everything but what they asked for, of those who do not offer to be planned in."""
    allowed = defaultdict(set, {v: set(ids) for v, ids in intake.asked_for.items()})
    for volunteer_id, shift_id in published:
        allowed[volunteer_id].add(shift_id)
    for volunteer in intake.volunteers:
        if volunteer.id not in intake.offers:
            mine = allowed[volunteer.id]
            yield from ((volunteer.id, shift.id) for shift in intake.shifts if shift.id not in mine)


def settle(
    settled: Iterable[Pair], shifts: dict[int, engine.Shift], people: dict[int, engine.Volunteer]
) -> tuple[list[Pair], list[Pair]]:
    """Return which settled pairs the rules let the engine keep, and which take a place without it."""
    kept: list[Pair] = []
    taken: list[Pair] = []
    mine: dict[int, list[engine.Shift]] = defaultdict(list)
    rules = pair_rules(zone=LOCAL_ZONE, declined=frozenset())
    heads: dict[int, int] = defaultdict(int)
    for volunteer_id, shift_id in settled:
        person, shift = people.get(volunteer_id), shifts[shift_id]
        heads[shift_id] += 1
        if heads[shift_id] > shift.maximum:
            continue
        fits = (
            person is not None
            and all(rule.is_own_wish or rule.name == "week" or rule.allows(shift, person) for rule in rules)
            and not any(are_too_close(shift, other, volunteer=person) for other in mine[volunteer_id])
        )
        (kept if fits else taken).append((volunteer_id, shift_id))
        if fits:
            mine[volunteer_id].append(shift)
    return kept, taken


def take_place(
    shifts: dict[int, engine.Shift], people: dict[int, engine.Volunteer], volunteer_id: int, shift_id: int
) -> None:
    """Let somebody hold a place of which the engine is only told that it is gone."""
    if shift_id not in shifts:
        return
    shift, person = shifts[shift_id], people.get(volunteer_id)
    if person is not None:
        engaged = engine.Engagement(during=shift.during, place=shift.place)
        people[volunteer_id] = replace(person, engagements=(*person.engagements, engaged))
    if shift.maximum == 1:
        del shifts[shift_id]
        return
    covered = person.qualifications if person is not None else frozenset()
    needs = {code: heads - (code in covered) for code, heads in shift.needs.items()}
    shifts[shift_id] = replace(
        shift,
        maximum=shift.maximum - 1,
        minimum=max(1, shift.minimum - 1),
        needs={code: min(heads, shift.maximum - 1) for code, heads in needs.items() if heads > 0},
    )


def with_room(person: engine.Volunteer, settled: list[engine.Shift]) -> engine.Volunteer:
    """Return the volunteer with weeks long enough for what is settled already."""
    weeks: dict[object, int] = defaultdict(int)
    for one in (*(e.during for e in person.engagements), *(shift.during for shift in settled)):
        weeks[monday_of(one.starts_at, zone=LOCAL_ZONE)] += one.minutes
    return replace(person, max_minutes_per_week=max(person.max_minutes_per_week, *weeks.values(), 0))
