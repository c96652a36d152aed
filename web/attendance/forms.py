"""How long somebody was there, and the words of thanks."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length, NumberRange

from web.attendance.models import MOST_MINUTES
from web.core.forms import BaseForm, Required
from web.tasks.form_fields import CountField

LONGEST_WORDS = 1_000


class MinutesForm(BaseForm):
    """Came, but not for the whole shift, or longer."""

    minutes = CountField(
        lazy_gettext("How many minutes?"),
        validators=[
            Required(),
            NumberRange(1, MOST_MINUTES, message=lazy_gettext("Write between 1 minute and 24 hours.")),
        ],
    )


class ThanksForm(BaseForm):
    """Words that stand ready, to be sent as they are or made one's own."""

    words = TextAreaField(
        lazy_gettext("Your words"),
        validators=[
            Required(),
            Length(max=LONGEST_WORDS, message=lazy_gettext("Write at most 1,000 characters.")),
        ],
    )

    @classmethod
    def prepared(cls) -> ThanksForm:
        """Return the form with words that fit anybody."""
        words = gettext("Thank you for coming! You made a difference, and we hope to see you again.")
        return cls(data={"words": words})
