"""Opening a record, answering about it, and reviewing it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, Required
from web.disclosure.labels import REASONS
from web.disclosure.models import DisclosureReason

CHOOSE = lazy_gettext("Choose one of them.")
FEWEST_LETTERS = 15
YOUNG_PERSON, VOLUNTEER = "young_person", "volunteer"


class OpenForm(BaseForm):
    """Whose record, why, and that one knows what follows."""

    kind = RadioField(lazy_gettext("Whose record is it?"), validators=[InputRequired(CHOOSE)], choices=[])
    name = StringField(lazy_gettext("The whole name"), validators=[Required(), Length(max=2 * SHORT_TEXT)])
    born_on = DateField(lazy_gettext("Date of birth"), validators=[Required()])
    reason = RadioField(lazy_gettext("Why must you read it?"), validators=[InputRequired(CHOOSE)], choices=[])
    words = TextAreaField(lazy_gettext("In your own words"), validators=[Required(), Length(max=LONG_TEXT)])
    has_read = BooleanField(
        lazy_gettext("I know that this is logged and who is told"),
        validators=[InputRequired(lazy_gettext("Tick that you have read it."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            (YOUNG_PERSON, gettext("A young person's")),
            (VOLUNTEER, gettext("A volunteer's or mentor's")),
        ]
        self.reason.choices = [(reason.value, name) for reason, name in REASONS.items()]

    def validate_words(self, field: Any) -> None:
        """A reason in one word says nothing to those who read it later; but nobody in danger waits for a sentence."""
        is_urgent = self.reason.data == DisclosureReason.IN_DANGER.value
        if not is_urgent and len(field.data or "") < FEWEST_LETTERS:
            raise ValidationError(gettext("Write a sentence, so that others can understand it later."))


class CloseForm(BaseForm):
    """A single button."""


class AnswerForm(BaseForm):
    """The reader's answer."""

    words = TextAreaField(lazy_gettext("Your answer"), validators=[Required(), Length(max=LONG_TEXT)])


class ReviewForm(BaseForm):
    """What the data protection contact says about it."""

    decision = RadioField(lazy_gettext("What do you say?"), validators=[InputRequired(CHOOSE)], choices=[])
    words = TextAreaField(lazy_gettext("In your own words"), validators=[Length(max=LONG_TEXT)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [
            ("note", gettext("It is in order")),
            ("ask", gettext("I ask about it")),
            ("escalate", gettext("I take it further")),
        ]
