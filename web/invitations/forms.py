"""Inviting somebody, answering, and what an administrator decides about an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectChoice, SelectField
from wtforms.validators import Length, Optional

from web.accounts.forms import TOO_LONG, NameField, is_address, is_good_password
from web.accounts.models import STAFF_ROLES, RoleName, User
from web.catalogue.models import Area
from web.catalogue.queries import all_areas
from web.core.forms import BaseForm, CheckboxesField, Required
from web.invitations.labels import ROLE_EXPLANATIONS, ROLES
from web.invitations.services import InvitationFacts

NOBODY_YET = "nobody"


def role_choices() -> list[SelectChoice]:
    """Return the staff roles with what each does."""
    return [
        SelectChoice(
            role.value,
            gettext("%(role)s: %(what)s", role=str(ROLES[role]), what=str(ROLE_EXPLANATIONS[role])),
        )
        for role in STAFF_ROLES
    ]


class AreasForm(BaseForm):
    """The areas that somebody looks after."""

    areas = CheckboxesField(lazy_gettext("Areas of an area contact"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in all_areas()}
        self.areas.choices = [SelectChoice(code, area.name) for code, area in self._areas.items()]

    def chosen_areas(self) -> Sequence[Area]:
        """Return the areas that are ticked; only for a form that is valid."""
        return [self._areas[code] for code in self.areas.data]


class InvitationForm(AreasForm, NameField):
    """Whom to invite, and to what."""

    name = NameField.name
    email = EmailField(
        lazy_gettext("E-mail"),
        validators=[Required(), Length(max=254, message=TOO_LONG), is_address],
        render_kw={"autocomplete": "off"},
    )
    roles = CheckboxesField(lazy_gettext("What is this person to do?"), validators=[Required()])
    locale = SelectField(lazy_gettext("Language of the mail"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name.label.text = gettext("Name")
        self.name.render_kw = {"autocomplete": "off"}
        self.roles.choices = role_choices()
        self.locale.choices = [("da", "Dansk"), ("en", "English")]

    def facts(self) -> InvitationFacts:
        """Return what was written; only for a form that is valid."""
        return InvitationFacts(
            email=self.email.data,
            name=self.name.data,
            locale=self.locale.data,
            roles=frozenset(RoleName(value) for value in self.roles.data),
            areas=self.chosen_areas(),
        )


class AcceptForm(BaseForm):
    """Yes, with the account one is signed in to."""


class AcceptWithPasswordForm(NameField):
    """Yes, with a new account; the address is the invited one."""

    email = HiddenField(render_kw={"autocomplete": "username"})
    password = PasswordField(
        lazy_gettext("Choose a password"),
        validators=[Required(), is_good_password],
        render_kw={"autocomplete": "new-password"},
    )


class SuccessorForm(BaseForm):
    """Who takes over a caseload, where there is one."""

    successor = RadioField(lazy_gettext("Who takes over the caseload?"), validators=[Required()])

    def __init__(self, *args: Any, caseworkers: Sequence[User], may_wait: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._caseworkers = {str(one.id): one for one in caseworkers}
        choices = [SelectChoice(key, one.name) for key, one in self._caseworkers.items()]
        if may_wait:
            choices.append(SelectChoice(NOBODY_YET, gettext("Nobody yet. I hand it over later.")))
        self.successor.choices = choices

    def chosen(self) -> User | None:
        """Return who takes over; nobody where it is to be decided later. Only for a form that is valid."""
        return self._caseworkers.get(self.successor.data)


class ConfirmForm(BaseForm):
    """A step without a choice that wants a second look."""

    @staticmethod
    def chosen() -> None:
        """Nobody takes anything over."""
