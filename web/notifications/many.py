"""Many notices of one change, each to another person, with a few statements for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.core.jobs import enqueue_each
from web.extensions import db
from web.notifications.jobs import deliver_message
from web.notifications.models import OutboxMessage


@dataclass(frozen=True)
class Notice:
    """One mail to one user, in their language; see `write_notice` for what an occasion is."""

    occasion: str
    to: User
    subject: str
    body: str


def write_notices(notices: Sequence[Notice]) -> None:
    """Put the mails into the outbox and enqueue their delivery; occasions that were mailed before are left out."""
    if not notices:
        return
    rows = [
        {
            "occasion": one.occasion,
            "user_id": one.to.id,
            "address": one.to.email,
            "subject": " ".join(one.subject.split()),
            "body": one.body,
        }
        for one in notices
    ]
    statement = insert(OutboxMessage).on_conflict_do_nothing(index_elements=["occasion"])
    ids = db.session.scalars(statement.returning(OutboxMessage.id), rows).all()
    enqueue_each(deliver_message, [{"message_id": message_id} for message_id in ids])
