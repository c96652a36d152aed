"""Who came in, who went, who was refused: every sign-in, sign-out and new password is an event too."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, after_this_request, request, session, url_for
from flask_login import current_user, user_logged_out
from flask_security import password_changed, password_reset, user_authenticated
from sqlalchemy import func, select

from web.accounts.mail import commit
from web.accounts.models import User
from web.audit.services import record_event, record_failed_sign_in
from web.core import clock
from web.extensions import db

# Pages that show their form again where what was sent does not let in.
ENTRANCES = frozenset(
    {"security.login", "security.two_factor_token_validation", "security.mf_recovery", "security.verify"}
)
PASSKEY = "security.wan_signin_response"
REDIRECT = range(300, 400)


def init_sign_ins(app: Flask) -> None:
    """Listen to Flask-Security, and to the answers of its sign-in pages."""
    for signal, action in (
        (user_authenticated, "sign in"),
        (user_logged_out, "sign out"),
        (password_changed, "change password"),
        (password_reset, "reset password"),
    ):
        signal.connect(listener(action), app, weak=False)
    app.after_request(note_failure)


def listener(action: str) -> Any:
    """Return a function that writes down what an account did; the request commits it."""

    def note(sender: Flask, *, user: Any, authn_via: list[str] | None = None, **rest: Any) -> None:
        if not isinstance(user, User) and not hasattr(user, "id"):
            return
        account = db.session.get_one(User, user.id)
        record_event(action, account, by=account, now=clock.now(), details={"by": authn_via or []})
        after_this_request(commit)

    return note


def note_failure(response: Response) -> Response:
    """Write down a refused password or code; for an unknown address too, so that the answer takes as long."""
    if request.method == "POST" and is_refused(response):
        record_failed_sign_in(tried_account(), step=str(request.endpoint).partition(".")[2], now=clock.now())
        db.session.commit()
    return response


def is_refused(response: Response) -> bool:
    """Tell whether an answer is the form again; after a passkey that was not good it is the way back to the question."""
    if request.endpoint == PASSKEY:
        return response.location == url_for("security.wan_signin")
    return request.endpoint in ENTRANCES and response.status_code == 200


def tried_account() -> int:
    """Return the id of the account that somebody tried to enter, or was asked about again; 0 where there is none."""
    if current_user.is_authenticated:
        return int(current_user.id)
    between_steps = session.get("tf_user_id")
    typed = request.form.get("email", "").strip().lower().replace("\x00", "")
    is_tried = User.fs_uniquifier == between_steps if between_steps else func.lower(User.email) == typed
    return db.session.scalar(select(User.id).where(is_tried)) or 0
