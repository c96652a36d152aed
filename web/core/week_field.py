"""The form field for a weekly availability: parts of days as big ticks, refinable to half hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, ValidationError

from web.core.week import DAYS, SLOT_MINUTES, SLOTS_PER_DAY, Week
from web.core.week_words import day_text, stretch_text, time_of_day, weekday_name


@dataclass(frozen=True)
class DayPart:
    """A named part of every day, in half hours since midnight: `start` included, `end` not."""

    code: str
    label: Any
    start: int
    end: int

    @property
    def slots(self) -> range:
        return range(self.start, self.end)

    @property
    def hours(self) -> str:
        """The part's hours, short: *8–12*."""
        return f"{self.start * SLOT_MINUTES // 60}–{self.end * SLOT_MINUTES // 60}"


PARTS = (
    DayPart("morning", lazy_gettext("Morning"), 16, 24),
    DayPart("afternoon", lazy_gettext("Afternoon"), 24, 34),
    DayPart("evening", lazy_gettext("Evening"), 34, 44),
)
PART_OF_CODE = {part.code: part for part in PARTS}
SHOWN_FROM = 12


@dataclass(frozen=True)
class Tick:
    """One checkbox of the grid; `part` is the part of the day it is or belongs to."""

    value: str
    label: str
    text: str
    is_ticked: bool
    part: str = ""


@dataclass(frozen=True)
class DayRow:
    """One day of the grid."""

    weekday: int
    name: str
    short_name: str
    chosen: str
    parts: tuple[Tick, ...]
    half_hours: tuple[Tick, ...]


class WeekField(Field):
    """A `Week`; drawn by the macro `week_grid` of `components/week_grid.html`.

    What is sent are values like `0-morning` and `0-19` (Monday 9:30): their union counts.
    """

    def process_data(self, value: Week | None) -> None:
        self.data: Week = value or Week()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        try:
            self.data = Week.from_slots(slot for value in valuelist for slot in slots_of(value))
        except (KeyError, ValueError) as error:
            self.data = Week()
            raise ValidationError(
                gettext("We could not read the times. Please choose them again.")
            ) from error

    def day_parts(self) -> Sequence[DayPart]:
        """Return the columns of the grid."""
        return PARTS

    def day_rows(self) -> Iterator[DayRow]:
        """Yield the seven days with their ticks."""
        for weekday in range(DAYS):
            yield DayRow(
                weekday=weekday,
                name=weekday_name(weekday),
                short_name=weekday_name(weekday, is_short=True),
                chosen=day_text(self.data, weekday),
                parts=tuple(self._part_tick(weekday, part) for part in PARTS),
                half_hours=tuple(self._half_hour_ticks(weekday)),
            )

    def _part_tick(self, weekday: int, part: DayPart) -> Tick:
        return Tick(
            value=f"{weekday}-{part.code}",
            label=f"{weekday_name(weekday)} {str(part.label).lower()}, {part.hours}",
            text=part.hours,
            is_ticked=covers(self.data, weekday, part),
            part=part.code,
        )

    def _half_hour_ticks(self, weekday: int) -> Iterator[Tick]:
        """Yield the half hours from six to midnight, and those of the night that are chosen already.

        Half hours of a part that is ticked as a whole are left empty: without JavaScript, taking the tick off
        the part and choosing half hours instead is then all there is to do.
        """
        for slot in range(SLOTS_PER_DAY):
            is_chosen = self.data.has(weekday, slot)
            if slot < SHOWN_FROM and not is_chosen:
                continue
            part = part_of(slot)
            is_in_whole_part = part is not None and covers(self.data, weekday, part)
            start = slot * SLOT_MINUTES
            yield Tick(
                value=f"{weekday}-{slot}",
                label=f"{weekday_name(weekday)} {stretch_text(start, start + SLOT_MINUTES)}",
                text=time_of_day(start),
                is_ticked=is_chosen and not is_in_whole_part,
                part="" if part is None else part.code,
            )


def slots_of(value: str) -> Iterator[tuple[int, int]]:
    """Yield the (weekday, half hour) pairs that one sent value means.

    Raises KeyError or ValueError for a value that no grid of ours sends.
    """
    day, _, rest = value.partition("-")
    if not (value.isascii() and day.isdigit()):
        raise ValueError(value)
    if rest.isdigit():
        yield int(day), int(rest)
    else:
        yield from ((int(day), slot) for slot in PART_OF_CODE[rest].slots)


def part_of(slot: int) -> DayPart | None:
    """Return the part of the day that the half hour belongs to, if any."""
    return next((part for part in PARTS if slot in part.slots), None)


def covers(week: Week, weekday: int, part: DayPart) -> bool:
    """Tell whether the whole part of that day is in the week."""
    return all(week.has(weekday, slot) for slot in part.slots)
