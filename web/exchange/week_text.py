"""A week of availability as people write it in a file: `mon 16:00-20:00;wed 08:00-12:00`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask_babel import gettext

from web.core.week import DAYS, SLOT_MINUTES, SLOTS_PER_DAY, Week
from web.exchange.findings import CellError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STRETCH = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) +([0-9]{2}):(00|30) *- *([0-9]{2}):(00|30)")
MINUTES_OF_A_DAY = 24 * 60
WHOLE_DAY = (1 << SLOTS_PER_DAY) - 1


def read_week(cell: str) -> Week:
    """Return the week that the text means."""
    stretches = (part.strip().lower() for part in cell.split(";"))
    return Week.from_intervals(read_stretch(part) for part in stretches if part)


def read_stretch(part: str) -> tuple[int, int, int]:
    """Return (weekday, start minute, end minute) of `mon 16:00-20:00`."""
    found = STRETCH.fullmatch(part)
    if found is not None:
        start, end = int(found[2]) * 60 + int(found[3]), int(found[4]) * 60 + int(found[5])
        if start < end <= MINUTES_OF_A_DAY:
            return WEEKDAYS.index(found[1]), start, end
    raise CellError(
        gettext(
            "“%(part)s” is not a time of the week. Write mon 16:00-20:00, on half hours, with ; between several.",
            part=part[:40],
        )
    )


def write_week(week: Week) -> str:
    """Return the text that `read_week` reads back as this week."""
    return ";".join(
        f"{WEEKDAYS[weekday]} {clock_time(start)}-{clock_time(end)}"
        for weekday in range(DAYS)
        for start, end in stretches_of((week.mask >> weekday * SLOTS_PER_DAY) & WHOLE_DAY)
    )


def stretches_of(day: int) -> Iterator[tuple[int, int]]:
    """Yield (start minute, end minute) of the runs of set bits; a file of thousands of weeks needs this quick."""
    slot = 0
    while day:
        gap = (day & -day).bit_length() - 1
        run = (~(day >> gap) & (day >> gap) + 1).bit_length() - 1
        yield (slot + gap) * SLOT_MINUTES, (slot + gap + run) * SLOT_MINUTES
        slot += gap + run
        day >>= gap + run


def clock_time(minutes: int) -> str:
    """Return minutes after midnight as `16:30`; the end of the day is `24:00`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
