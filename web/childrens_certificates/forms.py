"""Choosing the association that orders, and recording what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, DateField, RadioField, SelectField
from wtforms.validators import Optional

from web.associations.models import Association
from web.core.forms import BaseForm, Required


class OrderForm(BaseForm):
    """The volunteer's consent, and to whom it is given."""

    association = SelectField(lazy_gettext("Which association orders it?"), coerce=int)
    has_consented = BooleanField(
        lazy_gettext("I say yes to this association ordering my children's certificate from the police"),
        validators=[Required(lazy_gettext("Tick here if you say yes to it."))],
    )

    def __init__(self, *args: Any, associations: Sequence[Association], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association.choices = [(one.id, one.name) for one in associations]


class ObtainedForm(BaseForm):
    """What the association records: only whether it has been obtained, and its date."""

    result = RadioField(
        lazy_gettext("What is the result?"), validators=[Required(lazy_gettext("Choose one."))]
    )
    issued_on = DateField(lazy_gettext("Date of the certificate"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = [
            ("obtained", gettext("We have obtained it, and it is in order")),
            ("not_obtained", gettext("We have not obtained one")),
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the date of what was obtained."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and self.result.data == "obtained" and self.issued_on.data is None:
            self.issued_on.errors = [gettext("Write the date that stands on it.")]
            return False
        return is_valid
