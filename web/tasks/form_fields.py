"""Days, times and numbers as people type them, with our own words when they cannot be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from flask_babel import gettext
from wtforms import DateField, IntegerField, TimeField, ValidationError

from web.core.clock import LOCAL_ZONE

EARLIEST_NIGHT_START = time(17)


class DayField(DateField):
    """A date: as the browser's date picker sends it, or typed the Danish way."""

    def __init__(self, label: object = None, **options: object) -> None:
        super().__init__(label, format=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write the date as day-month-year, for example 24-12-2026.")) from error


class ClockField(TimeField):
    """A time of day, with a colon or the Danish full stop."""

    def __init__(self, label: object = None, **options: object) -> None:
        super().__init__(label, format=["%H:%M", "%H.%M", "%H:%M:%S"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write the time as hour and minutes, for example 16.30.")) from error


class CountField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Write a whole number.")) from error


def ensure_on_the_clock(day: date, moment: time) -> None:
    """Raise ValidationError for a time of day that the change of the clock skips, or has twice."""
    first = datetime.combine(day, moment, tzinfo=LOCAL_ZONE)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return
    if first.astimezone(UTC).astimezone(LOCAL_ZONE).time() != moment:
        raise ValidationError(
            gettext(
                "That night the clocks go forward, and this time does not exist. Choose one from 3:00 on."
            )
        )
    raise ValidationError(
        gettext(
            "That night the clocks go back, and this time comes twice. Choose one before 2:00 or from 3:00 on."
        )
    )


def ensure_end_follows(start: time, end: time) -> None:
    """Raise ValidationError unless the end follows the start, on the same day or, for an evening, by the next noon."""
    is_night = start >= EARLIEST_NIGHT_START and end < time(12)
    if end <= start and not is_night:
        raise ValidationError(gettext("The end must be later than the start."))
