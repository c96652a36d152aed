"""Handing a message to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from web.config import Settings
from web.notifications.models import OutboxMessage

TIMEOUT_SECONDS = 20


def send_by_smtp(message: OutboxMessage, *, settings: Settings) -> None:
    """Hand `message` to the server of `smtp_url`: smtps://, or smtp:// with STARTTLS, without which production sends nothing."""
    server = urlsplit(settings.smtp_url)
    if server.hostname is None:
        raise ValueError("SMTP_URL names no server")
    port = server.port or (465 if server.scheme == "smtps" else 587)
    with connect(server.scheme, server.hostname, port) as connection:
        if server.scheme == "smtp" and (not settings.is_development or connection.has_extn("starttls")):
            connection.starttls(context=ssl.create_default_context())
        if server.username and server.password:
            connection.login(unquote(server.username), unquote(server.password))
        connection.send_message(as_email(message, settings=settings))


def connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """Open the connection; a server whose certificate does not hold is not spoken to."""
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


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
