"""Where somebody was going when they were asked to do something else first, such as telling about themselves."""

from __future__ import annotations

from flask import session

SESSION_KEY = "way_back"


def remember_way_back(path: str) -> None:
    """Keep a path of this site for when the other thing is done."""
    session[SESSION_KEY] = path


def way_back() -> str | None:
    """Return the path that is kept, and keep it."""
    path = session.get(SESSION_KEY)
    return None if path is None else str(path)


def take_way_back() -> str | None:
    """Return the path that is kept and forget it; None where there is none."""
    path = session.pop(SESSION_KEY, None)
    return None if path is None else str(path)
