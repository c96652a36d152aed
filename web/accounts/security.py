"""How Flask-Security is set up: what it offers, where its pages are, and mail through the outbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

from flask import Flask, Request, flash
from flask_babel import gettext
from flask_login import current_user
from flask_security import Security, SQLAlchemyUserDatastore

from web.accounts.limits import limit_security_pages
from web.accounts.mail import AccountMail
from web.accounts.models import Role, User, WebAuthn
from web.accounts.passwords import SHORTEST, PasswordJudge
from web.accounts.security_forms import (
    ConfirmAgainForm,
    ForgottenForm,
    NewPasswordForm,
    OwnPasswordForm,
    SignInForm,
)
from web.core import clock
from web.core.access import public
from web.core.errors import NotVisibleError
from web.extensions import db

PARTS = "security_parts"
"""Where features above lay out parts of Flask-Security that are to be used in place of its own."""
CLOSED = (
    "two_factor_setup",
    "two_factor_setup_validate",
    "two_factor_rescue",
    "tf_select",
    "mf_recovery_codes",
    "wan_register",
    "wan_register_response",
    "wan_delete",
    "wan_verify",
    "wan_verify_response",
)
"""Pages of Flask-Security that do not exist here: `web.second_factor` has its own, with our rules."""

datastore = SQLAlchemyUserDatastore(db, User, Role, WebAuthn)

OPTIONS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/log-ind",
    "SECURITY_LOGOUT_URL": "/log-ud",
    "SECURITY_CONFIRM_URL": "/bekraeft",
    "SECURITY_RESET_URL": "/nulstil-adgangskode",
    "SECURITY_CHANGE_URL": "/skift-adgangskode",
    "SECURITY_POST_LOGIN_VIEW": "/videre",
    "SECURITY_POST_CONFIRM_VIEW": "/videre",
    "SECURITY_POST_RESET_VIEW": "/log-ind",
    "SECURITY_POST_CHANGE_VIEW": "/konto",
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "SECURITY_FORGOT_PASSWORD_TEMPLATE": "accounts/forgotten.html",
    "SECURITY_RESET_PASSWORD_TEMPLATE": "accounts/new_password.html",
    "SECURITY_SEND_CONFIRMATION_TEMPLATE": "accounts/confirm_again.html",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
    "SECURITY_CONFIRMABLE": True,
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_TRACKABLE": False,
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_DATETIME_FACTORY": clock.now,
    "SECURITY_AUTO_LOGIN_AFTER_CONFIRM": True,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    # What goes into links: a hash there need not be slow, since what is hashed is random or known to the link's reader.
    "SECURITY_HASHING_SCHEMES": ["hex_sha256"],
    "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
    "SECURITY_CONFIRM_EMAIL_WITHIN": timedelta(days=5),
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=2),
    "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "SECURITY_EMAIL_HTML": False,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_MSG_PASSWORD_RESET_NO_LOGIN": ("Your password is saved. Sign in with it.", "success"),
    "SECURITY_MSG_PASSWORD_RESET_REQUEST": (
        "If %(email)s has an account with us, we have sent a mail with a link.",
        "info",
    ),
    "SECURITY_MSG_CONFIRMATION_REQUEST": (
        "If %(email)s waits to be confirmed, we have sent a mail with a link.",
        "info",
    ),
    "SECURITY_I18N_DIRNAME": ["builtin", str(Path(__file__).parent / "translations")],
}


def init_security(app: Flask) -> None:
    """Attach Flask-Security to the application; its pages guard themselves."""
    app.config.update(OPTIONS)
    app.config["SECURITY_PASSWORD_SALT"] = app.config["SECRET_KEY"]
    security = Security(
        app,
        datastore,
        mail_util_cls=AccountMail,
        password_util_cls=PasswordJudge,
        login_form=SignInForm,
        forgot_password_form=ForgottenForm,
        reset_password_form=NewPasswordForm,
        send_confirmation_form=ConfirmAgainForm,
        change_password_form=OwnPasswordForm,
        **app.extensions[PARTS],
    )
    # Sessions are the only way in: no tokens, which would outlive a sign-out, and no answers in JSON.
    security.login_manager.request_loader(nobody)
    security.want_json(lambda request: False)
    close_pages(app)
    app.view_functions["security.logout"] = with_a_word(app.view_functions["security.logout"])
    limit_security_pages(app)
    for endpoint, view in app.view_functions.items():
        if endpoint.startswith("security.") and endpoint != "security.static":
            public(view)


def with_a_word(sign_out: Callable[..., Any]) -> Callable[..., Any]:
    """Let whoever has signed out read that they have."""

    @wraps(sign_out)
    def signed_out(**arguments: Any) -> Any:
        was_signed_in = current_user.is_authenticated
        response = sign_out(**arguments)
        if was_signed_in and not current_user.is_authenticated:
            flash(gettext("You are signed out."), "success")
        return response

    return signed_out


def nobody(request: Request) -> None:
    """Find nobody by what a request carries besides its session."""


def close_pages(app: Flask) -> None:
    """Let the pages in `CLOSED` answer like any address that does not exist."""

    def closed(**arguments: str) -> NoReturn:
        raise NotVisibleError

    for name in CLOSED:
        app.view_functions[f"security.{name}"] = closed
