"""How often somebody may try, so that guessing, searching through us and mailing people through us do not pay.

Counted in PostgreSQL (`web.core.tries`): shared by all processes, kept over a restart, under hashed keys. A decorator
for each purpose, put between the guard and the view; each counts by account where one is known and by network address
(`X-Forwarded-For` only from as many proxies as TRUSTED_PROXIES says):

- `limit_tries`: passwords, and forms of strangers: ten in five minutes per address and per account.
- `limit_second_steps`: codes: five in five minutes per account.
- `limit_mails`: forms that mail somebody whose address is typed in, such as an invitation: twenty an hour per sender,
  and five a day to the same address, where the form's field is called `email` or `address`.
- `limit_searches`: pages that search: sixty a minute per account, three hundred from an address of strangers.

And without any decorator, every form of the service is counted by `web.core.every_form`. Whoever is refused sees a page
that keeps what was typed. With the database away nothing is counted and nothing is served either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, request, session
from flask_limiter.util import get_remote_address
from flask_security.mail_util import EmailValidateException

from web.core.every_form import account_here, hidden, is_switched_off
from web.extensions import limiter

P = ParamSpec("P")
R = TypeVar("R")
Key = Callable[[], str]
TRIES = "10 per 5 minutes"
RESETS = "5 per day"
SECOND_STEPS = "5 per 5 minutes"
MAILS_OF_ONE_SENDER = "20 per hour"
MAILS_TO_ONE_ADDRESS = "5 per day"
SEARCHES_OF_ONE_ACCOUNT = "60 per minute"
SEARCHES_FROM_ONE_ADDRESS = "300 per minute"
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


def typed_address() -> str:
    """Return the e-mail address that the request names, empty where it names none."""
    sent = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(sent, Mapping):
        return ""
    return one_spelling(str(sent.get("email") or sent.get("address") or ""))


def one_spelling(address: str) -> str:
    """Return an address as the sign-in reads it: whoever writes it in other letters is counted together with the others."""
    try:
        normal = str(current_app.extensions["security"].mail_util.normalize(address.strip()))
    except (EmailValidateException, ValueError):
        normal = address.strip()
    return normal.lower()


def named_account() -> str:
    """Return a key for the account that the request names; where it names none, for that of this session."""
    return hidden(typed_address()) if typed_address() else account_here()


def session_here() -> str:
    """Return a key for the account of this session, of its own."""
    return hidden(f"session of {account_here()}")


def limited(
    view: Callable[P, R],
    limit: str | Callable[[], str],
    key: Key,
    *,
    method: str = "POST",
    exempt_when: Callable[[], bool] = is_switched_off,
) -> Callable[P, R]:
    """Let a view be used only so often under the same key."""
    decorate = limiter.limit(limit, key_func=key, methods=[method], exempt_when=exempt_when)
    guarded: Callable[P, R] = decorate(view)
    return guarded


def limit_tries(view: Callable[P, R]) -> Callable[P, R]:
    """Let a view take at most ten sendings in five minutes, per network address and per account.

    The account is the one that is named, and also the one of this session: naming others does not help whoever guesses
    the password of an open session.
    """
    by_account = limited(limited(view, TRIES, named_account), TRIES, session_here)
    return limited(by_account, TRIES, get_remote_address)


def limit_second_steps(view: Callable[P, R]) -> Callable[P, R]:
    """Let an account take at most five tries at a code in five minutes, from wherever they come."""
    return limited(view, SECOND_STEPS, account_here)


def limit_mails(view: Callable[P, R]) -> Callable[P, R]:
    """Let nobody mail many people through a form, or one person again and again."""

    def names_nobody() -> bool:
        return is_switched_off() or not typed_address()

    by_address = limited(view, MAILS_TO_ONE_ADDRESS, named_account, exempt_when=names_nobody)
    return limited(by_address, MAILS_OF_ONE_SENDER, account_here)


def limit_searches(view: Callable[P, R]) -> Callable[P, R]:
    """Let nobody read the service empty by searching, be what is looked for a question or a part of the address."""

    def is_no_search() -> bool:
        return is_switched_off() or not (request.args or request.view_args)

    def limit() -> str:
        return SEARCHES_OF_ONE_ACCOUNT if session.get("_user_id") else SEARCHES_FROM_ONE_ADDRESS

    return limited(view, limit, account_here, method="GET", exempt_when=is_no_search)


def limit_security_pages(app: Flask) -> None:
    """Limit the pages that Flask-Security brings, and mails with a reset link to five a day."""
    views: dict[str, Any] = app.view_functions
    for name in OF_FLASK_SECURITY:
        views[f"security.{name}"] = limit_tries(views[f"security.{name}"])
    for name in OF_SECOND_STEP:
        views[f"security.{name}"] = limit_second_steps(views[f"security.{name}"])
    for name in ("forgot_password", "send_confirmation"):
        views[f"security.{name}"] = limited(views[f"security.{name}"], RESETS, named_account)
