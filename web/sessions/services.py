"""Ending sessions, and noticing a sign-in from a device that is not known yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import Actor, record_event
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db
from web.sessions.devices import Device
from web.sessions.lifetimes import is_alive
from web.sessions.messages import mail_new_device
from web.sessions.models import KnownDevice, StoredSession


def end_session(session: StoredSession, *, user: User, now: datetime) -> None:
    """Sign the user out on one device."""
    end(StoredSession.id == session.id, user=user)
    record_event("sign out a device", user, by=user, now=now, details={"session": session.id})


def end_other_sessions(user: User, *, kept_id: int, now: datetime) -> int:
    """Sign the user out everywhere but here; return how many sessions ended."""
    ended = end(StoredSession.id != kept_id, user=user)
    record_event("sign out everywhere else", user, by=user, now=now, details={"sessions": ended})
    return ended


def end_all_sessions(user: User, *, by: Actor | None, now: datetime) -> int:
    """Sign somebody out everywhere, as an administrator may; return how many sessions ended."""
    ended = end(StoredSession.user_id == user.id, user=user)
    record_event("sign out everywhere", user, by=by, now=now, details={"sessions": ended})
    return ended


def end(which: ColumnElement[bool], *, user: User) -> int:
    """Delete those of the user's sessions, in the current transaction; return how many there were."""
    ended = db.session.execute(
        delete(StoredSession).where(StoredSession.user_id == user.id, which).returning(StoredSession.id)
    )
    return len(ended.all())


def note_device(user: User, device: Device, *, now: datetime) -> None:
    """Remember with what the user has signed in; mail them where they have signed in before, but never with that."""
    has_signed_in_before = db.session.scalar(select(exists().where(KnownDevice.user_id == user.id)))
    row = {"user_id": user.id, "browser": device.browser, "system": device.system, "used_at": now}
    noted = insert(KnownDevice).values(row)
    is_new = db.session.scalar(
        noted.on_conflict_do_update(
            index_elements=["user_id", "browser", "system"], set_={"used_at": now}
        ).returning(literal_column("xmax = 0"))
    )
    if has_signed_in_before and is_new:
        mail_new_device(user, device, now=now)


def forget_what_is_over(*, now: datetime) -> None:
    """Delete the sessions that no longer count, and devices that were not used for long."""
    db.session.execute(delete(StoredSession).where(~is_alive(now)))
    unused_since = now - KEPT_FOR[Retention.KNOWN_DEVICE].length
    db.session.execute(delete(KnownDevice).where(KnownDevice.used_at < unused_since))
