"""Asking for the password once more before something is changed that decides who gets in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import request, session, url_for
from flask_login import current_user
from werkzeug.utils import redirect

from web.core import clock

P = ParamSpec("P")
R = TypeVar("R")
# Where Flask-Security keeps when the password was typed last, as seconds since 1970.
TYPED_AT = "fs_paa"
FRESH_FOR_SECONDS = 15 * 60


def password_again_before(button_page: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be used by those who have shown within a quarter of an hour that they are the account's owner.

    It stands above the guard, which sends those who are not signed in at all to the sign-in page. `button_page` is
    the endpoint to which somebody comes back who has pressed a button; whoever opened a page comes back to it.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if is_fresh() or not current_user.is_authenticated:
                return view(*args, **kwargs)
            onward = request.full_path.rstrip("?") if request.method == "GET" else url_for(button_page)
            return cast(Any, redirect(url_for("security.verify", next=onward)))

        return checked

    return decorate


def is_fresh() -> bool:
    """Tell whether the sign-in, or the password typed again, is recent."""
    age_seconds = clock.now().timestamp() - float(session.get(TYPED_AT, 0))
    return 0 <= age_seconds < FRESH_FOR_SECONDS
