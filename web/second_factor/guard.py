"""Before every request: whoever has a second factor has shown it, and whoever needs one sets it up first."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, request, session, url_for
from flask_login import current_user
from flask_security import logout_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core.access import signed_in_user
from web.second_factor.queries import has_second_factor, needs_second_factor
from web.second_factor.second_step import is_marked, is_vouched_for

INTERRUPTED = "interrupted_by_set_up"
ALWAYS_OPEN = frozenset(
    {
        "static",
        "security.static",
        "security.logout",
        "home.choose_language",
        "about.privacy",
        "about.accessibility",
        "about.accessibility_shortcut",
        "about.cookies",
        "about.security",
        "health.healthz",
        "health.readyz",
        "notifications.development_mailbox",
        "notifications.development_mail",
    }
)
SECOND_STEP = frozenset({"security.two_factor_token_validation", "security.mf_recovery"})
OPEN_TO_SET_UP = frozenset(
    {
        "accounts.own_account",
        "security.change_password",
        "security.verify",
        "federation.show_oneself",
        "federation.finish",
        "sessions.list_devices",
        "sessions.sign_out_device",
        "sessions.sign_out_others",
        "second_factor.overview",
        "second_factor.set_up_app",
        "second_factor.passkeys",
        "second_factor.recovery_codes",
    }
)


def init_guard(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(ask_for_second_factor)


def ask_for_second_factor() -> Response | None:
    """Lead to the second step, or to setting one up, whoever must not go on without; None lets the request pass.

    Every page is closed unless it is named here, and what the database says now counts: also for a role that was
    given a moment ago, and for sessions that began without a second step.
    """
    endpoint = request.endpoint
    if endpoint is None or endpoint in ALWAYS_OPEN or not current_user.is_authenticated:
        return None
    user: User = signed_in_user()
    if not is_vouched_for(user):
        has_one = has_second_factor(user)
        if has_one and not is_marked(user):
            return lead_to_second_step(user)
        if not has_one and needs_second_factor(user) and endpoint not in OPEN_TO_SET_UP:
            return lead_to_set_up()
    # Flask-Security would sign out whoever opens these pages with no step to take: a GET must not do that.
    return redirect(url_for("home.start")) if endpoint in SECOND_STEP else None


def lead_to_second_step(user: User) -> Response:
    """Take the session back to where the password was right and the second step is not taken yet."""
    logout_user()
    onward = request.full_path.rstrip("?") if request.method == "GET" else None
    plugins: Any = current_app.extensions["security"].two_factor_plugins
    response: Response | None = plugins.tf_enter(user, False, "session", next_loc=onward)
    return response or redirect(url_for("security.login"))


def lead_to_set_up() -> Response:
    """Send to the page that says what to set up, and remember where the person was going."""
    if request.method == "GET":
        session[INTERRUPTED] = request.full_path.rstrip("?")
    return redirect(url_for("second_factor.overview"))


def take_interrupted() -> str | None:
    """Return where the person was going before the set-up, and forget it; None where nobody was stopped."""
    return session.pop(INTERRUPTED, None)
