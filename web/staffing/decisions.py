"""What the coordinator decides about a plan: yes, no, insisting, taking off; every step under a lock on the plan."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import and_, exists, func, or_, select

from web.accounts.models import User
from web.audit.many_steps import record_events, take_steps
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.intake import HOLDS_SEAT, offers_for
from web.staffing.models import ASSIGNMENT_STEPS, Assignment, AssignmentStatus, Leaving, StaffingPlan
from web.staffing.orders import Tell, chunks, lock_plan, tell_nobody
from web.tasks.conditions import ensure_may_take
from web.tasks.models import Shift, Signup, SignupStatus

REFUSE_REASONS = ("knows_better", "wants_other", "not_together", "other")


def accept(assignment: Assignment, *, by: User, now: datetime) -> None:
    """Say yes to a proposal; raise RuleError when the shift has no place left."""
    lock_plan(assignment.plan)
    ensure_place(assignment.shift)
    take_step(assignment, ASSIGNMENT_STEPS, "accept", by=by, now=now)


def accept_all(plan: StaffingPlan, *, by: User, now: datetime) -> int:
    """Say yes to all proposals at once, those to leave included; return how many."""
    lock_plan(plan)
    return accept_everything(plan, by=by, now=now)


def accept_everything(plan: StaffingPlan, *, by: User, now: datetime, tell: Tell = tell_nobody) -> int:
    """Say yes to all proposals, as the large step that others wait for or within a page; return how many."""
    lock_row(plan)
    db.session.flush()
    full = shifts_over_capacity(plan)
    if full:
        raise RuleError(gettext("Some shifts have filled up meanwhile. Make the plan again first."))
    mine = select(Assignment).where(Assignment.plan_id == plan.id).order_by(Assignment.id)
    coming = db.session.scalars(mine.where(Assignment.status == AssignmentStatus.PROPOSED)).all()
    going = db.session.scalars(mine.where(Assignment.leaving == Leaving.PROPOSED)).all()
    number = len(coming) + len(going)
    if number == 0:
        raise RuleError(gettext("There is no proposal to say yes to. Somebody else may have done it."))
    for some in chunks(coming):
        take_steps(some, ASSIGNMENT_STEPS, "accept", by=by, now=now)
        tell(len(some))
    for one in going:
        one.leaving = Leaving.DECIDED
    record_events("assignment: take off", going, by=by, now=now)
    tell(len(going))
    details = {"come": len(coming), "leave": len(going)}
    record_event("accept staffing plan", plan, by=by, now=now, details=details)
    return number


def proposals_in(plan: StaffingPlan) -> int:
    """Return how many proposals wait for an answer, those to leave included."""
    waits = or_(Assignment.status == AssignmentStatus.PROPOSED, Assignment.leaving == Leaving.PROPOSED)
    statement = select(func.count(Assignment.id)).where(Assignment.plan_id == plan.id, waits)
    return db.session.scalar(statement) or 0


def refuse(assignment: Assignment, *, reason: str, by: User, now: datetime) -> None:
    """Say no: the engine does not propose it again."""
    lock_plan(assignment.plan)
    take_step(
        assignment,
        ASSIGNMENT_STEPS,
        "refuse",
        by=by,
        now=now,
        details={"reason": reason},
        changes={"refuse_reason": reason},
    )


def insist(plan: StaffingPlan, shift: Shift, volunteer: Volunteer, *, by: User, now: datetime) -> Assignment:
    """Put somebody on a shift whatever the engine says; raise RuleError when that cannot be."""
    lock_plan(plan)
    ensure_may_insist(plan, shift, volunteer, now=now)
    assignment = db.session.scalar(
        select(Assignment).where(Assignment.shift_id == shift.id, Assignment.volunteer_id == volunteer.id)
    )
    if assignment is None:
        assignment = Assignment(
            plan=plan,
            shift=shift,
            volunteer=volunteer,
            status=AssignmentStatus.ACCEPTED,
            is_insisted=True,
        )
        db.session.add(assignment)
        db.session.flush()
        record_event("assignment: insist", assignment, by=by, now=now)
        return assignment
    take_step(assignment, ASSIGNMENT_STEPS, "insist", by=by, now=now, changes={"is_insisted": True})
    return assignment


def ensure_may_insist(plan: StaffingPlan, shift: Shift, volunteer: Volunteer, *, now: datetime) -> None:
    """Raise RuleError for a shift that is over or full, or a volunteer who cannot or has said no."""
    if shift.starts_at is None or shift.starts_at <= now:
        raise RuleError(gettext("This shift has already begun."))
    ensure_may_take(shift, volunteer, now=now)
    status = db.session.scalar(
        select(Signup.status).where(Signup.shift_id == shift.id, Signup.volunteer_id == volunteer.id)
    )
    if status in (SignupStatus.CANCELLED, SignupStatus.DECLINED):
        raise RuleError(gettext("There has been a no to this shift already. Talk together first."))
    if status in HOLDS_SEAT:
        raise RuleError(gettext("This volunteer has a place on the shift already."))
    if status is None and volunteer.id not in offers_for(plan):
        raise RuleError(gettext("This volunteer has not offered to be planned in. Ask them first."))
    ensure_place(shift)


def take_off(assignment: Assignment, *, by: User, now: datetime) -> None:
    """Decide that somebody who is published leaves; it happens when the changes are published."""
    lock_plan(assignment.plan)
    lock_row(assignment)
    if assignment.status is not AssignmentStatus.PUBLISHED:
        raise RuleError(gettext("Somebody else has changed this meanwhile."))
    assignment.leaving = Leaving.DECIDED
    record_event("assignment: take off", assignment, by=by, now=now)
    db.session.flush()


def keep(assignment: Assignment, *, by: User, now: datetime) -> None:
    """Let somebody stay who was to leave."""
    lock_plan(assignment.plan)
    lock_row(assignment)
    if assignment.leaving is None:
        raise RuleError(gettext("Somebody else has changed this meanwhile."))
    assignment.leaving = None
    record_event("assignment: keep", assignment, by=by, now=now)
    db.session.flush()


def ensure_place(shift: Shift) -> None:
    """Raise RuleError when held and accepted places are as many as there are."""
    if shift.seats <= len(planned_people(shift)):
        raise RuleError(gettext("All places on this shift are taken. Take somebody off first."))


def planned_people(shift: Shift) -> set[int]:
    """Return who has a place after publishing."""
    held = set(
        db.session.scalars(
            select(Signup.volunteer_id).where(Signup.shift_id == shift.id, Signup.status.in_(HOLDS_SEAT))
        )
    )
    for one in db.session.scalars(select(Assignment).where(Assignment.shift_id == shift.id)):
        if one.status is AssignmentStatus.ACCEPTED:
            held.add(one.volunteer_id)
        elif one.leaving is Leaving.DECIDED:
            held.discard(one.volunteer_id)
    return held


def shifts_over_capacity(plan: StaffingPlan) -> set[int]:
    """Return the shifts on which more people would come than there are places, if all proposals were accepted."""
    held = (
        select(Signup.shift_id, func.count().label("number"))
        .where(Signup.status.in_(HOLDS_SEAT))
        .group_by(Signup.shift_id)
        .subquery()
    )
    is_there = (
        exists()
        .where(
            Signup.shift_id == Assignment.shift_id,
            Signup.volunteer_id == Assignment.volunteer_id,
            Signup.status.in_(HOLDS_SEAT),
        )
        .correlate(Assignment)
    )
    is_new = and_(Assignment.status.in_((AssignmentStatus.PROPOSED, AssignmentStatus.ACCEPTED)), ~is_there)
    planned = (
        select(
            Assignment.shift_id,
            func.count().filter(is_new).label("come"),
            func.count().filter(Assignment.leaving.is_not(None)).label("leave"),
        )
        .where(Assignment.plan_id == plan.id)
        .group_by(Assignment.shift_id)
        .subquery()
    )
    number = func.coalesce(held.c.number, 0) + planned.c.come - planned.c.leave
    rows = (
        select(Shift.id)
        .join(planned, planned.c.shift_id == Shift.id)
        .outerjoin(held, held.c.shift_id == Shift.id)
        .where(number > Shift.seats, planned.c.come > 0)
    )
    return set(db.session.scalars(rows))
