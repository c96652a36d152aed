"""Writing a notice: into the outbox, with the change it tells of; a job delivers it after the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask_babel import force_locale
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.core.jobs import enqueue
from web.extensions import db
from web.notifications.jobs import deliver_message
from web.notifications.models import OutboxMessage


def write_notice(occasion: str, *, to: User | str, subject: str, body: str) -> None:
    """Put one mail into the outbox and enqueue its delivery, in the current transaction.

    `occasion` names what happened to whom ("proposal 12 approved, mentor"): the same occasion is never mailed twice.
    Subject and body are final text in the recipient's language; the subject never names a young person.
    """
    address, user_id = (to, None) if isinstance(to, str) else (to.email, to.id)
    message_id = db.session.scalar(
        insert(OutboxMessage)
        .values(
            occasion=occasion, user_id=user_id, address=address, subject=" ".join(subject.split()), body=body
        )
        .on_conflict_do_nothing(index_elements=["occasion"])
        .returning(OutboxMessage.id)
    )
    if message_id is not None:
        enqueue(deliver_message, message_id=message_id)


class Words(NamedTuple):
    """What a mail says, in the language of its reader."""

    subject: str
    body: str


def write_to_each(occasion: str, readers: Iterable[User], words: Callable[[User], Words]) -> None:
    """Write to every reader in their own language, in which `words` is asked; each is an occasion of its own."""
    for reader in readers:
        with force_locale(reader.locale):
            subject, body = words(reader)
        write_notice(f"{occasion}, user {reader.id}", to=reader, subject=subject, body=body)
