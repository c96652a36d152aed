"""People read from CSV files and pairs written to one; errors name file, row and field."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from matcher.errors import InvalidFile
from matcher.people import AgeBand, Mentor, Request
from matcher.result import Pair
from matcher.travel import Means, Place
from matcher.week import Week

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"(\w{3}) (\d{1,2}):(00|30)-(\d{1,2}):(00|30)")
PLACE_FIELDS = ("latitude", "longitude", "area", "has_evening_bus")
Reader = Callable[[str], Any]


def parse_week(text: str) -> Week:
    """`mon 16:00-18:00; wed 14:30-17:00`."""
    ranges = []
    for part in parts_of(text):
        match = HOURS.fullmatch(part)
        if match is None or match[1] not in WEEKDAYS:
            raise ValueError(f"{part!r} is not like 'mon 16:00-18:30'")
        start, end = int(match[2]) + int(match[3]) / 60, int(match[4]) + int(match[5]) / 60
        ranges.append((WEEKDAYS.index(match[1]), start, end))
    return Week.from_hours(ranges)


def parts_of(text: str) -> list[str]:
    """Parts between semicolons, without empty ones."""
    return [part.strip() for part in text.split(";") if part.strip()]


def parse_codes(text: str) -> frozenset[str]:
    """`music; football`."""
    return frozenset(parts_of(text))


def parse_means(text: str) -> frozenset[Means]:
    """`walk; bus`."""
    return frozenset(Means(part) for part in parts_of(text))


def parse_levels(text: str) -> dict[str, int]:
    """`da:3; ar:1`."""
    pairs = [part.partition(":") for part in parts_of(text)]
    return {code.strip(): int(level) for code, _, level in pairs}


def parse_band(text: str) -> AgeBand:
    """`15-25`."""
    youngest, _, oldest = text.partition("-")
    return AgeBand(youngest=int(youngest), oldest=int(oldest))


def parse_clearances(text: str) -> dict[str, date | None]:
    """`boerneattest:2027-01-31; interview` (no date: never lapses)."""
    pairs = [part.partition(":") for part in parts_of(text)]
    return {kind.strip(): date.fromisoformat(until.strip()) if until else None for kind, _, until in pairs}


def parse_yes(text: str) -> bool:
    """`yes` or `no`."""
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


READERS: Mapping[str, Reader] = {
    "week": parse_week, "small_job_hours": parse_week, "means": parse_means, "languages": parse_levels,
    "required_languages": parse_levels, "accepts_ages": parse_band, "mentor_ages": parse_band,
    "clearances": parse_clearances, "latitude": float, "longitude": float, "has_evening_bus": parse_yes,
    **dict.fromkeys(
        ("age", "max_travel_minutes", "capacity", "used_capacity", "minimum", "place_price", "urgency", "waiting_days", "demand"), int
    ),
    **dict.fromkeys(
        (
            "pending_clearances", "experience", "interests", "skills", "goals", "schools", "required_experience",
            "helpful_experience", "mentor_kinds", "blocked_mentors", "failed_mentors", "mentors_without_room",
            "continuity_mentors",
        ),
        parse_codes,
    ),
}  # fmt: skip


def read_mentors(path: Path) -> tuple[Mentor, ...]:
    """Mentors of a CSV file whose columns are the fields of `Mentor` and of `Place`."""
    return tuple(Mentor(**row) for row in rows_of(path, Mentor))


def read_requests(path: Path) -> tuple[Request, ...]:
    """Requests of a CSV file whose columns are the fields of `Request` and of `Place`."""
    return tuple(Request(**row) for row in rows_of(path, Request))


def rows_of(path: Path, kind: type[Mentor] | type[Request]) -> Iterator[dict[str, Any]]:
    """Each row as the arguments of its dataclass; an empty cell means the default."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        refuse_columns(path, table.fieldnames or [], kind)
        for number, row in enumerate(table, start=2):
            if None in row or None in row.values():
                raise InvalidFile("more or fewer cells than columns", file=path.name, row=number, field="")
            yield arguments_of(path, number, row, kind)


def refuse_columns(path: Path, columns: Any, kind: type[Mentor] | type[Request]) -> None:
    """Fail on a column nobody reads, and on one that must be there."""
    known = {field.name for field in fields(kind)} - {"place"} | set(PLACE_FIELDS)
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING} - {
        "place"
    }
    for column in columns:
        if column not in known:
            raise InvalidFile("unknown column", file=path.name, row=1, field=column)
    for column in sorted(needed | {"latitude", "longitude"}):
        if column not in columns:
            raise InvalidFile("column is missing", file=path.name, row=1, field=column)


def arguments_of(path: Path, number: int, row: Mapping[str, str], kind: type[Any]) -> dict[str, Any]:
    """One row read; place fields together."""
    values = {}
    for field, text in row.items():
        if not text.strip():
            continue
        try:
            values[field] = READERS.get(field, str)(text.strip())
        except ValueError as wrong:
            raise InvalidFile(str(wrong), file=path.name, row=number, field=field) from wrong
    for field in ("latitude", "longitude"):
        if field not in values:
            raise InvalidFile("is empty", file=path.name, row=number, field=field)
    place = Place(**{field: values.pop(field) for field in PLACE_FIELDS if field in values})
    for needed in fields(kind):
        has_default = needed.default is not MISSING or needed.default_factory is not MISSING
        if needed.name not in values and needed.name != "place" and not has_default:
            if needed.name in ("week", "means", "languages"):
                values[needed.name] = READERS[needed.name]("")
            else:
                raise InvalidFile("is empty", file=path.name, row=number, field=needed.name)
    return {"place": place, **values}


def write_pairs(path: Path, pairs: tuple[Pair, ...]) -> None:
    """Pairs with their points, one criterion per column."""
    criteria = [contribution.criterion for contribution in pairs[0].contributions] if pairs else []
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["request_id", "mentor_id", "score", *criteria])
        for pair in pairs:
            points = [contribution.points for contribution in pair.contributions]
            table.writerow([pair.request_id, pair.mentor_id, pair.score, *points])
