"""What a column holds once nothing is to be known from it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, Boolean, Column, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.schema import CallableColumnDefault

from web.core.encryption import EncryptedText
from web.core.week import Week, WeekType


def empty_value(column: Column[Any]) -> Any:
    """Return the value that says nothing; raise ValueError for a column that always says something."""
    if column.nullable:
        return None
    if isinstance(column.type, WeekType):
        return Week()
    if isinstance(column.type, ARRAY):
        return []
    if isinstance(column.type, JSONB):
        return default_of(column)
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, String | EncryptedText):
        return ""
    if isinstance(column.type, LargeBinary):
        return b""
    raise ValueError(f"{column.table.name}.{column.name} cannot be empty")


def default_of(column: Column[Any]) -> Any:
    """Return what the column holds in a new row of which nothing is told: an empty list, an empty object."""
    if not isinstance(column.default, CallableColumnDefault):
        raise ValueError(f"{column.table.name}.{column.name} cannot be empty")
    return column.default.arg(None)  # type: ignore[arg-type]
