"""Confirming an address: at once in the browser that opened the account, elsewhere with the account's password.

Anybody can open an account with somebody else's address. Whoever owns the address and follows the link must not come
into an account that opens with a stranger's password; nor may a program that tries the links of a mail confirm it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_security import user_confirmed
from flask_security.confirmable import confirm_email_token_status, confirm_user
from flask_security.recoverable import generate_reset_password_token
from werkzeug.wrappers import Response

from web.accounts.limits import limit_tries
from web.accounts.models import User
from web.accounts.passwords import normal_password
from web.accounts.security import datastore
from web.accounts.security_forms import AccountPasswordForm
from web.audit.services import record_event
from web.core import clock
from web.core.access import public
from web.core.forms import BaseForm
from web.extensions import db

CONFIRM = "security.confirm_email"
MAILED_ADDRESS = "mailed_address"
OPENED_HERE = "opened_account"
NEW_PASSWORD = "new_password"


def init_confirmation(app: Flask) -> None:
    """Put our page before Flask-Security's, which confirms whatever link it is opened with."""
    user_confirmed.connect(note_confirmation, app)
    app.view_functions[CONFIRM] = public(limit_tries(asking_first(app.view_functions[CONFIRM])))


def note_confirmation(sender: Flask, *, user: User, **rest: Any) -> None:
    """Write down that an address was confirmed."""
    record_event("confirm address", user, by=user, now=clock.now())


def remember_opening(user: User | None, *, address: str) -> None:
    """Note in this browser's session which account it has opened, if any; the pages look the same either way."""
    session[MAILED_ADDRESS] = address
    session[OPENED_HERE] = "" if user is None else user.fs_uniquifier


def asking_first(confirm: Callable[..., Any]) -> Callable[..., Any]:
    """Return the view of the link in the mail; `confirm` answers where nothing is to be asked or the link is worthless."""

    def asked(token: str) -> Any:
        is_expired, is_invalid, user = confirm_email_token_status(token)
        is_open = user is not None and not is_expired and not is_invalid and user.confirmed_at is None
        if not is_open or session.get(OPENED_HERE) == user.fs_uniquifier:
            return confirm(token)
        if NEW_PASSWORD in request.form:
            return choose_new_password(user, token=token)
        form = AccountPasswordForm()
        if form.validate_on_submit():
            if user.password and user.verify_and_update_password(normal_password(form.password.data)):
                return confirm(token)
            form.password.errors = [gettext("That is not the password of this account.")]
        return render_template("accounts/confirm_with_password.html", form=form, user=user, token=token)

    return asked


def choose_new_password(user: User, *, token: str) -> Response:
    """Confirm the address and lead its owner to a password of their own; the one that was typed before is gone."""
    if not BaseForm().validate_on_submit():
        return redirect(url_for(CONFIRM, token=token))
    confirm_user(user)
    user.password = None
    datastore.set_uniquifier(user)
    db.session.flush()
    onward = url_for("security.reset_password", token=generate_reset_password_token(user))
    db.session.commit()
    return redirect(onward)
