"""Reporting a micro-task as done, and the association's answer, which turns the minutes into hours."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.micro_tasks import messages
from web.micro_tasks.models import REPORT_STEPS, MicroReport, ReportStatus
from web.tasks.models import Signup, SignupStatus, TaskKind


def report_done(signup: Signup, *, minutes: int, note: str, by: User, now: datetime) -> MicroReport:
    """Write down that the volunteer has done it, and tell the association; until it answers, it can be reported anew.

    Raises RuleError for a task with a time, a sign-up that is not confirmed, and a report that is confirmed already.
    """
    lock_row(signup, allows_references=True)
    if signup.shift.task.kind is not TaskKind.MICRO:
        raise RuleError(gettext("This task has a time of its own, so the association notes who came."))
    if signup.status is not SignupStatus.CONFIRMED:
        raise RuleError(gettext("The association has not said yes to this yet."))
    report = report_of(signup)
    if report is None:
        report = MicroReport(signup=signup, minutes=minutes, note=note, reported_at=now)
        db.session.add(report)
        db.session.flush()
        record_event("report micro-task", report, by=by, now=now, details={"minutes": minutes})
    elif report.status is ReportStatus.CONFIRMED:
        raise RuleError(gettext("The association has thanked you for this already."))
    else:
        written = {"minutes": minutes, "note": note, "reported_at": now, "answered_at": None, "answer": ""}
        take_step(report, REPORT_STEPS, "report again", by=by, now=now, changes=written)
    messages.tell_coordinators_of_report(report, now=now)
    return report


def confirm_report(report: MicroReport, *, words: str, by: User, now: datetime) -> None:
    """Thank the volunteer; the minutes count as hours from now on."""
    take_step(report, REPORT_STEPS, "confirm", by=by, now=now, changes={"answered_at": now, "answer": words})
    messages.thank_volunteer(report)


def send_back(report: MicroReport, *, words: str, by: User, now: datetime) -> None:
    """Ask the volunteer to look at the report again; raise RuleError without a word of why."""
    if not words:
        raise RuleError(gettext("Write what the volunteer should look at."), field="words")
    take_step(
        report, REPORT_STEPS, "send back", by=by, now=now, changes={"answered_at": now, "answer": words}
    )
    messages.ask_volunteer_to_look_again(report, now=now)


def report_of(signup: Signup) -> MicroReport | None:
    """Return the report of a sign-up; None where nothing has been reported."""
    return db.session.scalar(select(MicroReport).where(MicroReport.signup_id == signup.id))
