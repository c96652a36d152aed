"""The second step of a sign-in: where it leads, and the mark a session carries once it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, after_this_request, request, session, url_for
from flask_babel import lazy_gettext
from flask_login import user_logged_out
from flask_security import user_authenticated
from flask_security.twofactor import CodeTfPlugin
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from web.accounts.mail import commit
from web.accounts.models import User
from web.accounts.security import datastore
from web.second_factor.queries import (
    gets_mailed_codes,
    has_app,
    has_passkey,
    has_second_factor,
    recovery_codes_left,
)
from web.second_factor.services import send_code

MARK = "second_factor_of"
VOUCHED_FOR = "provider_vouches_for"
AFTER_NEW_PASSWORD = ["change"]
BY_PASSKEY = ["webauthn"]


class SecondStep(CodeTfPlugin):
    """Tells Flask-Security who has a second step, and leads to the page where it is taken."""

    def get_setup_methods(self, user: Any) -> list[tuple[str, Any]]:
        return [("second step", lazy_gettext("Second step"))] if has_second_factor(user) else []

    def tf_login(self, user: Any, json_payload: dict[str, Any], next_loc: str | None) -> Response:
        session["tf_state"] = "ready"
        if gets_mailed_codes(user):
            send_code(user)
            after_this_request(commit)
        endpoint = "security.wan_signin" if has_passkey(user) else "security.two_factor_token_validation"
        onward: dict[str, Any] = {} if next_loc in (None, request.url) else {"next": next_loc}
        return redirect(url_for(endpoint, **onward))


def init_marks(app: Flask) -> None:
    """Mark a session when its person has taken the second step, and only then."""
    user_authenticated.connect(note_sign_in, app)
    user_logged_out.connect(forget_sign_in, app)


def note_sign_in(sender: Flask, *, user: User, authn_via: list[str] | None = None, **rest: Any) -> None:
    """Set or take away the mark at a sign-in of any kind.

    Flask-Security names no means when a second step completes a sign-in, and every other means by its name. A
    passkey alone is two factors, since the device has asked for PIN, finger or face (`PasskeyAnswerForm` sees to it).
    """
    if authn_via == AFTER_NEW_PASSWORD:
        return
    session.pop(VOUCHED_FOR, None)
    is_completed = (
        authn_via is None
        and session.get("tf_state") == "ready"
        and session.get("tf_user_id") == user.fs_uniquifier
    )
    if is_completed or authn_via == BY_PASSKEY:
        mark(user)
    else:
        session.pop(MARK, None)


def forget_sign_in(sender: Flask, **rest: Any) -> None:
    """Take the mark away at a sign-out."""
    session.pop(MARK, None)
    session.pop(VOUCHED_FOR, None)


def mark(user: User) -> None:
    """Note that the person behind this session has just shown a second factor."""
    session[MARK] = user.id


def is_marked(user: User) -> bool:
    """Tell whether the second step was taken in this session, by this very person."""
    return bool(session.get(MARK) == user.id)


@dataclass(frozen=True)
class Ways:
    """The ways that the person at the second step has."""

    has_code: bool = False
    is_mailed: bool = False
    has_passkey: bool = False
    has_recovery_codes: bool = False


def ways_at_second_step() -> Ways:
    """Return the ways of whoever has typed a right password in this session and is not signed in yet."""
    name = session.get("tf_user_id")
    user: Any = datastore.find_user(fs_uniquifier=name) if name else None
    if user is None:
        return Ways()
    is_mailed = gets_mailed_codes(user)
    return Ways(
        has_code=is_mailed or has_app(user),
        is_mailed=is_mailed,
        has_passkey=has_passkey(user),
        has_recovery_codes=recovery_codes_left(user) > 0,
    )


def vouch_for(user: User) -> None:
    """Note, after a sign-in through an identity provider, that the provider has seen two factors of this person."""
    session[VOUCHED_FOR] = user.id


def is_vouched_for(user: User) -> bool:
    """Tell whether an identity provider has seen two factors of this person in this session."""
    return bool(session.get(VOUCHED_FOR) == user.id)
