"""One shift of a plan and some people: read without all the others, so that what is asked about them is answered at once.

The engine is told of the people asked about, of whoever is on the shift or bound to them by a team, and of every shift that
these have. For them it says the same as it would if it knew the whole plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import ColumnElement, Select, func, or_, select

from web.catalogue.models import Skill
from web.core.clock import LOCAL_ZONE
from web.core.week import SLOT_MINUTES, Week
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing import engine
from web.staffing.board import pairs_in
from web.staffing.intake import (
    CAN_BE_PLANNED,
    SAID_NO,
    Intake,
    Pair,
    active_volunteers,
    assignments_of,
    coming_shifts,
    intake_of,
    is_offer_for,
    offers_for,
    period_of,
    read_intake,
    shifts_of,
    signups_of,
)
from web.staffing.models import Assignment, HelpOffer, StaffingPlan
from web.tasks.models import Shift, Signup
from web.teams.bonds import Bonds, bonds_among


@dataclass(frozen=True)
class Helper:
    """Somebody who can be planned in: whether for any shift, and when they are free."""

    is_offering: bool
    week: Week

    def may_be_free(self, half_hours: Week) -> bool:
        """Tell whether their week leaves room for it; who has said nothing, or chose single shifts, may be free."""
        return not self.is_offering or not self.week or self.week & half_hours == half_hours


class Around:
    """A shift with everybody who can be planned in, ready to be asked about some of them."""

    def __init__(self, plan: StaffingPlan, shift: Shift, *, now: datetime) -> None:
        self.plan, self.shift, self.now = plan, shift, now
        self.skills = frozenset(db.session.scalars(select(Skill.code)))

    @cached_property
    def helpers(self) -> Mapping[int, Helper]:
        """Everybody whom the engine may plan, by volunteer id in order."""
        return helpers_of(self.plan, now=self.now)

    @cached_property
    def bonds(self) -> Bonds:
        """Who comes together and who is kept apart among them."""
        offering = {one for one, helper in self.helpers.items() if helper.is_offering}
        return bonds_among(self.helpers.keys(), offering=offering, association_id=self.plan.association_id)

    def answers(self, volunteer_ids: Collection[int]) -> dict[int, engine.Answer]:
        """Return why these people are not on the shift, as codes; those whom the engine does not know are left out."""
        intake, pairs = self.read(volunteer_ids)
        problem = engine.problem_of(intake, skills=self.skills, now=self.now)
        if problem is None:
            return {}
        current = engine.current_plan(problem, pairs)
        asked = [(one, self.shift.id) for one in volunteer_ids]
        return {
            pair[0]: engine.why_not(problem, current, pair) for pair in asked if engine.knows(problem, pair)
        }

    def whole_plan(self) -> tuple[Intake, engine.Problem, engine.Plan] | None:
        """Return all that the engine is told and the plan as it stands; None where that is too much for a page."""
        shifts = db.session.scalar(coming_ids(self.plan, now=self.now).with_only_columns(func.count())) or 0
        if not engine.is_small(shifts, len(self.helpers)):
            return None
        intake = read_intake(self.plan, now=self.now)
        problem = engine.problem_of(intake, skills=self.skills, now=self.now)
        if problem is None:
            return None
        pairs = pairs_in(self.plan, [shift.id for shift in intake.shifts])
        return intake, problem, engine.current_plan(problem, pairs)

    def read(self, volunteer_ids: Iterable[int]) -> tuple[Intake, list[Pair]]:
        """Read what the engine needs to know of these people, the shift, and who is concerned besides; and who is where.

        A shift on which more would come than there are places drops out once its places are gone: there everybody counts.
        """
        people = self.concerned(volunteer_ids)
        shifts, pairs = self.shifts_of(people)
        heads = Counter(shift_id for _, shift_id in pairs)
        full = {shift.id for shift in shifts if heads[shift.id] > shift.seats}
        if full:
            people = self.concerned([*people, *(one for one, shift_id in pairs if shift_id in full)])
            shifts, pairs = self.shifts_of(people)
        shift_ids = [shift.id for shift in shifts]
        intake = intake_of(
            shifts,
            active_volunteers(people),
            signups=signups_of(shifts),
            assignments=assignments_of(self.plan, Assignment.shift_id.in_(shift_ids)),
            offers=offers_for(self.plan, HelpOffer.volunteer_id.in_(people)),
            period=period_of(self.plan, now=self.now),
            bonds=self.bonds,
            counted=frozenset({self.shift.id, *full}),
            now=self.now,
        )
        return intake, pairs

    def shifts_of(self, people: Collection[int]) -> tuple[Sequence[Shift], list[Pair]]:
        """Return the shift and all others that these people have or had, and who is on them."""
        signed = select(Signup.shift_id).where(Signup.volunteer_id.in_(people))
        planned = select(Assignment.shift_id).where(Assignment.volunteer_id.in_(people))
        is_theirs = or_(Shift.id == self.shift.id, Shift.id.in_(signed), Shift.id.in_(planned))
        shifts = coming_shifts(self.plan, is_theirs, now=self.now)
        return shifts, pairs_in(self.plan, [shift.id for shift in shifts])

    def concerned(self, volunteer_ids: Iterable[int]) -> set[int]:
        """Return these people, those who are or were on the shift, and whoever a team binds to one of them."""
        signed = select(Signup.volunteer_id).where(Signup.shift_id == self.shift.id)
        planned = select(Assignment.volunteer_id).where(Assignment.shift_id == self.shift.id)
        found = {*volunteer_ids, *db.session.scalars(signed.union(planned))}
        groups = [*self.bonds.together, *map(frozenset, self.bonds.apart)]
        while more := {one for group in groups if group & found for one in group - found}:
            found |= more
        return found & self.helpers.keys()

    def may_have_nothing_else(self) -> list[int]:
        """Return who may be free for the shift by their week and by the plan, in order; nobody else is."""
        half_hours = half_hours_of(self.shift)
        is_then = Shift.starts_at < self.shift.ends_at, Shift.ends_at > self.shift.starts_at
        others = db.session.scalars(coming_ids(self.plan, now=self.now).where(*is_then)).all()
        busy = {one for one, _ in pairs_in(self.plan, others)}
        return [
            one for one, helper in self.helpers.items() if one not in busy and helper.may_be_free(half_hours)
        ]


def helpers_of(plan: StaffingPlan, *, now: datetime) -> dict[int, Helper]:
    """Return everybody who offers, asked for a shift of the plan or was planned in, if they can be planned now."""
    offers = select(HelpOffer.volunteer_id).where(is_offer_for(plan))
    asked = select(Signup.volunteer_id).where(
        Signup.shift_id.in_(coming_ids(plan, now=now)), Signup.status.not_in(SAID_NO)
    )
    planned = select(Assignment.volunteer_id).where(Assignment.plan_id == plan.id)
    is_offering: ColumnElement[bool] = Volunteer.id.in_(offers)
    rows = (
        select(Volunteer.id, is_offering, Volunteer.week)
        .where(or_(is_offering, Volunteer.id.in_(asked), Volunteer.id.in_(planned)), *CAN_BE_PLANNED)
        .order_by(Volunteer.id)
    )
    return {one: Helper(offering, week) for one, offering, week in db.session.execute(rows)}


def coming_ids(plan: StaffingPlan, *, now: datetime) -> Select[int]:
    """Select the ids of the shifts of the plan that have not begun."""
    return shifts_of(plan).where(Shift.starts_at > now).with_only_columns(Shift.id)


def half_hours_of(shift: Shift) -> Week:
    """Return the half hours of the week that a shift touches, by the clock on the wall."""
    assert shift.starts_at is not None, "a plan holds only shifts with a time"
    assert shift.ends_at is not None, "a shift has both times or neither"
    step = timedelta(minutes=SLOT_MINUTES)
    start = shift.starts_at.astimezone(LOCAL_ZONE).replace(tzinfo=None)
    end = shift.ends_at.astimezone(LOCAL_ZONE).replace(tzinfo=None)
    moment = start - timedelta(minutes=start.minute % SLOT_MINUTES, seconds=start.second)
    slots = []
    while moment < end:
        slots.append((moment.weekday(), (moment.hour * 60 + moment.minute) // SLOT_MINUTES))
        moment += step
    return Week.from_slots(slots)
