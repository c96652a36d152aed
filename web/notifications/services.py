"""Writing a notice: into the outbox, with the change it tells of; a job delivers it after the commit."""

from __future__ import annotations

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
