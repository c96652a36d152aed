"""The forms of the four steps, each of which yields one part of a volunteer's details."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectField,
    TelField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from web.accounts.forms import TOO_LONG, NameField, NewAccountFields
from web.catalogue.labels import name_of
from web.catalogue.language_field import LanguageLevelsField
from web.catalogue.models import AreaKind
from web.catalogue.queries import all_areas, all_interests, all_skills
from web.core import clock
from web.core.forms import LONG_TEXT, BaseForm, CheckboxesField, Required
from web.core.week_field import WeekField
from web.profiles.birth_date_field import BirthDateField, years_since
from web.profiles.details import Details, FreeTime, LikesAndSkills, Part, Reach, WhoYouAre, gender
from web.profiles.labels import GENDERS, MEANS
from web.profiles.models import Means

YOUNGEST = 15
PHONE = re.compile(r"\+?[0-9 ]{8,20}")
USUAL_MINUTES = (10, 15, 20, 30, 40, 45, 60, 75, 90, 120)
AREA_GROUPS = {
    AreaKind.DISTRICT: lazy_gettext("The town"),
    AreaKind.VILLAGE: lazy_gettext("Villages"),
    AreaKind.NEIGHBOUR: lazy_gettext("Neighbouring towns"),
}


def is_old_enough(form: Any, field: Field) -> None:
    """Refuse those who are too young to sign up by themselves."""
    if field.data and years_since(field.data) < YOUNGEST:
        raise ValidationError(
            gettext(
                "You must be %(age)s to sign up by yourself. Ask a grown-up you trust to write to us.",
                age=YOUNGEST,
            )
        )


def is_phone_number(form: Any, field: Field) -> None:
    """Refuse what cannot be dialled."""
    if field.data and not PHONE.fullmatch(field.data):
        raise ValidationError(gettext("Write the number with digits only, for example 12 34 56 78."))


class StepForm(BaseForm):
    """One step of telling of oneself."""

    def fill_in(self, details: Details) -> None:
        """Show what is told already."""
        raise NotImplementedError

    def part(self) -> Part:
        """Return what was typed."""
        raise NotImplementedError


class WhoForm(StepForm, NameField):
    """Who you are."""

    born_on = BirthDateField(
        lazy_gettext("Date of birth"),
        validators=[Required(), is_old_enough],
        render_kw={"autocomplete": "bday", "inputmode": "numeric"},
    )
    phone = TelField(
        lazy_gettext("Phone"), validators=[Optional(), is_phone_number], render_kw={"autocomplete": "tel"}
    )
    gender = RadioField(lazy_gettext("Gender"), validators=[Optional()], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gender.choices = [(code.value, name) for code, name in GENDERS.items()]
        self.gender.choices.append(("", lazy_gettext("I would rather not say")))

    def fill_in(self, details: Details) -> None:
        if details.who is not None:
            self.name.data, self.born_on.data = details.who.name, details.who.born_on
            self.phone.data, self.gender.data = details.who.phone, details.who.gender or ""

    def part(self) -> WhoYouAre:
        born_on = self.born_on.data
        if born_on is None:
            raise ValueError("the form has not been validated")
        return WhoYouAre(self.name.data, born_on, self.phone.data or "", gender(self.gender.data))


class WhoAndAccountForm(NewAccountFields, WhoForm):
    """Who you are, with the account that the profile will belong to."""


class LikesForm(StepForm):
    """What you like and can do."""

    interests = CheckboxesField(lazy_gettext("What do you like?"), coerce=int)
    skills = CheckboxesField(lazy_gettext("What are you good at?"), coerce=int)
    languages = LanguageLevelsField(lazy_gettext("Which languages do you speak?"), validators=[Required()])
    about = TextAreaField(
        lazy_gettext("Something about you, in your own words"),
        validators=[Optional(), Length(max=LONG_TEXT, message=TOO_LONG)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interests_by_code = {skill.id: skill.group for skill in all_interests()}
        self.skills_by_code = {skill.id: skill.group for skill in all_skills()}
        self.interests.choices = [(skill.id, name_of(skill)) for skill in all_interests()]
        self.skills.choices = [(skill.id, name_of(skill)) for skill in all_skills()]

    def fill_in(self, details: Details) -> None:
        if details.likes is not None:
            self.interests.data = [code for code in details.likes.skill_ids if code in self.interests_by_code]
            self.skills.data = [code for code in details.likes.skill_ids if code in self.skills_by_code]
            self.languages.data = dict(details.likes.languages)
            self.about.data = details.likes.about

    def part(self) -> LikesAndSkills:
        chosen = (*(self.interests.data or ()), *(self.skills.data or ()))
        return LikesAndSkills(chosen, tuple(self.languages.data.items()), self.about.data or "")


class ReachForm(StepForm):
    """Where, how far and by which means."""

    area = SelectField(lazy_gettext("Where do you live?"), coerce=str, validators=[Required()])
    means = CheckboxesField(lazy_gettext("How do you get about?"), validators=[Required()])
    max_travel_minutes = SelectField(lazy_gettext("How long may the way be?"), coerce=int, default=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {"": [("", gettext("Choose the place nearest to you"))]}
        for area in all_areas():
            groups.setdefault(str(AREA_GROUPS[area.kind]), []).append((str(area.id), area.label))
        self.area.choices = groups
        self.means.choices = [(code.value, name) for code, name in MEANS.items()]
        self.offer_minutes(())

    def offer_minutes(self, more: tuple[int, ...]) -> None:
        """Offer the usual lengths of a way, and those in `more`."""
        self.max_travel_minutes.choices = [
            (minutes, gettext("At most %(minutes)s minutes each way", minutes=minutes))
            for minutes in sorted({*USUAL_MINUTES, *more})
        ]

    def fill_in(self, details: Details) -> None:
        if details.reach is not None:
            self.area.data = str(details.reach.area_id)
            self.means.data = [means.value for means in details.reach.means]
            self.offer_minutes((details.reach.max_travel_minutes,))
            self.max_travel_minutes.data = details.reach.max_travel_minutes

    def part(self) -> Reach:
        means = tuple(Means(code) for code in self.means.data or ())
        return Reach(int(self.area.data), means, self.max_travel_minutes.data)


class TimeForm(StepForm):
    """When you have time."""

    week = WeekField(
        lazy_gettext("When do you usually have time?"),
        validators=[Required(lazy_gettext("Tick at least one time when you can."))],
    )
    wishes_to_mentor = BooleanField(lazy_gettext("I would like to hear about being a mentor"))

    def fill_in(self, details: Details) -> None:
        if details.time is not None:
            self.week.data = details.time.week
            self.wishes_to_mentor.data = details.time.wishes_to_mentor

    def part(self) -> FreeTime:
        return FreeTime(self.week.data, bool(self.wishes_to_mentor.data))


class PauseForm(BaseForm):
    """A break, with its last day if one knows it."""

    until = DateField(lazy_gettext("Until and including"), validators=[Optional()])

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < clock.local_date(clock.now()):
            raise ValidationError(gettext("Choose a day that is still to come."))
