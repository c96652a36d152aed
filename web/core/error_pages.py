"""Which error becomes which page: said once, for every route."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

import structlog
from flask import Flask, Response, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from web.core import clock
from web.core.access import SignInNeededError
from web.core.cross_site import tell_watch
from web.core.errors import NotVisibleError, TransitionError
from web.core.permissions import Permission
from web.core.submissions import keep_interrupted_form
from web.core.writers import may_read, writer_of_form
from web.extensions import db, limiter

SIGNED_OUT = lazy_gettext("You were signed out. Sign in again and you can go on; what you typed is kept.")
log = structlog.get_logger("web.errors")
# Under this name a feature above may leave a function that writes down who was refused what.
REFUSALS = "refusals"
NEVER_KEPT = frozenset({"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"})
NEVER_SENT_AGAIN = (NEVER_KEPT - {"csrf_token"}) | {"code", "credential"}
FIVE_MINUTES_SECONDS = 300


def init_error_pages(app: Flask) -> None:
    """Map named errors to pages; whatever is not mapped is a 500 with a plain page and a logged trace."""
    app.register_error_handler(SignInNeededError, or_unavailable(ask_to_sign_in))
    app.register_error_handler(CSRFError, or_unavailable(ask_to_send_again))
    app.register_error_handler(NotVisibleError, or_unavailable(show_not_found))
    app.register_error_handler(404, or_unavailable(show_not_found))
    app.register_error_handler(405, or_unavailable(show_not_found))
    app.register_error_handler(TransitionError, or_unavailable(show_conflict))
    app.register_error_handler(400, or_unavailable(show_bad_request))
    app.register_error_handler(DataError, or_unavailable(show_bad_request))
    app.register_error_handler(413, or_unavailable(show_too_large))
    app.register_error_handler(429, or_unavailable(show_too_many))
    app.register_error_handler(OperationalError, show_unavailable)
    app.register_error_handler(PoolTimeoutError, show_unavailable)
    app.register_error_handler(500, or_unavailable(show_failure))


def page(status: int, *, title: str, text: str) -> tuple[str, int]:
    """Render the one error page."""
    return render_template("error.html", title=title, text=text), status


def ask_to_sign_in(error: SignInNeededError) -> AnyResponse:
    """Send the visitor to the sign-in page and bring them back; what they had typed is kept."""
    db.session.rollback()
    if request.method == "POST" and keep_typed_fields(request.path):
        flash(str(SIGNED_OUT), "info")
        return redirect(url_for("security.login"))
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return redirect(url_for("security.login"))


def ask_to_send_again(error: CSRFError) -> AnyResponse:
    """A form from an expired session or another tab: show what was typed again, with a fresh key.

    Whoever must sign in for it does so first, and is offered what was typed after that.
    """
    db.session.rollback()
    tell_watch("form key")
    if current_user.is_authenticated and not may_read(writer_of_form()):
        flash(
            gettext("That form was opened by somebody else who used this browser. Nothing was sent."), "error"
        )
        return redirect(url_for("home.front"))
    is_kept = keep_typed_fields(request.full_path.rstrip("?"))
    if is_for_the_signed_in() and not current_user.is_authenticated:
        if is_kept:
            flash(str(SIGNED_OUT), "info")
        return redirect(url_for("security.login"))
    return redirect(url_for("home.resume"))


def is_for_the_signed_in() -> bool:
    """Tell whether the page that was asked for needs somebody signed in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return isinstance(getattr(view, "access", None), Permission)


def keep_typed_fields(path: str) -> bool:
    """Keep what was typed, except secrets, for after signing in; tell whether it could be kept."""
    never = NEVER_SENT_AGAIN | NEVER_KEPT
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in never]
    is_kept = bool(fields) and keep_interrupted_form(path, fields, writer=writer_of_form())
    db.session.commit()
    return is_kept


def or_unavailable(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let an error handler, whose page asks who is signed in, end on the plain page when the database is away too."""

    @wraps(handler)
    def handled(error: Any) -> Any:
        try:
            return handler(error)
        except (OperationalError, PoolTimeoutError) as away:
            return show_unavailable(away)

    return handled


def show_not_found(error: Exception) -> tuple[str, int]:
    """The same page for what does not exist and for what this viewer may not know of."""
    db.session.rollback()
    if isinstance(error, NotVisibleError) and (record := current_app.extensions.get(REFUSALS)):
        record()
    return page(
        404,
        title=gettext("We can't find that page"),
        text=gettext("It may have been moved or closed, or it is not for you to see."),
    )


def show_conflict(error: TransitionError) -> tuple[str, int]:
    """Somebody was faster."""
    db.session.rollback()
    return page(409, title=gettext("It has already been answered"), text=error.message)


def show_bad_request(error: Exception) -> tuple[str, int]:
    """The browser sent something that no form of ours sends."""
    db.session.rollback()
    tell_watch("unreadable")
    return page(
        400,
        title=gettext("We did not understand that"),
        text=gettext("Something in what was sent cannot be read. Go back and try again."),
    )


def show_too_large(error: HTTPException) -> tuple[str, int]:
    """More was sent than any form of ours needs."""
    db.session.rollback()
    tell_watch("too large")
    return page(
        413,
        title=gettext("That was too much at once"),
        text=gettext("Send less text or a smaller file, and try again."),
    )


def show_too_many(error: HTTPException) -> Response:
    """Somebody tries too often: say how long to wait, and offer what was typed for another sending."""
    db.session.rollback()
    tell_watch("too many")
    seconds = seconds_to_wait(error)
    page = render_template("too_many.html", minutes=-(-seconds // 60), fields=fields_to_send_again())
    return Response(page, status=429, headers={"Retry-After": str(seconds)})


def seconds_to_wait(error: HTTPException) -> int:
    """Return how long the limit still holds that was met."""
    if isinstance(error, TooManyRequests) and isinstance(error.retry_after, int):
        return error.retry_after
    met = limiter.current_limit
    return max(1, round(met.reset_at - clock.now().timestamp())) if met else FIVE_MINUTES_SECONDS


def fields_to_send_again() -> list[tuple[str, str]] | None:
    """Return what was typed, for a button that sends it again; None where that is not to be offered (secrets, searches)."""
    typed = list(request.form.items(multi=True))
    if request.method != "POST" or any(name in NEVER_SENT_AGAIN and value for name, value in typed):
        return None
    return [(name, value) for name, value in typed if name not in NEVER_KEPT]


def show_unavailable(error: Exception) -> Response:
    """The database is away: say so in plain words at once, without asking it for anything."""
    db.session.rollback()
    log.error("database unavailable", error=type(error).__name__)
    # The session and whoever is signed in are in the database too: without this, the page itself would ask for them.
    cast(Any, session).give_up()
    g._login_user = current_app.extensions["security"].login_manager.anonymous_user()
    response = Response(render_template("unavailable.html"), status=503)
    response.headers["Retry-After"] = "10"
    return response


def show_failure(error: Exception) -> tuple[str, int]:
    """Our own mistake: the trace is in the log, the page says so without details."""
    db.session.rollback()
    # Should reading the session be what went wrong, the page does without.
    cast(Any, session).give_up()
    return page(
        500,
        title=gettext("Something went wrong on our side"),
        text=gettext("Nothing was saved. Try again in a moment; if it happens again, please tell us."),
    )
