"""How the cells are read that only files of events have: moments by the Danish clock, and what shifts ask for."""

from __future__ import annotations

import re
from datetime import UTC, date

from flask_babel import gettext
from wtforms import ValidationError

from web.core.clock import at_local_time
from web.exchange.cells import parts_of
from web.exchange.dates import read_date, read_time
from web.exchange.findings import CellError
from web.tasks.form_fields import ensure_on_the_clock

DANISH_DAY = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
QUALIFICATION = re.compile(r"(language:[a-z]{2,3}|[a-z0-9][a-z0-9_.-]{0,79})")
HEADS = re.compile(r"[1-9][0-9]{0,2}")


def shift_moment(cell: str, today: date) -> str:
    """A moment by the Danish clock, as ISO text in UTC; also as Danish spreadsheets write it: 31-05-2026 16.30."""
    day_text, _, time_text = " ".join(cell.split()).partition(" ")
    if not time_text:
        raise CellError(gettext("Write a date and a time, such as 2026-05-31 16:30 or +3d 16:30."))
    if found := DANISH_DAY.fullmatch(day_text):
        day_text = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    time_text = time_text.replace(".", ":")
    day, clock_time = read_date(day_text, today), read_time(time_text.rjust(5, "0"))
    try:
        ensure_on_the_clock(day, clock_time)
    except ValidationError as error:
        raise CellError(str(error)) from error
    return at_local_time(day, clock_time.hour, clock_time.minute).astimezone(UTC).isoformat()


def qualifications(cell: str, today: date) -> list[str]:
    """Codes of skills, and languages as `language:ar`, with `;` between."""
    return sorted({qualification(part.lower()) for part in parts_of(cell)})


def qualification(part: str) -> str:
    """One code of a skill or language."""
    if not QUALIFICATION.fullmatch(part):
        raise CellError(gettext("Write skills by their code, and a language as language:ar."))
    return part


def heads_by_qualification(cell: str, today: date) -> dict[str, int]:
    """`first_aid:1;language:ar:2` as {qualification: how many people at least}."""
    needs = {}
    for part in parts_of(cell):
        code, _, heads = part.lower().rpartition(":")
        if not HEADS.fullmatch(heads.strip()):
            raise CellError(gettext("Write how many must know what as first_aid:1;language:ar:2."))
        needs[qualification(code.strip())] = int(heads)
    return dict(sorted(needs.items()))
