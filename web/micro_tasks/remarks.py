"""What is said among a volunteer's own sign-ups about a micro-task: how to report it, and that it is done."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext
from sqlalchemy import select

from web.extensions import db
from web.micro_tasks.models import MicroReport, ReportStatus
from web.tasks.models import Signup, SignupStatus, TaskKind
from web.tasks.own_remarks import Remark, remarks_on_own_signups


@remarks_on_own_signups
def remarks_of_micro_tasks(signups: Sequence[Signup]) -> dict[int, Remark]:
    """Return the way to report each confirmed micro-task; one that has been reported is done."""
    own = [
        signup
        for signup in signups
        if signup.status is SignupStatus.CONFIRMED and signup.shift.task.kind is TaskKind.MICRO
    ]
    statement = select(MicroReport.signup_id).where(
        MicroReport.signup_id.in_([signup.id for signup in own]),
        MicroReport.status != ReportStatus.SENT_BACK,
    )
    reported = set(db.session.scalars(statement))
    return {
        signup.id: Remark(
            link=gettext("I have done it"),
            url=url_for("micro_tasks.report", signup_id=signup.id),
            is_done=signup.id in reported,
        )
        for signup in own
    }
