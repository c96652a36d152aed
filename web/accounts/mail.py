"""Mails about accounts: written in our words and put into the outbox, in the transaction that causes them."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from flask import Response, after_this_request, current_app, url_for
from flask_babel import force_locale
from flask_security import MailUtil
from flask_security.utils import hash_data

from web.accounts.messages import WORDS
from web.accounts.models import User
from web.extensions import db

OUTBOX = "outbox"


class AccountMail(MailUtil):
    """Takes the mails of Flask-Security, whose own words and links are not used."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        links = {name: own_link(link) for name, link in context.items() if name.endswith("_link") and link}
        # In a savepoint, as in `mail_nobody`, so that the two take the same.
        with db.session.begin_nested():
            mail_about_account(template.rpartition("/")[2], user=context["user"], links=links)
        after_this_request(commit)


def mail_about_account(
    occasion: str, *, user: User, links: dict[str, str], address: str | None = None
) -> None:
    """Put one mail into the outbox; `occasion` is a key of `WORDS`, `address` another one than the user's.

    The outbox stands above this feature, so it registers itself at the application.
    """
    known = {"sign_in_link": own_url("security.login"), "forgot_link": own_url("security.forgot_password")}
    with force_locale(user.locale):
        subject, body = WORDS[occasion](user, known | links)
    write_notice = current_app.extensions[OUTBOX]
    write_notice(f"{occasion} {uuid.uuid4()}", to=address or user, subject=subject, body=body)


def mail_nobody(occasion: str) -> None:
    """Do for nobody all that a mail with a link takes, and take it back: how long it takes must not tell who has an account."""
    nobody = User(name="", email="nobody@example.invalid", locale="da")
    link = own_url("security.forgot_password") + hash_data(nobody.email)
    attempt = db.session.begin_nested()
    mail_about_account(occasion, user=nobody, links={"reset_link": link, "confirmation_link": link})
    attempt.rollback()
    after_this_request(commit)


def own_url(endpoint: str) -> str:
    """Return the full address of a page."""
    return own_link(url_for(endpoint))


def own_link(link: str) -> str:
    """Return `link` on our own address: what a request says about its host never reaches a mail."""
    parts = urlsplit(link)
    base: str = current_app.config["SETTINGS"].base_url
    return f"{base}{parts.path}" + (f"?{parts.query}" if parts.query else "")


def commit(response: Response) -> Response:
    """Commit at the end of a request of Flask-Security, which does not do so itself after every mail."""
    db.session.commit()
    return response
