"""New terms for a weekly task from one occasion on, and the days on which an association is closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Length, NumberRange

from web.core.clock import LOCAL_ZONE, local_date
from web.core.forms import SHORT_TEXT, BaseForm, Required
from web.tasks.form_fields import ClockField, CountField, DayField
from web.tasks.from_now_on import NewTerms
from web.tasks.models import Shift
from web.tasks.task_form import TOO_LONG, check_near, check_order, refuse

KEEP, ASK = "keep", "ask"


class TermsForm(BaseForm):
    """Time, place and number of people, and what becomes of those who have signed up where the time moves."""

    from_time = ClockField(lazy_gettext("From"), validators=[Required()])
    to_time = ClockField(lazy_gettext("To"), validators=[Required()])
    place = StringField(
        lazy_gettext("Place or address"), validators=[Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    seats = CountField(
        lazy_gettext("How many people do you need each time?"),
        validators=[
            Required(),
            NumberRange(1, 500, message=lazy_gettext("Write a number between 1 and 500.")),
        ],
    )
    signed_up = RadioField(
        lazy_gettext("Those who have signed up, if the time moves"),
        choices=[
            SelectChoice(KEEP, lazy_gettext("keep their places, and are told of the new time")),
            SelectChoice(ASK, lazy_gettext("are asked whether the new time suits them")),
        ],
        default=ASK,
    )

    @classmethod
    def of(cls, shift: Shift) -> TermsForm:
        """Return the form filled in as the occasion is now."""
        if shift.starts_at is None or shift.ends_at is None:
            raise ValueError(f"shift {shift.id} has no time")
        start, end = shift.starts_at.astimezone(LOCAL_ZONE), shift.ends_at.astimezone(LOCAL_ZONE)
        values = {"from_time": start.time(), "to_time": end.time()}
        return cls(data=values | {"place": shift.where, "seats": shift.seats})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the end follows the start."""
        return super().validate(extra_validators) and check_order(self.from_time, self.to_time)

    def terms(self) -> NewTerms:
        """Return what was written; only for a form that is valid."""
        return NewTerms(self.from_time.data, self.to_time.data, self.place.data or "", self.seats.data)


class ClosedDaysForm(BaseForm):
    """From one day to another, and why."""

    first_on = DayField(lazy_gettext("First date"), validators=[Required()])
    last_on = DayField(lazy_gettext("Last date"), validators=[Required()])
    reason = StringField(
        lazy_gettext("Why? Those who have signed up can read it."),
        validators=[Length(max=SHORT_TEXT, message=TOO_LONG)],
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today: date = local_date(now)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the days are to come and in order."""
        if not super().validate(extra_validators) or not check_near(self.last_on, today=self.today):
            return False
        if self.last_on.data < self.first_on.data:
            return refuse(self.last_on, str(lazy_gettext("The last date must not be before the first.")))
        if self.last_on.data < self.today:
            return refuse(
                self.last_on, str(lazy_gettext("That time is over. Choose one that is still to come."))
            )
        return True
