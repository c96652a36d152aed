"""How well volunteers fit shifts, and whom to call about a free place: the engine's answers about single shifts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from matcher import shifts as engine
from matcher.shifts.fit import contributions
from matcher.shifts.plan import Plan, Statistics, Status
from matcher.shifts.timing import way_minutes
from web.profiles.models import Volunteer
from web.staffing.engine.people import by_volunteer, days_of, shift_value, volunteer_value
from web.tasks.conditions import valid_clearances
from web.tasks.demands import demand_of, demands_of
from web.tasks.models import Shift, Signup

EMPTY = Plan(
    status=Status.OPTIMAL,
    assignments=(),
    unstaffed=(),
    stages=(),
    statistics=Statistics(0, 0, 0, 0, 0, 0, 0, 0.0),
)


@dataclass(frozen=True)
class Fit:
    """How a volunteer fits a shift: points by criterion, minutes of the way, and the codes of what is in the way."""

    points: Mapping[str, int]
    minutes: int | None
    obstacles: tuple[str, ...]

    @property
    def total(self) -> int:
        """All points together."""
        return sum(self.points.values())

    @property
    def is_possible(self) -> bool:
        """Tell whether no rule is in the way."""
        return not self.obstacles


@dataclass(frozen=True)
class PersonToCall:
    """Somebody to ask about a free place, with how they fit."""

    volunteer_id: int
    fit: Fit


def fits_for(
    volunteer: Volunteer,
    shifts: Sequence[Shift],
    *,
    signups: Sequence[Signup] = (),
    are_papers_assumed: bool = False,
    now: datetime,
) -> dict[int, Fit]:
    """Return how the volunteer fits each of these shifts, by shift id; shifts without a time, or begun, are left out.

    `signups` are the volunteer's confirmed ones, with which a shift may clash. A volunteer without area or birthday
    fits nothing. With `are_papers_assumed` every paper counts as in order.
    """
    coming = [shift for shift in shifts if shift.starts_at is not None and shift.starts_at > now]
    if not coming or volunteer.area is None or volunteer.born_on is None:
        return {}
    first_on, last_on = days_of(coming)
    demands = demands_of(coming)
    papers = valid_clearances([volunteer.id]).get(volunteer.id)
    if are_papers_assumed:
        papers = dict.fromkeys(kind for demand in demands.values() for kind in demand.clearances)
    person = volunteer_value(
        volunteer, first_on=first_on, last_on=last_on, signups=signups, clearances=papers
    )
    values = tuple(shift_value(shift, demands[shift.id]) for shift in coming)
    problem = engine.Problem(volunteers=(person,), shifts=values, planned_at=now)
    return {int(shift.id): fit_of(problem, person, shift) for shift in problem.shifts}


def fit_of(problem: engine.Problem, person: engine.Volunteer, shift: engine.Shift) -> Fit:
    """Return how one volunteer fits one shift."""
    told = contributions(shift, person, weights=problem.weights)
    return Fit(
        points={one.criterion: one.points for one in told},
        minutes=way_minutes(person.place, shift.place, volunteer=person),
        obstacles=tuple(str(obstacle) for obstacle in problem.broken_rules(person, shift)),
    )


def people_to_call(
    shift: Shift,
    volunteers: Sequence[Volunteer],
    *,
    signups: Sequence[Signup] = (),
    last_asked: Mapping[int, datetime],
    most: int,
    now: datetime,
) -> list[PersonToCall]:
    """Return whom to ask next, in the engine's order: who fits better, then who was asked least recently.

    `volunteers` are those who may be asked at all; `signups` their confirmed ones.
    """
    if shift.starts_at is None or shift.starts_at <= now:
        return []
    first_on, last_on = days_of([shift])
    busy, papers = by_volunteer(signups), valid_clearances([one.id for one in volunteers])
    people = tuple(
        volunteer_value(
            volunteer,
            first_on=first_on,
            last_on=last_on,
            signups=busy.get(volunteer.id, ()),
            last_asked_at=last_asked.get(volunteer.id),
            clearances=papers.get(volunteer.id),
        )
        for volunteer in volunteers
        if volunteer.area is not None and volunteer.born_on is not None
    )
    if not people:
        return []
    problem = engine.Problem(
        volunteers=people, shifts=(shift_value(shift, demand_of(shift)),), planned_at=now
    )
    called = engine.who_to_call(problem, EMPTY, str(shift.id), most=most)
    value = problem.shift(str(shift.id))
    return [
        PersonToCall(int(call.volunteer_id), fit_of(problem, problem.volunteer(call.volunteer_id), value))
        for call in called
    ]
