"""Asking for the password once more before something is changed that decides who gets in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import request, session, url_for
from flask_login import current_user
from werkzeug.utils import redirect

from web.core import clock
from web.core.error_pages import keep_typed_fields

P = ParamSpec("P")
R = TypeVar("R")
# Where Flask-Security keeps when the password was typed last, as seconds since 1970.
TYPED_AT = "fs_paa"
FRESH_FOR_SECONDS = 15 * 60


def password_again_before(button_page: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be used by those who have shown within a quarter of an hour that they are the account's owner.

    It stands above the guard, which sends those who are not signed in at all to the sign-in page. Whoever opened a
    page comes back to it, and whoever sent a page's form to what they typed; `button_page` is the endpoint to which
    somebody comes back who has pressed a button on another page.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if is_fresh() or not current_user.is_authenticated:
                return view(*args, **kwargs)
            return cast(Any, redirect(url_for("security.verify", next=way_on(button_page))))

        return checked

    return decorate


def way_on(button_page: str) -> str:
    """Return where somebody goes on who has shown once more who they are."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    has_page = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    if has_page and keep_typed_fields(request.full_path.rstrip("?")):
        return url_for("home.resume")
    return url_for(button_page)


def is_fresh() -> bool:
    """Tell whether the sign-in, or the password typed again, is recent."""
    age_seconds = clock.now().timestamp() - float(session.get(TYPED_AT, 0))
    return 0 <= age_seconds < FRESH_FOR_SECONDS
