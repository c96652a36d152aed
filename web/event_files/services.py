"""A coordinator's file for an event: received and checked, then imported whole or discarded."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.associations.models import Association
from web.audit.services import take_step
from web.core.errors import RuleError
from web.event_files.columns import event_shape
from web.event_files.models import EventFile
from web.event_files.writing import add_to_event, write_new_event
from web.exchange.findings import Finding
from web.exchange.kinds import CheckedRow, FileShape, Origin
from web.exchange.models import IMPORT_STEPS, ImportBatch
from web.exchange.services import discard_batch, receive_checked, still_new
from web.extensions import db
from web.staffing.models import Event, StaffingPlan


def receive_event_file(
    association: Association,
    file_name: str,
    content: bytes,
    *,
    title: str,
    is_public: bool,
    event: Event | None = None,
    by: User,
    now: datetime,
) -> EventFile:
    """Check a file for a new event, or for one there is, and keep it until the coordinator decides."""
    batch = receive_checked(file_name, content, kind=event_shape(event, now=now), by=by, now=now)
    kept = EventFile(batch=batch, association=association, event=event, title=title, is_public=is_public)
    db.session.add(kept)
    db.session.flush()
    return kept


def import_event_file(kept: EventFile, *, by: User, now: datetime) -> StaffingPlan:
    """Write everything in a waiting file, whole or not at all, and return the plan of the event.

    Raises RuleError where a row has an error or no longer fits, TransitionError where somebody decided first.
    """
    batch = kept.batch
    take_step(batch, IMPORT_STEPS, "import", by=by, now=now)
    if batch.counts["bad"]:
        raise RuleError(gettext("The file has rows with errors. Put them right, and choose it again."))
    kind = event_shape(kept.event, now=now)
    rows = still_new(kind, [CheckedRow(row["line"], row["values"]) for row in batch.rows])
    refuse_what_no_longer_fits(batch, rows, kind)
    values, origin = [row.values for row in rows], Origin(by, now)
    if kept.event is not None:
        plan = add_to_event(kept.event, values, is_public=kept.is_public, origin=origin)
    else:
        plan = write_new_event(kept.association, kept.title, values, is_public=kept.is_public, origin=origin)
        kept.event = plan.event
    batch.counts = batch.counts | {"imported": len(rows)}
    batch.rows = []
    db.session.flush()
    return plan


def refuse_what_no_longer_fits(batch: ImportBatch, rows: list[CheckedRow], kind: FileShape) -> None:
    """Raise RuleError where a row is not right any more, such as one whose time has come, or nothing is left."""
    if not rows:
        raise RuleError(gettext("Every shift of the file is there already."))
    for row in rows:
        for column, reason in kind.complaints(row.values):
            found = Finding(batch.file_name, row.line, column, reason)
            raise RuleError(
                gettext("Something has changed since the file was checked. (%(first)s)", first=str(found))
            )


def discard_event_file(kept: EventFile, *, by: User, now: datetime) -> None:
    """Throw a waiting file away."""
    discard_batch(kept.batch, by=by, now=now)
