"""What publishing a plan would change: the list that is shown before it happens, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.intake import Pair, pair_of, signups_of
from web.staffing.models import Assignment, AssignmentStatus, Leaving, StaffingPlan
from web.tasks.models import Shift, Signup, SignupStatus, Task

CAN_COME = (None, SignupStatus.REQUESTED, SignupStatus.WAITING)


@dataclass(frozen=True)
class Change:
    """What changes for one volunteer: the shifts they come to and those they leave, by time."""

    volunteer: Volunteer
    come: tuple[Assignment, ...]
    leave: tuple[Assignment, ...]


@dataclass(frozen=True)
class Changes:
    """Everything that publishing would do; `fallen_away` are yeses that nobody can keep any more."""

    people: tuple[Change, ...]
    signups: dict[Pair, Signup]
    fallen_away: tuple[Assignment, ...]

    @property
    def come(self) -> list[Assignment]:
        """Every assignment that begins."""
        return [one for change in self.people for one in change.come]

    @property
    def leave(self) -> list[Assignment]:
        """Every assignment that ends."""
        return [one for change in self.people for one in change.leave]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes only: what was shown is what happens."""
        told = sorted([("come", *pair_of(one)) for one in self.come])
        told += sorted([("leave", *pair_of(one)) for one in self.leave])
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def changes_of(plan: StaffingPlan, *, now: datetime) -> Changes:
    """Return what publishing the plan now would change, by volunteer."""
    decided = decided_assignments(plan)
    signups = {pair_of(one): one for one in signups_of(list({one.shift for one in decided}))}
    come: list[Assignment] = []
    leave: list[Assignment] = []
    fallen: list[Assignment] = []
    for one in decided:
        status = signups[pair_of(one)].status if pair_of(one) in signups else None
        if not is_ahead(one.shift, now=now):
            continue
        if one.leaving is Leaving.DECIDED:
            (leave if status is SignupStatus.CONFIRMED else fallen).append(one)
        elif status is not SignupStatus.CONFIRMED:
            (come if status in CAN_COME else fallen).append(one)
        else:
            fallen.append(one)
    return Changes(by_person(come, leave), signups, tuple(fallen))


def by_person(come: Sequence[Assignment], leave: Sequence[Assignment]) -> tuple[Change, ...]:
    """Put the changes of each volunteer together, in the order of their first shift."""
    people = {one.volunteer_id: one.volunteer for one in (*come, *leave)}
    comes: dict[int, list[Assignment]] = {one: [] for one in people}
    leaves: dict[int, list[Assignment]] = {one: [] for one in people}
    for one in come:
        comes[one.volunteer_id].append(one)
    for one in leave:
        leaves[one.volunteer_id].append(one)
    return tuple(
        Change(volunteer, tuple(comes[volunteer_id]), tuple(leaves[volunteer_id]))
        for volunteer_id, volunteer in people.items()
    )


def decided_assignments(plan: StaffingPlan) -> Sequence[Assignment]:
    """Return what the coordinator has decided and not yet published, by time."""
    return (
        db.session.scalars(
            select(Assignment)
            .join(Assignment.shift)
            .where(
                Assignment.plan_id == plan.id,
                (Assignment.status == AssignmentStatus.ACCEPTED) | (Assignment.leaving == Leaving.DECIDED),
            )
            .options(
                joinedload(Assignment.volunteer).joinedload(Volunteer.user),
                joinedload(Assignment.shift).joinedload(Shift.task).joinedload(Task.association),
            )
            .order_by(Shift.starts_at, Shift.id, Assignment.id)
        )
        .unique()
        .all()
    )


def number_of_changes(plan: StaffingPlan, *, now: datetime) -> int:
    """Return how many places publishing would give and take back, counted by the database."""
    comes = and_(
        Assignment.status == AssignmentStatus.ACCEPTED,
        or_(Signup.status.is_(None), Signup.status.in_([one for one in CAN_COME if one])),
    )
    leaves = and_(Assignment.leaving == Leaving.DECIDED, Signup.status == SignupStatus.CONFIRMED)
    is_own = and_(Signup.shift_id == Assignment.shift_id, Signup.volunteer_id == Assignment.volunteer_id)
    statement = (
        select(func.count(Assignment.id))
        .join(Assignment.shift)
        .outerjoin(Signup, is_own)
        .where(
            Assignment.plan_id == plan.id,
            Shift.starts_at > now,
            Shift.called_off_at.is_(None),
            or_(comes, leaves),
        )
    )
    return db.session.scalar(statement) or 0


def is_ahead(shift: Shift, *, now: datetime) -> bool:
    """Tell whether anything can still be changed about the shift."""
    return shift.called_off_at is None and shift.starts_at is not None and shift.starts_at > now
