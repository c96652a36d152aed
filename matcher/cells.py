"""Cells of a CSV file read: what each kind of value looks like, and what is said where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from matcher.people import AgeBand
from matcher.travel import MEANS, Means
from matcher.week import Week

Reader = Callable[[str], Any]
Value = TypeVar("Value")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = re.compile(r"(\w{3}) (\d{1,2}):(00|30)-(\d{1,2}):(00|30)")
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


def parts_of(text: str) -> list[str]:
    """Parts between semicolons, without empty ones."""
    return [part.strip() for part in text.split(";") if part.strip()]


def parse_whole(text: str) -> int:
    """`17`."""
    if not WHOLE_NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a whole number")
    return int(text)


def parse_number(text: str) -> float:
    """`56.46`, or `56,46` as it is written in Danish."""
    try:
        return float(text.replace(",", ".") if DECIMAL_COMMA.fullmatch(text) else text)
    except ValueError as wrong:
        raise ValueError(f"{text!r} is not a number like 56.46") from wrong


def parse_yes(text: str) -> bool:
    """`yes` or `no`."""
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def parse_week(text: str) -> Week:
    """`mon 16:00-18:00; wed 14:30-17:00`."""
    ranges = []
    for part in parts_of(text):
        match = HOURS.fullmatch(part)
        if match is None or match[1] not in WEEKDAYS:
            raise ValueError(f"{part!r} is not like 'mon 16:00-18:30'")
        start, end = int(match[2]) + int(match[3]) / 60, int(match[4]) + int(match[5]) / 60
        if not start < end <= 24:
            raise ValueError(f"{part!r} does not end after it starts, by 24:00")
        ranges.append((WEEKDAYS.index(match[1]), start, end))
    return Week.from_hours(ranges)


def parse_codes(text: str) -> frozenset[str]:
    """`music; football`."""
    return frozenset(parts_of(text))


def parse_means(text: str) -> frozenset[Means]:
    """`walk; bus`."""
    for part in parts_of(text):
        if part not in set(MEANS):
            raise ValueError(f"{part!r} is none of {', '.join(MEANS)}")
    return frozenset(Means(part) for part in parts_of(text))


def parse_levels(text: str) -> dict[str, int]:
    """`da:3; ar:1`."""
    return by_name(text, parse_level, like="da:3")


def parse_level(text: str) -> int:
    """What stands behind the colon; without it nothing is said of how well."""
    if not text:
        raise ValueError("no level")
    return parse_whole(text)


def parse_clearances(text: str) -> dict[str, date | None]:
    """`boerneattest:2027-01-31; interview` (no date: never lapses)."""
    return by_name(text, parse_last_day, like="boerneattest:2027-01-31")


def parse_last_day(text: str) -> date | None:
    """The last day something is valid; none where there is no end."""
    return date.fromisoformat(text) if text else None


def by_name(text: str, read: Callable[[str], Value], *, like: str) -> dict[str, Value]:
    """Parts like `name:value`, each name once."""
    found: dict[str, Value] = {}
    for part in parts_of(text):
        name, _, value = (piece.strip() for piece in part.partition(":"))
        if name in found:
            raise ValueError(f"{name!r} is named twice")
        try:
            found[name] = read(value)
        except ValueError as wrong:
            raise ValueError(f"{part!r} is not like {like!r}: {wrong}") from wrong
    return found


def parse_band(text: str) -> AgeBand:
    """`15-25`."""
    youngest, _, oldest = (piece.strip() for piece in text.partition("-"))
    try:
        return AgeBand(youngest=parse_whole(youngest), oldest=parse_whole(oldest))
    except ValueError as wrong:
        raise ValueError(f"{text!r} is not like '15-25'") from wrong
