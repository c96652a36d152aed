"""Laying a course, and the buttons of a place."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, IntegerField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, NumberRange, Optional

from web.accounts.forms import TOO_LONG
from web.core.clock import at_local_time
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, Required
from web.courses.services import CoursePlan

LAST_YEAR = 2100


class CourseForm(BaseForm):
    """A course of one or two evenings."""

    title = StringField(
        lazy_gettext("Title"), validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    place = StringField(
        lazy_gettext("Place"), validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    seats = IntegerField(
        lazy_gettext("How many seats?"),
        validators=[Required(), NumberRange(1, 200, message=lazy_gettext("Write 1 to 200 seats."))],
        default=12,
    )
    day = DateField(lazy_gettext("First evening"), validators=[Required()])
    from_time = TimeField(lazy_gettext("From"), validators=[Required()], default=time(17))
    to_time = TimeField(lazy_gettext("To"), validators=[Required()], default=time(20))
    second_day = DateField(lazy_gettext("Second evening"), validators=[Optional()])
    second_from_time = TimeField(lazy_gettext("From"), validators=[Optional()])
    second_to_time = TimeField(lazy_gettext("To"), validators=[Optional()])
    description = TextAreaField(
        lazy_gettext("What happens there?"), validators=[Optional(), Length(max=LONG_TEXT, message=TOO_LONG)]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """The second evening has a day and both times, or none of them; no year is far away."""
        is_valid = bool(super().validate(extra_validators))
        second = (self.second_day.data, self.second_from_time.data, self.second_to_time.data)
        if any(second) and not all(second):
            self.second_day.errors = [gettext("The second evening needs a day and both times.")]
            is_valid = False
        for field in (self.day, self.second_day):
            if field.data and field.data.year > LAST_YEAR:
                field.errors = [gettext("Write a day within the next years.")]
                is_valid = False
        return is_valid

    def plan(self) -> CoursePlan:
        """Return what was typed; the times are the clock on the wall in Denmark."""
        return CoursePlan(
            title=self.title.data or "",
            description=self.description.data or "",
            place=self.place.data or "",
            seats=self.seats.data,
            starts_at=moment(self.day.data, self.from_time.data),
            ends_at=moment(self.day.data, self.to_time.data),
            second_starts_at=moment_or_none(self.second_day.data, self.second_from_time.data),
            second_ends_at=moment_or_none(self.second_day.data, self.second_to_time.data),
        )


def moment(day: date, at: time) -> datetime:
    """Return the moment of a Danish wall-clock time."""
    return at_local_time(day, at.hour, at.minute)


def moment_or_none(day: date | None, at: time | None) -> datetime | None:
    """Return the moment, where there is one."""
    return None if day is None or at is None else moment(day, at)
