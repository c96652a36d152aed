"""The page on which an employer says who it is, and the one on which it asks a colleague to speak for it too."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, RadioField, SelectChoice, StringField, ValidationError
from wtforms.validators import Email, Length

from web.core.forms import SHORT_TEXT, BaseForm, Required
from web.employers.cvr import cleaned, is_cvr
from web.employers.labels import KINDS
from web.employers.models import EmployerKind
from web.employers.registration import EmployerFacts
from web.organisations.forms import PHONE, TOO_LONG, OrganisationForm


def ensure_cvr(form: Any, field: Field) -> None:
    """Refuse what cannot be a CVR number."""
    if not is_cvr(field.data or ""):
        raise ValidationError(
            gettext("This is not a CVR number. It has eight digits; you find it at virk.dk.")
        )


class EmployerForm(OrganisationForm):
    """One short page."""

    texts = ("name", "cvr", "address", "phone", "about")

    name = StringField(
        lazy_gettext("Name of the workplace"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
    )
    kind = RadioField(
        lazy_gettext("What kind of workplace is it?"),
        choices=[SelectChoice(kind.value, name) for kind, name in KINDS.items()],
        default=EmployerKind.COMPANY.value,
    )
    cvr = StringField(
        lazy_gettext("CVR number"),
        filters=[cleaned],
        validators=[Required(), Length(max=20, message=TOO_LONG), ensure_cvr],
    )
    address = StringField(
        lazy_gettext("Address"), validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    phone = StringField(lazy_gettext("Phone"), validators=[Required(), PHONE])

    def facts(self) -> EmployerFacts:
        """Return what was written; only for a form that is valid."""
        return EmployerFacts(
            name=self.name.data or "",
            kind=EmployerKind(self.kind.data),
            cvr=self.cvr.data or "",
            area=self.chosen_area,
            address=self.address.data or "",
            phone=self.phone.data or "",
            about=self.about.data or "",
        )


class ContactForm(BaseForm):
    """Which colleague to ask."""

    email = StringField(
        lazy_gettext("Your colleague's e-mail"),
        validators=[
            Required(),
            Length(max=SHORT_TEXT, message=TOO_LONG),
            Email(message=lazy_gettext("Write an e-mail address such as name@example.dk.")),
        ],
    )
