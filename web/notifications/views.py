"""The development mailbox at `/dev/mail`, which exists in development installations only."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template
from sqlalchemy import select

from web.core.access import public
from web.core.errors import NotVisibleError
from web.core.paging import paged
from web.extensions import db
from web.notifications.models import DevelopmentMail, OutboxMessage
from web.notifications.services import write_notice

blueprint = Blueprint("notifications", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Let features below hand mails over, and add the mailbox where mail does not leave the machine."""
    app.extensions["outbox"] = write_notice
    if app.config["SETTINGS"].is_development:
        app.register_blueprint(blueprint)


@blueprint.get("/dev/mail")
@public
def development_mailbox() -> str:
    """Every mail that would have left, newest first."""
    mails = paged(
        select(OutboxMessage)
        .join(DevelopmentMail, DevelopmentMail.outbox_message_id == OutboxMessage.id)
        .order_by(DevelopmentMail.id.desc())
    )
    return render_template("notifications/development_mailbox.html", mails=mails)


@blueprint.get("/dev/mail/<int:message_id>")
@public
def development_mail(message_id: int) -> str:
    """One mail."""
    delivered = db.session.scalar(
        select(DevelopmentMail).where(DevelopmentMail.outbox_message_id == message_id)
    )
    if delivered is None:
        raise NotVisibleError
    return render_template(
        "notifications/development_mail.html", mail=db.session.get_one(OutboxMessage, message_id)
    )
