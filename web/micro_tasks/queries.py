"""Reads of reports: what a volunteer has still to report, and what waits for a coordinator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.associations.models import association_coordinators
from web.core.errors import NotVisibleError
from web.extensions import db
from web.micro_tasks.models import MicroReport, ReportStatus
from web.micro_tasks.services import report_of
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskKind

MOST_SHOWN = 100


def to_report(user: User) -> Sequence[Signup]:
    """Return the user's micro-tasks that nothing has been reported of, or whose report was sent back."""
    return db.session.scalars(
        select(Signup)
        .join(Signup.volunteer)
        .join(Signup.shift)
        .join(Shift.task)
        .outerjoin(MicroReport, MicroReport.signup_id == Signup.id)
        .where(
            Volunteer.user_id == user.id,
            Signup.status == SignupStatus.CONFIRMED,
            Task.kind == TaskKind.MICRO,
            Shift.called_off_at.is_(None),
            or_(MicroReport.id.is_(None), MicroReport.status == ReportStatus.SENT_BACK),
        )
        .options(
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.association),
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area),
        )
        .order_by(Signup.id)
        .limit(MOST_SHOWN)
    ).all()


def own_reports(user: User) -> Sequence[MicroReport]:
    """Return what the user has reported, the newest first."""
    return db.session.scalars(
        select(MicroReport)
        .join(MicroReport.signup)
        .join(Signup.volunteer)
        .where(Volunteer.user_id == user.id, MicroReport.status != ReportStatus.SENT_BACK)
        .options(
            joinedload(MicroReport.signup)
            .joinedload(Signup.shift)
            .joinedload(Shift.task)
            .joinedload(Task.association)
        )
        .order_by(MicroReport.reported_at.desc(), MicroReport.id)
        .limit(MOST_SHOWN)
    ).all()


def waiting_reports(viewer: User) -> Sequence[MicroReport]:
    """Return the reports that wait for the coordinator's answer, the oldest first."""
    return db.session.scalars(
        select(MicroReport)
        .join(MicroReport.signup)
        .join(Signup.shift)
        .join(Shift.task)
        .join(association_coordinators, association_coordinators.c.association_id == Task.association_id)
        .where(association_coordinators.c.user_id == viewer.id, MicroReport.status == ReportStatus.REPORTED)
        .options(
            joinedload(MicroReport.signup).joinedload(Signup.shift).joinedload(Shift.task),
            joinedload(MicroReport.signup).joinedload(Signup.volunteer).joinedload(Volunteer.user),
        )
        .order_by(MicroReport.reported_at, MicroReport.id)
        .limit(MOST_SHOWN)
    ).all()


def thanked_minutes(volunteer_ids: Collection[int], *, since: datetime) -> dict[int, int]:
    """Return the minutes of micro-tasks that associations have thanked for since then, by volunteer id."""
    statement = (
        select(Signup.volunteer_id, func.sum(MicroReport.minutes))
        .join(MicroReport.signup)
        .where(
            Signup.volunteer_id.in_(volunteer_ids),
            MicroReport.status == ReportStatus.CONFIRMED,
            MicroReport.answered_at >= since,
        )
        .group_by(Signup.volunteer_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def report_with(signup: Signup) -> MicroReport:
    """Return the report of a sign-up; raise NotVisibleError where nothing has been reported."""
    report = report_of(signup)
    if report is None:
        raise NotVisibleError
    return report
