"""Wrong codes of a day: whoever has somebody's password and tries codes slowly is stopped too, and the owner told.

Five tries in five minutes still are some fourteen hundred in a day, of a million codes. A new password begins the count anew,
since it shuts out whoever tries; a passkey is asked for no code and stays open.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request, session
from werkzeug.exceptions import TooManyRequests

from web.accounts.models import User
from web.accounts.security import datastore
from web.audit.services import record_event
from web.core import clock
from web.core.every_form import hidden, is_switched_off
from web.core.tries import TriesInDatabase
from web.extensions import db
from web.second_factor.messages import codes_closed, tell

CODE_PAGES = frozenset({"security.two_factor_token_validation", "security.mf_recovery"})
MOST_WRONG_CODES_A_DAY = 20
DAY_SECONDS = 24 * 60 * 60


def init_daily_cap(app: Flask) -> None:
    """Ask before each code, and count after each wrong one."""
    app.before_request(refuse_more_codes)
    app.after_request(count_wrong_code)


def refuse_more_codes() -> None:
    """Refuse a code where the account had its wrong ones for today."""
    if is_code() and TriesInDatabase().get(key_here()) >= MOST_WRONG_CODES_A_DAY:
        ends_at = TriesInDatabase().get_expiry(key_here())
        raise TooManyRequests(retry_after=max(1, round(ends_at - clock.now().timestamp())))


def count_wrong_code(response: Response) -> Response:
    """Count a code that did not let in; the last of the day is told to the owner of the account."""
    if not is_code() or response.status_code != 200:
        return response
    if TriesInDatabase().incr(key_here(), DAY_SECONDS) == MOST_WRONG_CODES_A_DAY:
        user: Any = datastore.find_user(fs_uniquifier=session.get("tf_user_id"))
        if user is not None:
            tell_owner(user)
    return response


def is_code() -> bool:
    """Tell whether this request is a code for an account whose password was right."""
    is_sent = request.method == "POST" and request.endpoint in CODE_PAGES
    return is_sent and "tf_user_id" in session and not is_switched_off()


def key_here() -> str:
    """Return the key under which wrong codes of the account between its two steps are counted."""
    return hidden(f"wrong codes of {session['tf_user_id']}")


def tell_owner(user: User) -> None:
    """Write to the owner that somebody knows the password and guesses codes."""
    record_event("close codes for a day", user, by=None, now=clock.now())
    tell(user, codes_closed)
    db.session.commit()
