"""How often somebody may try: per address of the network and per account, so that guessing does not pay."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, request, session
from flask_limiter.util import get_remote_address

from web.extensions import limiter

P = ParamSpec("P")
R = TypeVar("R")
TRIES = "10 per 5 minutes"
RESETS = "5 per day"
SECOND_STEPS = "5 per 5 minutes"
OF_FLASK_SECURITY = (
    "login",
    "forgot_password",
    "reset_password",
    "send_confirmation",
    "change_password",
    "verify",
    "wan_signin_response",
)
OF_SECOND_STEP = ("two_factor_token_validation", "mf_recovery", "wan_signin_response")


def named_account() -> str:
    """Return a key for the account that the request names, or for its network address where it names none."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    email = sent.get("email", "") if isinstance(sent, Mapping) else ""
    name = str(email).strip().lower() or get_remote_address()
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()


def account_at_second_step() -> str:
    """Return a key for the account whose second step is tried, or set up; else for the network address."""
    name = session.get("tf_user_id") or session.get("_user_id") or get_remote_address()
    return hashlib.sha256(str(name).encode()).hexdigest()


def is_switched_off() -> bool:
    """Tell whether the installation sets no limits (tests of other things do not)."""
    return not current_app.config["RATELIMIT_ENABLED"]


def limit_tries(view: Callable[P, R]) -> Callable[P, R]:
    """Let a view take at most ten sendings in five minutes, per network address and per account."""
    by_address = limiter.limit(TRIES, methods=["POST"], exempt_when=is_switched_off)
    by_account = limiter.limit(TRIES, key_func=named_account, methods=["POST"], exempt_when=is_switched_off)
    limited: Callable[P, R] = by_account(by_address(view))
    return limited


def limit_second_steps(view: Callable[P, R]) -> Callable[P, R]:
    """Let an account take at most five tries at a code in five minutes, from wherever they come."""
    by_account = limiter.limit(
        SECOND_STEPS, key_func=account_at_second_step, methods=["POST"], exempt_when=is_switched_off
    )
    limited: Callable[P, R] = by_account(view)
    return limited


def limit_security_pages(app: Flask) -> None:
    """Limit the pages that Flask-Security brings, and mails with a reset link to five a day."""
    views: dict[str, Any] = app.view_functions
    for name in OF_FLASK_SECURITY:
        views[f"security.{name}"] = limit_tries(views[f"security.{name}"])
    for name in OF_SECOND_STEP:
        views[f"security.{name}"] = limit_second_steps(views[f"security.{name}"])
    few = limiter.limit(RESETS, key_func=named_account, methods=["POST"], exempt_when=is_switched_off)
    views["security.forgot_password"] = few(views["security.forgot_password"])
