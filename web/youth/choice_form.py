"""The form in which a young person chooses what a mentor sees; also filled in together with the caseworker."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from web.core.forms import BaseForm, Required
from web.youth.choices import Choices
from web.youth.models import ContactChannel, ShownName, YoungPerson

CHOOSE_ONE = lazy_gettext("Choose one of them.")


class ChoicesForm(BaseForm):
    """A name, what is shown, and a way to be reached."""

    alias = StringField(lazy_gettext("Your alias"), validators=[Required(), Length(max=40)])
    shown_name = RadioField(
        lazy_gettext("What may a mentor call you?"), validators=[InputRequired(CHOOSE_ONE)], choices=[]
    )
    may_show_wishes = BooleanField(lazy_gettext("What you wrote yourself"))
    may_show_interests = BooleanField(lazy_gettext("What you like"))
    may_show_goals = BooleanField(lazy_gettext("What you would like help with"))
    may_show_languages = BooleanField(lazy_gettext("The languages you speak"))
    contact_channel = RadioField(
        lazy_gettext("How can your mentor reach you?"), validators=[InputRequired(CHOOSE_ONE)], choices=[]
    )

    def __init__(self, *args: Any, young_person: YoungPerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown_name.choices = name_choices(young_person)
        self.contact_channel.choices = channel_choices(young_person)

    def chosen(self) -> Choices:
        """Return what was chosen."""
        return Choices(
            alias=self.alias.data,
            shown_name=ShownName(self.shown_name.data),
            contact_channel=ContactChannel(self.contact_channel.data),
            may_show_wishes=self.may_show_wishes.data,
            may_show_interests=self.may_show_interests.data,
            may_show_goals=self.may_show_goals.data,
            may_show_languages=self.may_show_languages.data,
        )


def name_choices(young_person: YoungPerson) -> list[tuple[str, str]]:
    """Return the names to choose from; a protected person goes by the alias in any case."""
    if young_person.is_protected:
        return [(ShownName.ALIAS.value, gettext("Only your alias, because your name is protected"))]
    name = young_person.first_name
    return [
        (
            ShownName.ALIAS_FIRST.value,
            gettext("Your alias at first. %(name)s once you have both said yes", name=name),
        ),
        (ShownName.ALIAS.value, gettext("Only your alias, all the way")),
        (ShownName.FIRST_NAME.value, gettext("%(name)s from the start", name=name)),
    ]


def channel_choices(young_person: YoungPerson) -> list[tuple[str, str]]:
    """Return the ways to be reached that there are."""
    ways = [(ContactChannel.CASEWORKER.value, gettext("Through your caseworker"))]
    if young_person.phone:
        ways.append((ContactChannel.PHONE.value, gettext("On your phone")))
    if young_person.email:
        ways.append((ContactChannel.EMAIL.value, gettext("By e-mail")))
    return ways
