"""What waits on a caseworker's start page because of her caseload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.caseload.queries import caseloads_without_caseworker
from web.core.todo import Todo
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the young people whose yes is missing; for administrators those who have no caseworker at work."""
    found = list(without_caseworker()) if user.has_any_role(RoleName.ADMINISTRATOR) else []
    number = without_consent(user) if user.has_any_role(RoleName.CASEWORKER) else 0
    if not number:
        return found
    return [
        *found,
        Todo(
            title=gettext("A yes is missing"),
            text=ngettext(
                "One young person with an open request has not said yes to being matched yet.",
                "%(num)s young people with an open request have not said yes to being matched yet.",
                number,
            ),
            url=url_for("caseload.list_young_people", situation="open"),
            count=number,
        ),
    ]


def without_caseworker() -> Iterator[Todo]:
    """Yield each caseload whose caseworker no longer works as one."""
    for caseworker, number in caseloads_without_caseworker():
        yield Todo(
            title=gettext("Young people without a caseworker"),
            text=ngettext(
                "One young person has %(name)s as caseworker, who no longer works as one.",
                "%(num)s young people have %(name)s as caseworker, who no longer works as one.",
                number,
                name=caseworker.name,
            ),
            url=url_for("invitations.hand_over", user_id=caseworker.id),
            count=number,
            is_urgent=True,
        )


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
