"""Everything the database holds, readable: every text, list, object and number, and what is encrypted in plain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, text

from web.core.encryption import EncryptedText
from web.extensions import Base, db


def places_of(sentinel: str) -> list[str]:
    """Return every table and column in which the text stands, upper or lower case."""
    db.session.flush()
    return [place for place, value in everything() if sentinel.casefold() in value.casefold()]


def everything() -> Iterator[tuple[str, str]]:
    """Yield (table.column, value) for every value of every table, the job library's included."""
    for name in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'SELECT * FROM "{name}"')).mappings():
            for column, value in row.items():
                if value is not None:
                    yield f"{name}.{column}", readable(name, column, value)


def readable(name: str, column: str, value: Any) -> str:
    """Return a value as text, decrypted where its column is encrypted."""
    table = Base.metadata.tables.get(name)
    if isinstance(value, bytes | memoryview):
        kind = table.columns[column].type if table is not None else None
        if isinstance(kind, EncryptedText):
            return kind.process_result_value(value, None) or ""
        return bytes(value).decode("latin-1")
    return str(value)
