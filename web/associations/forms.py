"""The page on which an association says who it is, and the administrator's no."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Email, Length, Regexp

from web.associations.labels import KINDS
from web.associations.models import Association, AssociationKind
from web.associations.registration import Registration
from web.catalogue.queries import all_areas
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, Required

TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")
WEB_ADDRESS = r"^(https?://[^\s/<>\"']+\.[^\s<>\"']+)?$"


def with_scheme(address: str | None) -> str:
    """Return a web address as a browser wants it: people rarely type the *https* in front."""
    if not address:
        return ""
    return address if "://" in address else f"https://{address}"


class AssociationForm(BaseForm):
    """One page, and nothing that the public page does not show."""

    name = StringField(
        lazy_gettext("Name of the association"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
    )
    kind = RadioField(
        lazy_gettext("What kind of organisation is it?"),
        choices=[SelectChoice(kind.value, name) for kind, name in KINDS.items()],
        default=AssociationKind.ASSOCIATION.value,
    )
    about = TextAreaField(
        lazy_gettext("What do you do?"), validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)]
    )
    area = SelectField(lazy_gettext("District or village"), validators=[Required()])
    email = StringField(
        lazy_gettext("E-mail that volunteers can write to"),
        validators=[
            Required(),
            Length(max=SHORT_TEXT, message=TOO_LONG),
            Email(message=lazy_gettext("Write an e-mail address such as name@example.dk.")),
        ],
    )
    phone = StringField(
        lazy_gettext("Phone"),
        validators=[
            Regexp(r"^[0-9+() ]{0,20}$", message=lazy_gettext("Write the number with digits and spaces."))
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in all_areas()}
        self.area.choices = [
            SelectChoice("", gettext("Choose")),
            *(SelectChoice(area.code, area.label) for area in self._areas.values()),
        ]
        self.area.data = self.area.data or ""

    @classmethod
    def filled_from(cls, association: Association) -> AssociationForm:
        """Return the form as the association is now, or as it was sent."""
        names = ("name", "about", "email", "phone", "website")
        values = {name: getattr(association, name) for name in names}
        return cls(data=values | {"kind": association.kind.value, "area": association.area.code})

    def registration(self) -> Registration:
        """Return what was written; only for a form that is valid."""
        return Registration(
            name=self.name.data,
            kind=AssociationKind(self.kind.data),
            area=self._areas[self.area.data],
            email=self.email.data,
            phone=self.phone.data or "",
            website=self.website.data or "",
            about=self.about.data,
        )


class RefusalForm(BaseForm):
    """A no needs a reason."""

    reason = TextAreaField(
        lazy_gettext("The reason, as the association will read it"),
        validators=[Required(), Length(max=1_000, message=TOO_LONG)],
    )
