"""People read from CSV files; errors name file, row and field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from matcher.cells import (
    Reader,
    parse_band,
    parse_clearances,
    parse_codes,
    parse_levels,
    parse_means,
    parse_number,
    parse_week,
    parse_whole,
    parse_yes,
)
from matcher.errors import InvalidFile, InvalidProblem
from matcher.languages import LANGUAGES
from matcher.mentoring.validate import validate_mentor, validate_request
from matcher.people import AgeBand, Mentor, Request
from matcher.tables import UTF_8, Row, rows_of
from matcher.travel import Means, Place
from matcher.week import Week

Someone = TypeVar("Someone", Mentor, Request)
PLACE_COLUMNS = tuple(field.name for field in fields(Place))

READER_OF_TYPE: Mapping[Any, Reader] = {
    str: str, int: parse_whole, float: parse_number, bool: parse_yes, Week: parse_week, AgeBand: parse_band,
    frozenset[Means]: parse_means, frozenset[str]: parse_codes, Mapping[str, int]: parse_levels,
    Mapping[str, date | None]: parse_clearances,
}  # fmt: skip
"""How a cell is read follows from what its field is; a field of a new type needs its line here."""
MAY_BE_EMPTY = ("week", "means", "languages")
"""Fields that must be there and may be empty: nothing is free, nothing is had, nothing is spoken."""


def read_mentors(
    path: Path, *, languages: AbstractSet[str] = LANGUAGES, encoding: str = UTF_8
) -> tuple[Mentor, ...]:
    """Mentors of a CSV file whose columns are the fields of `Mentor` and of `Place`."""
    return people_of(
        path, Mentor, lambda mentor: validate_mentor(mentor, languages=languages), encoding=encoding
    )


def read_requests(
    path: Path, *, languages: AbstractSet[str] = LANGUAGES, encoding: str = UTF_8
) -> tuple[Request, ...]:
    """Requests of a CSV file whose columns are the fields of `Request` and of `Place`."""
    return people_of(
        path, Request, lambda request: validate_request(request, languages=languages), encoding=encoding
    )


def people_of(
    path: Path, kind: type[Someone], validate: Callable[[Someone], None], *, encoding: str
) -> tuple[Someone, ...]:
    """Everybody of a file, each with facts that can be; nobody at all is an error."""
    readers, needed = readers_of(kind), needed_by(kind)
    found: dict[str, Someone] = {}
    row_of: dict[str, int] = {}
    for row in rows_of(path, known=readers, needed=needed, encoding=encoding):
        person = kind(**arguments_of(row, readers, needed))
        try:
            validate(person)
        except InvalidProblem as wrong:
            raise row.wrong(str(wrong), field=wrong.field) from wrong
        if person.id in found:
            raise row.wrong(f"the id {person.id!r} stands in row {row_of[person.id]} already", field="id")
        found[person.id], row_of[person.id] = person, row.number
    if not found:
        raise InvalidFile(f"there are no {kind.__name__.lower()}s", file=str(path))
    return tuple(found.values())


def readers_of(kind: type[Any]) -> Mapping[str, Reader]:
    """How each column is read: the fields of the kind, with those of the place instead of the place."""
    types = get_type_hints(kind)
    del types["place"]
    named = {**types, **get_type_hints(Place)}
    return {name: READER_OF_TYPE[without_none(annotated)] for name, annotated in named.items()}


def without_none(annotated: Any) -> Any:
    """`str` of `str | None`: a cell that is not empty has one."""
    parts = get_args(annotated)
    return next(part for part in parts if part is not NoneType) if NoneType in parts else annotated


def needed_by(kind: type[Any]) -> tuple[str, ...]:
    """Columns that must be there: fields without a default, with those of the place instead of the place."""
    needed = [
        column.name
        for column in (*fields(kind), *fields(Place))
        if column.default is MISSING and column.default_factory is MISSING
    ]
    return tuple(name for name in needed if name != "place")


def arguments_of(row: Row, readers: Mapping[str, Reader], needed: Sequence[str]) -> dict[str, Any]:
    """One row read; an empty cell means the default."""
    values = {column: row.read(column, readers[column]) for column in row.cells}
    for column in needed:
        if column not in values:
            if column not in MAY_BE_EMPTY:
                raise row.wrong("is empty", field=column)
            values[column] = readers[column]("")
    return {"place": Place(**{name: values.pop(name) for name in PLACE_COLUMNS if name in values}), **values}
