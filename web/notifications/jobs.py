"""Delivery of the outbox: each message leaves once, and says so in the same transaction."""

from __future__ import annotations

from flask import current_app

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.notifications.delivery import send_by_smtp
from web.notifications.models import DevelopmentMail, OutboxMessage, OutboxStatus


@background("deliver message", attempts=12)
def deliver_message(*, message_id: int) -> None:
    """Send one message of the outbox, unless it has left already."""
    message = db.session.get(OutboxMessage, message_id, with_for_update=True)
    if message is None or message.status is OutboxStatus.SENT:
        return
    settings = current_app.config["SETTINGS"]
    if settings.smtp_url:
        send_by_smtp(message, settings=settings)
    else:
        db.session.add(DevelopmentMail(outbox_message_id=message.id))
    message.status = OutboxStatus.SENT
    message.sent_at = clock.now()
