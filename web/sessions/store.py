"""The rows of sessions: found, written and removed on a connection of their own, apart from what a page does."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    LargeBinary,
    Row,
    ScalarSelect,
    Select,
    bindparam,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute

from web.accounts.models import Role, User
from web.extensions import Base
from web.sessions.content import USER, Found, Values, packed
from web.sessions.devices import Device
from web.sessions.lifetimes import MOST_PER_PERSON, is_alive
from web.sessions.models import StoredSession

TOKEN_BYTES = 32
SEEN_EVERY = timedelta(minutes=1)
PATIENCE = text("SET LOCAL lock_timeout = '3s'")


@dataclass(frozen=True)
class Person:
    """Whom a session is for, and the names of their roles in one text."""

    id: int
    roles: str


def new_token() -> str:
    """Return an id that nobody can guess (256 bits)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """Return what is stored in place of the id."""
    return hashlib.sha256(token.encode()).digest()


def roles_of(user_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """The names of a person's roles, in order, in one text."""
    names = func.string_agg(Role.name, aggregate_order_by(literal(" "), Role.name))
    held = Base.metadata.tables["roles_users"]
    return (
        select(func.coalesce(names, ""))
        .join(held, held.c.role_id == Role.id)
        .where(held.c.user_id == user_id)
        .scalar_subquery()
    )


@cache
def search() -> Select[int, int | None, str, datetime, bool, bool]:
    """The statement that finds a session, built once since every request runs it."""
    sent, now = bindparam("sent", type_=LargeBinary), bindparam("now", type_=DateTime(timezone=True))
    return select(
        StoredSession.id,
        StoredSession.user_id,
        StoredSession.data,
        StoredSession.seen_at,
        StoredSession.roles != roles_of(StoredSession.user_id),
        StoredSession.token_hash != sent,
    ).where(or_(StoredSession.token_hash == sent, StoredSession.previous_hash == sent), is_alive(now))


def find(engine: Engine, token: str, *, now: datetime) -> Found | None:
    """Return the session that has or had this id, where there is one that still counts."""
    with engine.connect() as connection:
        reader = connection.execution_options(isolation_level="AUTOCOMMIT")
        row = reader.execute(search(), {"sent": hash_of(token), "now": now}).one_or_none()
    return None if row is None else Found(*row)


def touch(engine: Engine, found: Found, *, now: datetime) -> None:
    """Note that the session is in use, once a minute at most."""
    if found.seen_at > now - SEEN_EVERY:
        return
    unseen = (StoredSession.id == found.id, StoredSession.seen_at < now)
    with engine.begin() as connection:
        connection.execute(PATIENCE)
        connection.execute(update(StoredSession).where(*unseen).values(seen_at=now))


def person_in(connection: Connection, values: Values) -> Person | None:
    """Return the active person whom these values name."""
    named = str(values.get(USER, ""))
    statement = select(User.id, roles_of(User.id)).where(User.fs_uniquifier == named, User.active)
    row = connection.execute(statement).one_or_none()
    return None if row is None else Person(*row)


def locked_row(connection: Connection, found: Found) -> Row[bytes, str] | None:
    """Hold the row of a session; None where it is gone."""
    statement = select(StoredSession.token_hash, StoredSession.data).where(StoredSession.id == found.id)
    return connection.execute(statement.with_for_update()).one_or_none()


def begin(
    connection: Connection, values: Values, *, person: Person | None, device: Device, now: datetime
) -> str:
    """Store a session that begins now, and return its id."""
    token = new_token()
    columns = {"token_hash": hash_of(token), "created_at": now} | columns_of(values, person=person, now=now)
    if person is not None:
        columns |= sign_in_columns(device, now=now)
    connection.execute(insert(StoredSession).values(columns))
    if person is not None:
        end_surplus(connection, person)
    return token


def columns_of(values: Values, *, person: Person | None, now: datetime) -> dict[str, Any]:
    """Return what is written whenever a session is."""
    columns: dict[str, Any] = {"data": packed(values), "seen_at": now}
    if person is not None:
        columns |= {"user_id": person.id, "roles": person.roles, "fs_uniquifier": str(values[USER])}
    return columns


def sign_in_columns(device: Device, *, now: datetime) -> dict[str, Any]:
    """Return what is written at a sign-in."""
    return {"authenticated_at": now, "browser": device.browser, "system": device.system}


def rewrite(connection: Connection, found: Found, columns: dict[str, Any]) -> None:
    """Write these columns of a session that exists."""
    connection.execute(update(StoredSession).where(StoredSession.id == found.id).values(columns))


def remove(connection: Connection, found: Found) -> None:
    """End a session."""
    connection.execute(delete(StoredSession).where(StoredSession.id == found.id))


def end_surplus(connection: Connection, person: Person) -> None:
    """End those sessions of a person beyond the most there may be that were not used for longest."""
    surplus = (
        select(StoredSession.id)
        .where(StoredSession.user_id == person.id)
        .order_by(StoredSession.seen_at.desc(), StoredSession.id.desc())
        .offset(MOST_PER_PERSON)
    )
    connection.execute(delete(StoredSession).where(StoredSession.id.in_(surplus)))
