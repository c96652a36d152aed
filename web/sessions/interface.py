"""Flask's door to the sessions: the id comes and goes in a cookie, everything else stays here."""

from __future__ import annotations

import re
from functools import partial

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from web.core import clock
from web.core.error_pages import show_unavailable
from web.extensions import db
from web.sessions import store
from web.sessions.content import Found, ServerSession
from web.sessions.devices import device_of
from web.sessions.saving import save

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
FIRST_FAILURE = 500


class SessionsInDatabase(SessionInterface):
    """Opens the session of a request without asking the database, and saves it after the view's own commit."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the browser's id; it is read when something asks for it."""
        sent = request.cookies.get(self.get_cookie_name(app), "")
        is_new = TOKEN.fullmatch(sent) is None
        token = store.new_token() if is_new else sent
        return ServerSession(
            token, is_new=is_new, key=app.config["SECRET_KEY"], find=partial(find_now, db.engine)
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed. A failed page changes nothing: neither does it sign in, nor use up what was waiting."""
        if not isinstance(session, ServerSession) or not session.is_read:
            return
        response.vary.add("Cookie")
        if response.status_code >= FIRST_FAILURE:
            return
        device = device_of(request.user_agent.string)
        try:
            token = save(db.engine, session, device=device, now=clock.now())
        except (OperationalError, PoolTimeoutError) as away:
            become_unavailable(response, show_unavailable(away))
        else:
            self.hand_over(app, token, response)

    def hand_over(self, app: Flask, token: str | None, response: Response) -> None:
        """Give the browser its new id, until it is closed."""
        if token is None:
            return
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            path=self.get_cookie_path(app),
            domain=self.get_cookie_domain(app),
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite=self.get_cookie_samesite(app),
        )


def find_now(engine: Engine, token: str) -> Found | None:
    """Read the session of this id as things are now."""
    return store.find(engine, token, now=clock.now())


def become_unavailable(response: Response, page: Response) -> None:
    """Turn an answer into the page that says that the database is away."""
    for name in ("Location", "Set-Cookie", "Content-Disposition"):
        response.headers.remove(name)
    response.status_code, response.content_type = page.status_code, page.content_type
    response.headers["Retry-After"] = page.headers["Retry-After"]
    response.set_data(page.get_data())
