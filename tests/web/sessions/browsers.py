"""What the tests of sessions need: people who sign in with a password, and looks at cookies and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db
from web.sessions.models import StoredSession

PASSWORD = "tre gule cykler"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def make_person(*roles: RoleName, **values: object) -> User:
    """A confirmed, committed account whose password is known."""
    user = make.make_user(*roles, password=hash_password(PASSWORD), **values)
    db.session.commit()
    return user


def sign_in_by_password(client: FlaskClient, user: User, *, password: str = PASSWORD) -> int:
    """Send the sign-in form; return the status."""
    return client.post("/log-ind", data={"email": user.email, "password": password}).status_code


def cookie_of(client: FlaskClient) -> str:
    """The value of the browser's only cookie; empty where it has none."""
    cookie = client.get_cookie("session")
    return "" if cookie is None else cookie.value


def browser_with(client: FlaskClient, cookie: str) -> FlaskClient:
    """Another browser that holds a copy of a cookie."""
    other = client.application.test_client()
    other.set_cookie("session", cookie)
    return other


def is_signed_in(client: FlaskClient) -> bool:
    """Whether the browser sees a page for those who are signed in."""
    return client.get("/konto").status_code == 200


def stored() -> Sequence[StoredSession]:
    """Every stored session, the oldest first."""
    db.session.rollback()
    return db.session.scalars(
        select(StoredSession).order_by(StoredSession.id).execution_options(populate_existing=True)
    ).all()


def csrf_token_in(page: str) -> str:
    """The key against forged forms of a page."""
    found = re.search(
        r'name="csrf_token" type="hidden" value="([^"]+)"|name="csrf_token" value="([^"]+)"', page
    )
    assert found is not None
    return found[1] or found[2]
