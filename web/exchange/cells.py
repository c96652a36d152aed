"""How one cell is read: a reader takes the cell and today's date and returns a value that JSON can hold."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext

from web.core.forms import LONG_TEXT, SHORT_TEXT
from web.exchange.dates import read_date, read_moment, read_time
from web.exchange.findings import CellError
from web.exchange.week_text import read_week, write_week

Reader = Callable[[str, date], Any]
CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
DECIMAL_NUMBER = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,8})?")
LANGUAGE_LEVEL = re.compile(r"([a-z]{2,3}):([123])")
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
FORMULA_MARKS = ("=", "@")


def clean_cell(cell: str) -> str:
    """Return the cell trimmed, in composed form, with plain line ends; refuse what cannot be stored or is a formula."""
    text = unicodedata.normalize("NFC", cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    if CONTROL_CHARACTER.search(text):
        raise CellError(gettext("There is a character here that we cannot store. Please write it again."))
    if text.startswith(FORMULA_MARKS):
        raise CellError(
            gettext("A cell may not begin with = or @: a spreadsheet would take it for a formula.")
        )
    return text


def text(*, longest: int = SHORT_TEXT) -> Reader:
    """A line or, with a larger `longest`, a paragraph of text."""

    def read(cell: str, today: date) -> str:
        if len(cell) > longest:
            raise CellError(gettext("The text is too long: at most %(number)s characters.", number=longest))
        return cell

    return read


def paragraph() -> Reader:
    """A longer text."""
    return text(longest=LONG_TEXT)


def code(cell: str, today: date) -> str:
    """A short key of lower-case letters, digits, dots, dashes and underscores."""
    if not CODE.fullmatch(cell):
        raise CellError(gettext("A code has only the letters a to z, digits, dots, dashes and underscores."))
    return cell


def email(cell: str, today: date) -> str:
    """An e-mail address, in lower case."""
    address = cell.lower()
    if len(address) > 254 or not EMAIL.fullmatch(address):
        raise CellError(gettext("This is not an e-mail address."))
    return address


def choice(values: type[enum.StrEnum] | tuple[str, ...]) -> Reader:
    """One of a fixed list of words."""
    allowed = tuple(str(value) for value in values)

    def read(cell: str, today: date) -> str:
        if cell.lower() not in allowed:
            raise CellError(gettext("Write one of: %(words)s.", words=", ".join(allowed)))
        return cell.lower()

    return read


def choices(values: type[enum.StrEnum] | tuple[str, ...]) -> Reader:
    """Some of a fixed list of words, with `;` between."""
    read_one = choice(values)

    def read(cell: str, today: date) -> list[str]:
        return sorted({read_one(part, today) for part in parts_of(cell)})

    return read


def yes_or_no(cell: str, today: date) -> bool:
    """`yes` or `no`."""
    return bool(choice(("yes", "no"))(cell, today) == "yes")


def whole_number(*, least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(cell: str, today: date) -> int:
        if not WHOLE_NUMBER.fullmatch(cell) or not least <= int(cell) <= most:
            raise CellError(
                gettext("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
            )
        return int(cell)

    return read


def decimal_number(*, least: float, most: float) -> Reader:
    """A number with decimals within bounds; comma or point."""

    def read(cell: str, today: date) -> float:
        if not DECIMAL_NUMBER.fullmatch(cell) or not least <= float(cell.replace(",", ".")) <= most:
            raise CellError(gettext("Write a number from %(least)s to %(most)s.", least=least, most=most))
        return float(cell.replace(",", "."))

    return read


def codes(cell: str, today: date) -> list[str]:
    """Codes with `;` between, in a fixed order, each once."""
    return sorted({code(part, today) for part in parts_of(cell)})


def language_levels(cell: str, today: date) -> dict[str, int]:
    """`da:3;ar:2` as {language: level}."""
    levels = {}
    for part in parts_of(cell):
        found = LANGUAGE_LEVEL.fullmatch(part.lower())
        if found is None:
            raise CellError(
                gettext("Write languages as da:3;ar:2, where 1 is a little, 2 well and 3 fluently.")
            )
        levels[found[1]] = int(found[2])
    return dict(sorted(levels.items()))


def day(cell: str, today: date) -> str:
    """A date, as ISO text."""
    return read_date(cell, today).isoformat()


def birthday(cell: str, today: date) -> str:
    """A date of birth, as ISO text: not in the future, not longer ago than anybody lives."""
    born_on = read_date(cell, today)
    if not 0 <= today.year - born_on.year <= 120 or born_on > today:
        raise CellError(gettext("This cannot be a date of birth."))
    return born_on.isoformat()


def moment(cell: str, today: date) -> str:
    """A moment, as ISO text in UTC."""
    return read_moment(cell, today).isoformat()


def time_of_day(cell: str, today: date) -> str:
    """A time of day, as `16:30:00`."""
    return read_time(cell).isoformat()


def week(cell: str, today: date) -> str:
    """A week of availability, as text in its plainest form."""
    return write_week(read_week(cell))


def parts_of(cell: str) -> list[str]:
    """Return the parts of a list, trimmed, without empty ones."""
    return [part.strip() for part in cell.split(";") if part.strip()]
