"""What the outbox holds about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "outbox_messages",
    about=[About.ACCOUNT_HOLDER, About.YOUNG_PERSON, About.PARENT, About.REFERENCE],
    purpose=Purpose.NOTICES,
    retention=Retention.SENT_MAIL,
    owners=["user_id"],
    columns={
        "address": Personal(Kind.CONTACT),
        "subject": Personal(Kind.MESSAGE),
        "body": Personal(Kind.MESSAGE, is_shown=False),
        "created_at": Personal(Kind.MESSAGE),
        "failure": Personal(Kind.MESSAGE, is_shown=False),
    },
    plain=["id", "occasion", "user_id", "status", "sent_at"],
)
holds(
    "development_mails",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.OPERATION,
    retention=Retention.SENT_MAIL,
    owners=["outbox_message_id"],
    columns={},
    plain=["id", "outbox_message_id", "delivered_at"],
)
