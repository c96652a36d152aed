"""The page on which an employer says who it is, and the administrator's no."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, RadioField, SelectChoice, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import Email, Length, Regexp

from web.catalogue.queries import all_areas
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, Required
from web.employers.cvr import cleaned, is_cvr
from web.employers.labels import KINDS
from web.employers.models import Employer, EmployerKind
from web.employers.registration import EmployerFacts

TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")


def ensure_cvr(form: Any, field: Field) -> None:
    """Refuse what cannot be a CVR number."""
    if not is_cvr(field.data or ""):
        raise ValidationError(
            gettext("This is not a CVR number. It has eight digits; you find it at virk.dk.")
        )


class EmployerForm(BaseForm):
    """One short page."""

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
    area = SelectField(lazy_gettext("District or village"), validators=[Required()])
    address = StringField(
        lazy_gettext("Address"), validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    phone = StringField(
        lazy_gettext("Phone"),
        validators=[
            Required(),
            Regexp(r"^[0-9+() ]{0,20}$", message=lazy_gettext("Write the number with digits and spaces.")),
        ],
    )
    about = TextAreaField(
        lazy_gettext("What do you do?"), validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)]
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
    def filled_from(cls, employer: Employer) -> EmployerForm:
        """Return the form as the employer is now, or as it was sent."""
        values = {name: getattr(employer, name) for name in ("name", "cvr", "address", "phone", "about")}
        return cls(data=values | {"kind": employer.kind.value, "area": employer.area.code})

    def facts(self) -> EmployerFacts:
        """Return what was written; only for a form that is valid."""
        return EmployerFacts(
            name=self.name.data or "",
            kind=EmployerKind(self.kind.data),
            cvr=self.cvr.data or "",
            area=self._areas[self.area.data],
            address=self.address.data or "",
            phone=self.phone.data or "",
            about=self.about.data or "",
        )


class RefusalForm(BaseForm):
    """A no needs a reason."""

    reason = TextAreaField(
        lazy_gettext("The reason, as the employer will read it"),
        validators=[Required(), Length(max=1_000, message=TOO_LONG)],
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
