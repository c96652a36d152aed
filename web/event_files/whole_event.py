"""An event from an operator's files, whole or not at all: volunteers who are new, the shifts, and who offers to help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask_babel import gettext
from sqlalchemy import select

from web.associations.models import Association
from web.core.clock import local_date
from web.core.errors import RuleError
from web.event_files.columns import event_shape
from web.event_files.offers import offers_kind
from web.event_files.writing import add_to_event, write_new_event
from web.exchange.checking import CheckedFile, check_file
from web.exchange.folders import ImportReport
from web.exchange.kinds import FileShape, Origin
from web.exchange.services import add_rows
from web.exchange.volunteer_files import VOLUNTEERS
from web.extensions import db
from web.staffing.models import Event, StaffingPlan


@dataclass(frozen=True)
class EventFiles:
    """What an operator hands over; `event` is the title, and names an event that is there already where there is one."""

    association: str
    event: str
    shifts: Path
    volunteers: Path | None
    offers: Path | None
    is_public: bool


def import_event(files: EventFiles, *, now: datetime) -> tuple[StaffingPlan | None, ImportReport]:
    """Import everything in the current transaction, which the caller commits; roll it back where anything is wrong."""
    report, plan = ImportReport(), None
    try:
        plan = read_all(files, report, now=now)
    except OSError as error:
        report.refusals.append(f"{error.filename}: {error.strerror or error}")
    except RuleError as error:
        report.refusals.append(error.message)
    if not report.is_clean:
        db.session.rollback()
        plan = None
    return plan, report


def read_all(files: EventFiles, report: ImportReport, *, now: datetime) -> StaffingPlan | None:
    """Check and write file after file; return the plan, or None where something is wrong."""
    association = db.session.scalar(select(Association).where(Association.code == files.association))
    if association is None:
        raise RuleError(gettext("There is no association with the code “%(code)s”.", code=files.association))
    origin = Origin(None, now)
    if files.volunteers is not None:
        checked = check(files.volunteers, VOLUNTEERS, report, now=now)
        add_rows(VOLUNTEERS, checked.new, origin)
    plan = write_event(files, association, report, origin=origin)
    if plan is not None and plan.event is not None and files.offers is not None:
        kind = offers_kind(plan.event)
        add_rows(kind, check(files.offers, kind, report, now=now).new, origin)
    return plan


def check(path: Path, kind: FileShape, report: ImportReport, *, now: datetime) -> CheckedFile:
    """Check a file and put it into the report."""
    checked = check_file(path.name, path.read_bytes(), kind=kind, today=local_date(now))
    report.files.append(checked)
    return checked


def write_event(
    files: EventFiles, association: Association, report: ImportReport, *, origin: Origin
) -> StaffingPlan | None:
    """Write the event, or what is new in it; return its plan, or None where there is nothing to write."""
    event = db.session.scalar(
        select(Event)
        .where(Event.association_id == association.id, Event.title == files.event)
        .order_by(Event.id.desc())
        .limit(1)
    )
    checked = check(files.shifts, event_shape(event, now=origin.now), report, now=origin.now)
    rows = [row.values for row in checked.new]
    if checked.findings:
        return None
    if event is None:
        if not rows:
            raise RuleError(gettext("There is no shift in the file."))
        return write_new_event(association, files.event, rows, is_public=files.is_public, origin=origin)
    if rows:
        return add_to_event(event, rows, is_public=files.is_public, origin=origin)
    return db.session.scalars(select(StaffingPlan).where(StaffingPlan.event_id == event.id)).one()
