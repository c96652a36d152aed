"""The page on which an association says who it is."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import Email, Length, Regexp

from web.associations.labels import KINDS
from web.associations.models import AssociationKind
from web.associations.registration import Registration
from web.core.forms import SHORT_TEXT, Required
from web.organisations.forms import TOO_LONG, OrganisationForm

WEB_ADDRESS = r"^(https?://[^\s/<>\"']+\.[^\s<>\"']+)?$"


def with_scheme(address: str | None) -> str:
    """Return a web address as a browser wants it: people rarely type the *https* in front."""
    if not address:
        return ""
    return address if "://" in address else f"https://{address}"


class AssociationForm(OrganisationForm):
    """One page, and nothing that the public page does not show."""

    texts = ("name", "about", "email", "phone", "website")

    name = StringField(
        lazy_gettext("Name of the association"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
    )
    kind = RadioField(
        lazy_gettext("What kind of organisation is it?"),
        choices=[SelectChoice(kind.value, name) for kind, name in KINDS.items()],
        default=AssociationKind.ASSOCIATION.value,
    )
    email = StringField(
        lazy_gettext("E-mail that volunteers can write to"),
        validators=[
            Required(),
            Length(max=SHORT_TEXT, message=TOO_LONG),
            Email(message=lazy_gettext("Write an e-mail address such as name@example.dk.")),
        ],
    )
    website = StringField(
        lazy_gettext("Website"),
        filters=[with_scheme],
        validators=[
            Length(max=200, message=TOO_LONG),
            Regexp(WEB_ADDRESS, message=lazy_gettext("Write a web address such as www.example.dk.")),
        ],
    )

    def facts(self) -> Registration:
        """Return what was written; only for a form that is valid."""
        return Registration(
            name=self.name.data,
            kind=AssociationKind(self.kind.data),
            area=self.chosen_area,
            email=self.email.data,
            phone=self.phone.data or "",
            website=self.website.data or "",
            about=self.about.data,
        )
