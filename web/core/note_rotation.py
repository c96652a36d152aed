"""Writing every encrypted text anew with the newest key, some at a time, so that an older key can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, select, type_coerce, update

from web.core.encryption import EncryptedText, decrypt, encrypt, newest_prefix
from web.extensions import Base, db

BATCH = 200


def encrypted_columns() -> list[Column[Any]]:
    """Return every column that holds encrypted text, in a fixed order."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return [column for table in tables for column in table.columns if isinstance(column.type, EncryptedText)]


def rotate_all() -> Iterator[tuple[str, int]]:
    """Write batch after batch anew, committing each; yield (column, how many). What is interrupted simply goes on later."""
    for column in encrypted_columns():
        while count := rotate_batch(column):
            db.session.commit()
            yield f"{column.table.name}.{column.name}", count
        db.session.rollback()


def rotate_batch(column: Column[Any]) -> int:
    """Write anew some texts that an older key encrypted, under their row locks; return how many."""
    assert isinstance(column.table, Table)
    key = list(column.table.primary_key.columns)
    stored = type_coerce(column, LargeBinary)
    is_older = func.substr(stored, 1, len(newest_prefix())) != newest_prefix()
    statement = (
        select(*key, stored.label("stored")).where(is_older).order_by(*key).limit(BATCH).with_for_update()
    )
    rows = db.session.execute(statement).all()
    for *values, token in rows:
        here = [column == value for column, value in zip(key, values, strict=True)]
        anew = encrypt(decrypt(bytes(token)))
        db.session.execute(
            update(column.table).where(*here).values({column.name: type_coerce(anew, LargeBinary)})
        )
    return len(rows)


def left_over() -> int:
    """Return how many texts still need an older key."""
    prefix = newest_prefix()
    counts = (
        db.session.scalar(
            select(func.count()).where(
                func.substr(type_coerce(column, LargeBinary), 1, len(prefix)) != prefix
            )
        )
        for column in encrypted_columns()
    )
    return sum(count or 0 for count in counts)
