"""Writing what a run proposes: new assignments, and who is published and would move; the decisions of people stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, select, update

from web.audit.many_steps import take_steps
from web.core.locks import lock_row
from web.extensions import db
from web.staffing.engine.solving import Proposed
from web.staffing.intake import Intake, Pair, assignments_of, pair_of
from web.staffing.models import (
    ASSIGNMENT_STEPS,
    Assignment,
    AssignmentStatus,
    Leaving,
    StaffingPlan,
)
from web.tasks.models import Signup, SignupStatus


def record_proposals(
    plan: StaffingPlan, proposed: Sequence[Proposed], intake: Intake, *, now: datetime
) -> None:
    """Put the run's proposals in the place of the last one's.

    Somebody published who is not in the new plan is proposed to leave. What people have decided meanwhile stays.
    """
    lock_row(plan)
    end_what_fell_away(plan, now=now)
    db.session.execute(
        delete(Assignment).where(
            Assignment.plan_id == plan.id, Assignment.status == AssignmentStatus.PROPOSED
        )
    )
    db.session.expire_all()
    standing = {pair_of(one): one for one in assignments_of(plan)}
    wanted = {one.pair for one in proposed}
    mark_leaving(plan, [one for one in standing.values() if leaves(one, wanted, intake)])
    rows = [row_of(plan, one) for one in proposed if one.pair not in standing]
    if rows:
        db.session.execute(insert(Assignment), rows)


def row_of(plan: StaffingPlan, one: Proposed) -> dict[str, Any]:
    """Return a new row."""
    volunteer_id, shift_id = one.pair
    return {
        "plan_id": plan.id,
        "shift_id": shift_id,
        "volunteer_id": volunteer_id,
        "status": AssignmentStatus.PROPOSED,
        "is_insisted": False,
        "reasons": one.reasons,
    }


def leaves(assignment: Assignment, wanted: set[Pair], intake: Intake) -> bool:
    """Tell whether the engine moves somebody away whom it was free to move."""
    pair = pair_of(assignment)
    return assignment.status is AssignmentStatus.PUBLISHED and pair in intake.published and pair not in wanted


def mark_leaving(plan: StaffingPlan, leaving: Sequence[Assignment]) -> None:
    """Let exactly these be proposed to leave, beside those about whom the coordinator has decided."""
    db.session.execute(
        update(Assignment)
        .where(Assignment.plan_id == plan.id, Assignment.leaving == Leaving.PROPOSED)
        .values(leaving=None)
    )
    ids = [one.id for one in leaving if one.leaving is not Leaving.DECIDED]
    db.session.execute(update(Assignment).where(Assignment.id.in_(ids)).values(leaving=Leaving.PROPOSED))


def end_what_fell_away(plan: StaffingPlan, *, now: datetime) -> None:
    """End what is published and no longer stands, since the volunteer has cancelled."""
    stands = exists().where(
        Signup.shift_id == Assignment.shift_id,
        Signup.volunteer_id == Assignment.volunteer_id,
        Signup.status == SignupStatus.CONFIRMED,
    )
    fallen = db.session.scalars(
        select(Assignment).where(
            Assignment.plan_id == plan.id, Assignment.status == AssignmentStatus.PUBLISHED, ~stands
        )
    ).all()
    take_steps(fallen, ASSIGNMENT_STEPS, "end", by=None, now=now, changes=lambda one: {"leaving": None})
