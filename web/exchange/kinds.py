"""What a kind of file is: its columns, its key, what it refers to, and how its rows meet the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.accounts.models import User
from web.exchange.cells import Reader

Values = dict[str, Any]
Key = tuple[Any, ...]
Complaint = tuple[str, str]
"""(column, reason)."""
_NOTHING: dict[str, Any] = {"text": "", "list": [], "levels": {}, "none": None}


@dataclass(frozen=True)
class Column:
    """One column. An empty cell is a finding, unless the column names what emptiness means: text, list, levels or none.

    A file of before the column came may do without one that `may_be_left_out`.
    """

    name: str
    read: Reader
    empty: str = ""
    refers_to: str = ""
    may_be_left_out: bool = False

    @property
    def may_be_empty(self) -> bool:
        return bool(self.empty)

    @property
    def nothing(self) -> Any:
        """The value of an empty cell, a fresh one each time."""
        value = _NOTHING[self.empty]
        return value.copy() if isinstance(value, list | dict) else value


@dataclass(frozen=True)
class CheckedRow:
    """A row whose every cell could be read; values are what JSON can hold."""

    line: int
    values: Values


def no_complaints(values: Values) -> Iterator[Complaint]:
    """A kind whose rows need no rule beyond their cells."""
    return iter(())


def no_common_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """A kind whose rows do not get in each other's way."""
    return iter(())


@dataclass(frozen=True)
class Origin:
    """Who imports, and when; nobody for an operator at the command line."""

    by: User | None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class FileShape:
    """What a file may say, and how it is checked.

    `stored(keys)` returns what is in the database under those keys, in the values of the same columns (some may be
    left out); `complaints` are rules within a row, `common_complaints` rules between rows and against the database,
    as (line, column, reason).
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stored: Callable[[set[Key]], dict[Key, Values]]
    complaints: Callable[[Values], Iterable[Complaint]] = no_complaints
    common_complaints: Callable[[Sequence[CheckedRow]], Iterable[tuple[int, str, str]]] = no_common_complaints
    is_for_upload: bool = False
    may_leave_out_optional: bool = False
    """Whether a file may do without the columns whose cells may be empty."""

    @property
    def optional_names(self) -> list[str]:
        """The columns that a file may do without."""
        return [
            column.name
            for column in self.columns
            if column.name in self.later_names or (self.may_leave_out_optional and column.may_be_empty)
        ]

    @property
    def later_names(self) -> frozenset[str]:
        """The columns that files of before they came do without, and so leave what is stored."""
        return frozenset(column.name for column in self.columns if column.may_be_left_out)

    @property
    def file_name(self) -> str:
        return f"{self.name}.csv"

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]

    def key_of(self, values: Values) -> Key:
        """Return what makes the row the same row next time."""
        return tuple(values[name] for name in self.key)


@dataclass(frozen=True, kw_only=True)
class FileKind(FileShape):
    """One kind of file whose rows are written as they stand: `add(rows, origin)` writes the new ones."""

    add: Callable[[Sequence[Values], Origin], None]
