"""Handing a message to a mail server."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from web.config import Settings
from web.notifications.models import OutboxMessage

TIMEOUT_SECONDS = 20


def send_by_smtp(message: OutboxMessage, *, settings: Settings) -> None:
    """Hand `message` to the server of `smtp_url` (smtp:// with STARTTLS where offered, or smtps://)."""
    server = urlsplit(settings.smtp_url)
    if server.hostname is None:
        raise ValueError("SMTP_URL names no server")
    connect = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with connect(server.hostname, server.port or 587, timeout=TIMEOUT_SECONDS) as connection:
        if server.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls()
        if server.username and server.password:
            connection.login(unquote(server.username), unquote(server.password))
        connection.send_message(as_email(message, settings=settings))


def as_email(message: OutboxMessage, *, settings: Settings) -> EmailMessage:
    """Return the message in the form mail servers want; its id is fixed, so that a repeat can be recognised."""
    email = EmailMessage()
    email["From"] = settings.mail_sender
    email["To"] = message.address
    email["Subject"] = message.subject
    email["Message-ID"] = f"<outbox-{message.id}@{urlsplit(settings.base_url).hostname}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body)
    return email
