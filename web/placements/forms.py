"""The short forms around a placement: yes, no, a trial day, how it was, the end, and the hours of a week."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, IntegerField, RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import InputRequired

from web.core.clock import at_local_time
from web.core.forms import BaseForm, Required
from web.placements.hours import MOST_MINUTES, QUARTER
from web.placements.labels import END_REASONS, NO_REASONS_OF_CASEWORKER, NO_REASONS_OF_EMPLOYER, OUTCOMES
from web.tasks.form_fields import ClockField, DayField

CHOOSE_ONE = lazy_gettext("Choose one of them.")
LAST_YEAR = 2100


class YesForm(BaseForm):
    """A yes has no fields, and is taken once."""


class YesToTermsForm(YesForm):
    """The young person's yes, to the terms that the page showed; none at all is no yes to anything."""

    terms = IntegerField(validators=[InputRequired()], default=0)


class EmployerNoForm(BaseForm):
    """The workplace's no."""

    reason = RadioField(
        lazy_gettext("Why not?"),
        choices=[SelectChoice(code, words) for code, words in NO_REASONS_OF_EMPLOYER.items()],
        validators=[InputRequired(CHOOSE_ONE)],
    )


class CaseworkerNoForm(BaseForm):
    """The caseworker's no."""

    reason = RadioField(
        lazy_gettext("Why not?"),
        choices=[SelectChoice(code, words) for code, words in NO_REASONS_OF_CASEWORKER.items()],
        validators=[InputRequired(CHOOSE_ONE)],
    )


class TrialDayForm(BaseForm):
    """A day, from and to."""

    day = DayField(lazy_gettext("Date"), validators=[Required()])
    from_time = ClockField(lazy_gettext("From"), validators=[Required()], default=time(15))
    to_time = ClockField(lazy_gettext("To"), validators=[Required()], default=time(17))
    is_school_free = BooleanField(lazy_gettext("It is a day without school"))

    def validate_day(self, field: Field) -> None:
        """Refuse a mistyped year."""
        if field.data is not None and field.data.year > LAST_YEAR:
            raise ValidationError(gettext("That is a long time away. Check the year."))

    def times(self) -> tuple[datetime, datetime]:
        """Return the two moments; only for a form that is valid."""
        return moment(self.day.data, self.from_time.data), moment(self.day.data, self.to_time.data)


class OutcomeForm(BaseForm):
    """How a trial day was."""

    outcome = RadioField(
        lazy_gettext("How was the trial day?"),
        choices=[SelectChoice(one.value, words) for one, words in OUTCOMES.items()],
        validators=[InputRequired(CHOOSE_ONE)],
    )


class EndForm(BaseForm):
    """Why it ends."""

    reason = RadioField(
        lazy_gettext("Why does it end?"),
        choices=[SelectChoice(one.value, words) for one, words in END_REASONS.items()],
        validators=[InputRequired(CHOOSE_ONE)],
    )


class HoursForm(BaseForm):
    """The hours of one week, as people write them: 4, 4,5 or 4.25."""

    monday = StringField(validators=[Required()])
    hours = StringField(lazy_gettext("Hours"), validators=[Required()])

    def validate_monday(self, field: Field) -> None:
        """Refuse what is no date."""
        try:
            date.fromisoformat(field.data or "")
        except ValueError as error:
            raise ValidationError(gettext("No hours can be noted for that week.")) from error

    def validate_hours(self, field: Field) -> None:
        """Refuse what is no number of quarters of an hour."""
        if minutes_in(field.data) is None:
            raise ValidationError(gettext("Write the hours in quarters, for example 4 or 4.25."))

    @property
    def week(self) -> date:
        """The Monday; only for a form that is valid."""
        return date.fromisoformat(self.monday.data or "")

    @property
    def minutes(self) -> int:
        """The minutes; only for a form that is valid."""
        return minutes_in(self.hours.data) or 0


def minutes_in(typed: Any) -> int | None:
    """Return the minutes that were typed as hours; None where it is no number of quarters within a week's work."""
    text = str(typed or "").replace(",", ".").strip()
    whole, _, part = text.partition(".")
    if not (
        whole.isascii()
        and whole.isdigit()
        and len(whole) <= 2
        and part in {"", "0", "00", "25", "5", "50", "75"}
    ):
        return None
    minutes = int(whole) * 60 + {"": 0, "0": 0, "00": 0, "25": 15, "5": 30, "50": 30, "75": 45}[part]
    return minutes if minutes <= MOST_MINUTES and minutes % QUARTER == 0 else None


def moment(day: date, at: time) -> datetime:
    """Return the moment of a Danish wall-clock time."""
    return at_local_time(day, at.hour, at.minute)
