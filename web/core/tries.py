"""How often something was tried: counted in the database, so that all processes count together and a restart forgets nothing."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask import Flask
from limits.storage import Storage
from sqlalchemy import ColumnElement, LargeBinary, case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from web.core import clock
from web.core.personal_data import holds_nothing
from web.extensions import Base, db, limiter


class CountedTries(Base):
    """How often one thing was tried in its present span of time, under a hash that names neither account nor address."""

    __tablename__ = "counted_tries"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[datetime] = mapped_column(index=True)


holds_nothing("counted_tries")


def hash_of(key: str) -> bytes:
    """Return what is stored in place of a key that may name somebody."""
    return hashlib.sha256(key.encode(errors="replace")).digest()


def is_counting(key: str) -> tuple[ColumnElement[bool], ...]:
    """The clauses for the present span of a key."""
    return CountedTries.key_hash == hash_of(key), CountedTries.ends_at > clock.now()


def forget_old_tries(*, now: datetime) -> None:
    """Delete what no longer counts, in the current transaction."""
    db.session.execute(delete(CountedTries).where(CountedTries.ends_at <= now))


class TriesInDatabase(Storage):
    """Where Flask-Limiter counts. With the database away its errors go through, and the page says so: nobody gets in."""

    STORAGE_SCHEME = ["database"]

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count in one statement, so that no two tries are counted as one; return how many there are now."""
        now = clock.now()
        row = {"key_hash": hash_of(key), "number": amount, "ends_at": now + timedelta(seconds=expiry)}
        is_over = CountedTries.ends_at <= now
        counted = insert(CountedTries).values(row)
        counted = counted.on_conflict_do_update(
            index_elements=["key_hash"],
            set_={
                "number": case((is_over, amount), else_=CountedTries.number + amount),
                "ends_at": case((is_over, row["ends_at"]), else_=CountedTries.ends_at),
            },
        )
        with db.engine.begin() as connection:
            return connection.execute(counted.returning(CountedTries.number)).scalar_one()

    def get(self, key: str) -> int:
        """Return how often it was tried in the present span."""
        with db.engine.connect() as connection:
            return connection.scalar(select(CountedTries.number).where(*is_counting(key))) or 0

    def get_expiry(self, key: str) -> float:
        """Return when the present span ends, as Unix time; now where there is none."""
        with db.engine.connect() as connection:
            ends_at = connection.scalar(select(CountedTries.ends_at).where(*is_counting(key)))
        return (ends_at or clock.now()).timestamp()

    def check(self) -> bool:
        """Tell whether counting is possible."""
        with db.engine.connect() as connection:
            return connection.scalar(select(1)) == 1

    def reset(self) -> int:
        """Forget everything."""
        with db.engine.begin() as connection:
            return connection.execute(delete(CountedTries)).rowcount

    def clear(self, key: str) -> None:
        """Forget what was tried under this key."""
        with db.engine.begin() as connection:
            connection.execute(delete(CountedTries).where(CountedTries.key_hash == hash_of(key)))


def init_limiter(app: Flask) -> None:
    """Let the limiter count here; importing this module has made the kind of storage known to it."""
    limiter.init_app(app)
