"""What every registration page asks for, and the administrator's no."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from web.catalogue.models import Area
from web.catalogue.queries import all_areas
from web.core.forms import LONG_TEXT, BaseForm, Required
from web.organisations.models import Organisation
from web.organisations.services import mark

TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")
PHONE = Regexp(r"^[0-9+() ]{0,20}$", message=lazy_gettext("Write the number with digits and spaces."))


class OrganisationForm(BaseForm):
    """Where it is, how to reach it, and what it does; `texts` names the fields that are stored as they are typed.

    `seen` marks the name, kind and number that the page was opened with.
    """

    texts: tuple[str, ...]
    name: StringField
    kind: Any
    area = SelectField(lazy_gettext("District or village"), validators=[Required()])
    seen = HiddenField()
    phone = StringField(lazy_gettext("Phone"), validators=[PHONE])
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
    def filled_from(cls, organisation: Organisation) -> Any:
        """Return the form as its people have written it (also what still waits for a look), or as it was sent."""
        values = {name: getattr(organisation, name) for name in cls.texts}
        asked = organisation.asked_facts or organisation.facts
        values |= dict(zip(organisation.identity, asked, strict=True))
        values |= {"kind": values["kind"].value, "area": organisation.area.code, "seen": mark(organisation)}
        return cls(data=values)

    def facts(self) -> Any:
        """Return what was written; only for a form that is valid."""
        raise NotImplementedError

    @property
    def chosen_area(self) -> Area:
        """The area; only for a form that is valid."""
        return self._areas[self.area.data]


class RefusalForm(BaseForm):
    """A no needs a reason."""

    reason = TextAreaField(
        lazy_gettext("The reason, as they will read it"),
        validators=[Required(), Length(max=1_000, message=TOO_LONG)],
    )
