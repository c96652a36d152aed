"""Who is on a shift of the plan without what it asks for: seen on the plan and in the list of changes, before it stops anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.board import Line, pairs_in
from web.staffing.changes import Changes
from web.staffing.intake import Pair, coming_shifts
from web.staffing.models import StaffingPlan
from web.tasks.conditions import Lack, Reader, lacks_of, words_for
from web.tasks.demands import Demand
from web.tasks.models import Shift, Task


@dataclass(frozen=True)
class Lacking:
    """Somebody on a shift, and what they lack there."""

    shift: Shift
    volunteer: Volunteer
    lacks: tuple[Lack, ...]

    @property
    def words(self) -> str:
        """What the shift asks for and they do not have, without a word about the person."""
        return " ".join(words_for(lack, Reader.ANYBODY) for lack in self.lacks)


def lacking_on(lines: Sequence[Line], people: dict[int, Volunteer], *, now: datetime) -> dict[Pair, Lacking]:
    """Return who lacks something on these lines, by shift id and volunteer id; what is over is left alone."""
    ahead = [line for line in lines if line.shift.starts_at is not None and line.shift.starts_at > now]
    return lacking_among([(line.shift, people[one]) for line in ahead for one in line.people], now=now)


def lacking_in(plan: StaffingPlan, changes: Changes, *, now: datetime) -> list[Lacking]:
    """Return everybody on a coming shift of the plan, or who comes once it is published, who lacks something, by time."""
    shifts = {shift.id: shift for shift in coming_shifts(plan, asks_something(), now=now)}
    placed = pairs_in(plan, shifts)
    people = volunteers_with({one for one, _ in placed})
    pairs = {(one.shift_id, one.volunteer_id): (one.shift, one.volunteer) for one in changes.come}
    pairs |= {(shift_id, one): (shifts[shift_id], people[one]) for one, shift_id in placed}
    found = lacking_among(list(pairs.values()), now=now).values()
    return sorted(found, key=lambda one: (one.shift.starts_at or now, one.shift.id, one.volunteer.id))


def lacking_among(pairs: Sequence[tuple[Shift, Volunteer]], *, now: datetime) -> dict[Pair, Lacking]:
    """Return those of the pairs that lack something."""
    lacks = lacks_of(pairs, now=now)
    return {
        (shift.id, one.id): Lacking(shift, one, tuple(found))
        for shift, one in pairs
        if (found := lacks[shift.id, one.id])
    }


def asks_something() -> ColumnElement[bool]:
    """The clause that holds for shifts that ask for an age, or for something of everybody."""
    asks = or_(
        Demand.oldest_age.is_not(None),
        func.cardinality(Demand.required) > 0,
        func.cardinality(Demand.clearances) > 0,
    )
    is_its = and_(
        Demand.task_id == Shift.task_id, or_(Demand.shift_id.is_(None), Demand.shift_id == Shift.id)
    )
    return or_(Task.minimum_age.is_not(None), select(Demand.id).where(is_its, asks).exists())


def volunteers_with(ids: Collection[int]) -> dict[int, Volunteer]:
    """Return these volunteers by id."""
    return {one.id: one for one in db.session.scalars(select(Volunteer).where(Volunteer.id.in_(ids)))}
