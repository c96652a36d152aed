"""Every form that is sent is counted, whatever it does, so that none can be used to flood people or the database."""

from __future__ import annotations

import hashlib

from flask import Flask, current_app, request, session
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

from web.core import clock
from web.extensions import limiter

SCOPE = "every form"
OF_ONE_ACCOUNT = parse("120 per 5 minutes")
# A school or a library has many people behind one address.
FROM_ONE_ADDRESS = parse("600 per 5 minutes")


def init_every_form(app: Flask) -> None:
    """Count before anything else looks at a form: also those without a valid key are kept for their writer."""
    app.before_request(count_form)


def count_form() -> None:
    """Refuse a form where too many were sent by this account, or from this network address without one."""
    if request.method != "POST" or is_switched_off():
        return
    limit = OF_ONE_ACCOUNT if session.get("_user_id") else FROM_ONE_ADDRESS
    key = account_here()
    if not limiter.limiter.hit(limit, SCOPE, key):
        raise TooManyRequests(retry_after=seconds_left(limit, key))


def seconds_left(limit: RateLimitItem, key: str) -> int:
    """Return how long the present span still lasts."""
    ends_at = limiter.limiter.get_window_stats(limit, SCOPE, key).reset_time
    return max(1, round(ends_at - clock.now().timestamp()))


def is_switched_off() -> bool:
    """Tell whether the installation sets no limits (tests of other things do not)."""
    return not current_app.config["RATELIMIT_ENABLED"]


def account_here() -> str:
    """Return a key for the account of this session, also between password and second step; else for the network address."""
    return hidden(session.get("tf_user_id") or session.get("_user_id") or get_remote_address())


def hidden(name: object) -> str:
    """Return a key that says nothing about whom it is for."""
    return hashlib.sha256(str(name).encode(errors="replace")).hexdigest()
