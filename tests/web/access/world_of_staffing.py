"""An event of the one association with its plan: a proposal, somebody published, and a run that goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.web import factories as make
from web.core.clock import local_date
from web.event_files.models import ENTITY, EventFile
from web.exchange.models import ImportBatch
from web.staffing.models import (
    Assignment,
    AssignmentStatus,
    Event,
    HelpOffer,
    StaffingPlan,
    StaffingRun,
)
from web.tasks.models import SignupStatus, Task


def add_staffing(parts: dict[str, Any], task: Task) -> None:
    """Write the event; `parts` get what stands in its addresses."""
    task = make.make_task(association=task.association)
    shift, volunteer = make.make_shift(task=task), make.make_volunteer()
    assert shift.starts_at is not None
    day = local_date(shift.starts_at)
    event = make.save(
        Event(association=task.association, title="Havnefest", first_on=day, last_on=day, tasks=[task])
    )
    plan = make.save(StaffingPlan(association=task.association, event=event, first_on=day, last_on=day))
    idle = make.save(StaffingPlan(association=task.association, first_on=day, last_on=day))
    now = datetime.now(UTC)
    make.save(StaffingRun(plan=plan, seen_alive_at=now))
    make.save(
        HelpOffer(
            association=task.association,
            event=event,
            volunteer=volunteer,
            minutes_per_week=600,
            offered_at=now,
        )
    )
    proposed = make.save(Assignment(plan=plan, shift=shift, volunteer=volunteer))
    there = make.make_signup(
        shift=make.make_shift(), volunteer=make.make_volunteer(), status=SignupStatus.CONFIRMED, seat=1
    )
    published = make.save(
        Assignment(
            plan=plan,
            shift=there.shift,
            volunteer=there.volunteer,
            status=AssignmentStatus.PUBLISHED,
        )
    )
    batch = make.save(
        ImportBatch(entity=ENTITY, file_name="event.csv", uploaded_by_id=task.association.coordinators[0].id)
    )
    batch.counts = dict.fromkeys(("new", "unchanged", "changed", "bad", "findings", "windows_1252"), 0)
    kept = make.save(EventFile(batch=batch, association=task.association, title="Byfest", is_public=True))
    parts |= {
        "file_id": kept.id,
        "event_id": event.id,
        "plan_id": plan.id,
        "assignment_id": proposed.id,
        "staffing.start_run.plan_id": idle.id,
        "staffing.move.assignment_id": published.id,
        "what": "tag_af",
        "staffing.show_shift.shift_id": shift.id,
        "staffing.insist.shift_id": shift.id,
        "staffing.insist.volunteer_id": volunteer.id,
    }
