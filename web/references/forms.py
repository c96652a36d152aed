"""Naming a referee, and the referee's answer."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    EmailField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional, Regexp

from web.accounts.forms import TOO_LONG
from web.core.forms import SHORT_TEXT, BaseForm, Required
from web.references.labels import KNOWN_FOR, RECOMMENDATIONS, RELATIONS
from web.references.models import KnownFor, Recommendation, Relation
from web.references.services import Answer, Referee

ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
LONGEST_ADDRESS = 254
LONGEST_WORDS = 1_500


class RefereeForm(BaseForm):
    """Somebody who knows the applicant."""

    name = StringField(
        lazy_gettext("Name"), validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    email = EmailField(
        lazy_gettext("E-mail"),
        validators=[
            Required(),
            Length(max=LONGEST_ADDRESS, message=TOO_LONG),
            Regexp(ADDRESS, message=lazy_gettext("Write an e-mail address such as name@example.dk.")),
        ],
    )
    relation = SelectField(lazy_gettext("How do you know each other?"), validators=[Required()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relation.choices = [(relation.value, name) for relation, name in RELATIONS.items()]

    def validate_name(self, field: Field) -> None:
        """A name is one line."""
        if "\n" in (field.data or ""):
            raise ValidationError(gettext("A name is one line."))

    def referee(self) -> Referee:
        """Return who was named."""
        return Referee(self.name.data or "", self.email.data or "", Relation(self.relation.data))


class AnswerForm(BaseForm):
    """Three questions and a place for words."""

    known_for = RadioField(lazy_gettext("For how long?"), validators=[Required(lazy_gettext("Choose one."))])
    recommends = RadioField(
        lazy_gettext("Would you recommend this person as a mentor for a young person?"),
        validators=[Required(lazy_gettext("Choose one."))],
    )
    words = TextAreaField(
        lazy_gettext("What are they good at, and what should we know?"),
        validators=[Optional(), Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )
    phone = TelField(
        lazy_gettext("Your phone, if we may call you"),
        validators=[
            Optional(),
            Regexp(r"^[0-9 +()-]{8,20}$", message=lazy_gettext("Write a phone number.")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_for.choices = [(known.value, name) for known, name in KNOWN_FOR.items()]
        self.recommends.choices = [(value.value, name) for value, name in RECOMMENDATIONS.items()]

    def answer(self) -> Answer:
        """Return what was told."""
        return Answer(
            KnownFor(self.known_for.data),
            Recommendation(self.recommends.data),
            self.words.data or "",
            self.phone.data or "",
        )


class DeclineForm(BaseForm):
    """A button."""
