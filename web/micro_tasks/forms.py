"""What the volunteer reports, and what the association answers."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from web.core.forms import BaseForm, Required
from web.micro_tasks.labels import duration
from web.tasks.form_fields import CountField
from web.tasks.task_form import TOO_LONG

USUAL_MINUTES = (10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
LONGEST_NOTE = 500


class ReportForm(BaseForm):
    """How long it took, and a short note."""

    usual = SelectField(
        lazy_gettext("How long did it take?"), coerce=int, validators=[Required()], default=30
    )
    minutes = CountField(
        lazy_gettext("Or exactly, in minutes"),
        validators=[
            Optional(),
            NumberRange(1, 1_440, message=lazy_gettext("Write a number between 1 and 1440.")),
        ],
    )
    note = TextAreaField(
        lazy_gettext("A short note to the association"),
        validators=[Optional(), Length(max=LONGEST_NOTE, message=TOO_LONG)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual.choices = [SelectChoice(minutes, duration(minutes)) for minutes in USUAL_MINUTES]

    def spent_minutes(self) -> int:
        """Return how long it took."""
        return int(self.minutes.data or self.usual.data)


class ThanksForm(BaseForm):
    """A word of thanks, or a question."""

    words = TextAreaField(
        lazy_gettext("A word to the volunteer"),
        validators=[Optional(), Length(max=LONGEST_NOTE, message=TOO_LONG)],
    )
