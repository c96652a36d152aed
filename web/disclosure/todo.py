"""What waits on the start page because of opened records: a review, or a question to answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.disclosure.models import Disclosure, DisclosureStatus
from web.extensions import db


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what the user is to look at or to answer."""
    return [*for_reviewer(user), *for_reader(user)]


def for_reviewer(user: User) -> Iterator[Todo]:
    """Opened records that nobody has looked at yet."""
    if not user.has_any_role(RoleName.DATA_PROTECTION_CONTACT):
        return
    statement = select(func.count()).where(
        Disclosure.status == DisclosureStatus.WAITING, Disclosure.reader_id != user.id
    )
    if number := db.session.scalar(statement):
        yield Todo(
            title=gettext("Records opened outside somebody's own work"),
            text=ngettext("One waits for your review.", "%(num)s wait for your review.", number),
            url=url_for("disclosure.list_to_review", status=DisclosureStatus.WAITING.value),
            count=number,
            is_urgent=True,
        )


def for_reader(user: User) -> Iterator[Todo]:
    """Questions about what the user has opened."""
    statement = (
        select(Disclosure.id)
        .where(
            Disclosure.reader_id == user.id,
            Disclosure.status == DisclosureStatus.ASKED,
            Disclosure.answer.is_(None),
        )
        .order_by(Disclosure.id)
    )
    asked = db.session.scalars(statement).first()
    if asked is not None:
        yield Todo(
            title=gettext("A question about a record you opened"),
            text=gettext("The data protection contact would like to know more."),
            url=url_for("disclosure.answer", disclosure_id=asked),
            is_urgent=True,
        )
