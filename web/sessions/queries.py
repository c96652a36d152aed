"""Reading where somebody is signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.extensions import db
from web.sessions.lifetimes import is_alive
from web.sessions.models import StoredSession


def sessions_of(user: User, *, now: datetime) -> Sequence[StoredSession]:
    """Return the user's sessions that still count, the one used last first."""
    return db.session.scalars(
        select(StoredSession)
        .where(StoredSession.user_id == user.id, is_alive(now))
        .order_by(StoredSession.seen_at.desc(), StoredSession.id.desc())
    ).all()


def session_of(user: User, session_id: int, *, now: datetime) -> StoredSession:
    """Return one of the user's own sessions; raise NotVisibleError where there is no such one."""
    found = db.session.scalar(
        select(StoredSession).where(
            StoredSession.user_id == user.id, StoredSession.id == session_id, is_alive(now)
        )
    )
    if found is None:
        raise NotVisibleError
    return found
