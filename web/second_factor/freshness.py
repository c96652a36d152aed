"""Asking for the password once more before something about signing in is changed."""

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


def password_again(view: Callable[P, R]) -> Callable[P, R]:
    """Let a view be used by those who have shown within a quarter of an hour that they are the account's owner.

    It stands above the guard, which sends those who are not signed in at all to the sign-in page.
    """

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        if is_fresh() or not current_user.is_authenticated:
            return view(*args, **kwargs)
        onward = (
            request.full_path.rstrip("?") if request.method == "GET" else url_for("second_factor.overview")
        )
        return cast(Any, redirect(url_for("security.verify", next=onward)))

    return checked


def is_fresh() -> bool:
    """Tell whether the sign-in, or the password typed again, is recent."""
    age_seconds = clock.now().timestamp() - float(session.get(TYPED_AT, 0))
    return 0 <= age_seconds < FRESH_FOR_SECONDS
