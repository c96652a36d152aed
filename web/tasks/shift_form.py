"""One shift's day, time and places, and the reason for calling it off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, NumberRange

from web.core.clock import LOCAL_ZONE, local_date
from web.core.forms import SHORT_TEXT, BaseForm, Required
from web.tasks.drafts import ShiftTimes, times_on
from web.tasks.form_fields import ClockField, CountField, DayField
from web.tasks.models import Shift
from web.tasks.task_form import TOO_LONG, check_clock, check_near, check_order


class SeatsForm(BaseForm):
    """How many a shift takes; all there is to change about a micro-task's."""

    seats = CountField(
        lazy_gettext("How many people do you need?"),
        default=1,
        validators=[
            Required(),
            NumberRange(1, 500, message=lazy_gettext("Write a number between 1 and 500.")),
        ],
    )

    def times(self) -> ShiftTimes | None:
        """A micro-task has none."""
        return None

    def where(self) -> str | None:
        """A micro-task is where the task says."""
        return None


class ShiftForm(SeatsForm):
    """A dated shift."""

    day = DayField(lazy_gettext("Date"), validators=[Required()])
    from_time = ClockField(lazy_gettext("From"), validators=[Required()])
    to_time = ClockField(lazy_gettext("To"), validators=[Required()])
    place = StringField(
        lazy_gettext("Place this time"), validators=[Length(max=SHORT_TEXT, message=TOO_LONG)]
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the end follows the start in a year that can be meant."""
        return (
            super().validate(extra_validators)
            and check_order(self.from_time, self.to_time)
            and check_near(self.day, today=local_date(self.now))
            and check_clock(self.day, self.from_time, self.to_time)
        )

    def times(self) -> ShiftTimes | None:
        """Return the moments of the shift; only for a form that is valid."""
        return times_on(self.day.data, self.from_time.data, self.to_time.data)

    def where(self) -> str:
        """Return the place of this occasion."""
        return self.place.data or ""


class CallOffForm(BaseForm):
    """A word to those who signed up."""

    reason = TextAreaField(
        lazy_gettext("A word to those who signed up"),
        validators=[Length(max=1_000, message=lazy_gettext("Write at most 1,000 characters."))],
    )


def form_for(shift: Shift, *, now: datetime) -> SeatsForm:
    """Return the form that fits the shift, filled in as the shift is now."""
    if shift.starts_at is None or shift.ends_at is None:
        return SeatsForm(data={"seats": shift.seats})
    start, end = shift.starts_at.astimezone(LOCAL_ZONE), shift.ends_at.astimezone(LOCAL_ZONE)
    values = {"day": start.date(), "from_time": start.time(), "to_time": end.time()}
    values |= {"seats": shift.seats, "place": shift.where}
    return ShiftForm(now=now, data=values)
