"""What waits on a caseworker's start page because of her caseload."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the young people whose yes is missing."""
    if not user.has_any_role(RoleName.CASEWORKER):
        return []
    number = without_consent(user)
    if not number:
        return []
    return [
        Todo(
            title=gettext("A yes is missing"),
            text=ngettext(
                "One young person with an open request has not said yes to being matched yet.",
                "%(num)s young people with an open request have not said yes to being matched yet.",
                number,
            ),
            url=url_for("caseload.list_young_people", situation="open"),
            count=number,
        )
    ]


def without_consent(user: User) -> int:
    """Return how many of the caseworker's open requests are in no run because a consent is missing."""
    statement = (
        select(func.count())
        .select_from(MentorRequest)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(
            YoungPerson.caseworker_id.in_(caseloads_of(user)),
            YoungPerson.consented_on.is_(None),
            MentorRequest.status == MentorRequestStatus.OPEN,
        )
    )
    return db.session.scalars(statement).one()
