"""A date of birth in one box, as people say it: day, month, year; no calendar to leaf back sixty years in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from web.core import clock
from web.core.forms import clean_text

DAY_MONTH_YEAR = re.compile(
    r"([0-9]{1,2})[\s./-]+([0-9]{1,2})[\s./-]+([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})"
)
OLDEST = 110


class BirthDateField(Field):
    """Takes *17-05-1980*, *17.5.1980*, *17/5 1980* and *17051980*; `data` is a date or None."""

    widget = TextInput()
    data: date | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%d-%m-%Y}" if isinstance(self.data, date) else ""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        text = clean_text(valuelist[0]) if valuelist else ""
        self.data = None
        if not text:
            return
        self.data = parsed(text)
        if self.data is None or not 0 <= years_since(self.data) <= OLDEST:
            self.data = None
            raise ValidationError(gettext("Write the day, month and year, for example 17-05-1980."))


def parsed(text: str) -> date | None:
    """Return the date that the text says, if it says one."""
    found = DAY_MONTH_YEAR.fullmatch(text)
    if found is None:
        return None
    day, month, year = (int(number) for number in found.groups() if number is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def years_since(born_on: date) -> int:
    """Return a person's age today, in whole years."""
    today = clock.local_date(clock.now())
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
