"""Choosing people: two or more who come together, one more, or two who are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from web.core.forms import BaseForm, Required
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others

LONGEST_NOTE = 500
ANYBODY = Required(lazy_gettext("Choose somebody."))


def whole(value: object) -> int | None:
    """Read an id; nothing chosen is nothing."""
    return int(str(value)) if value not in (None, "") else None


def person_field(label: object, *, is_optional: bool = False) -> SelectField:
    """Return a field for one person."""
    return SelectField(label, coerce=whole, validators=[Optional() if is_optional else ANYBODY])


class PeopleForm(BaseForm):
    """A form whose selects offer the same people."""

    people: dict[int, Volunteer]

    def offer(self, volunteers: Sequence[Volunteer]) -> None:
        """Let the coordinator choose among these, by name."""
        self.people = {one.id: one for one in volunteers}
        named = sorted((seen_by_others(one).name, one.id) for one in volunteers)
        choices = [SelectChoice("", gettext("Choose"))]
        choices += [SelectChoice(number, name) for name, number in named]
        for field in self.person_fields:
            field.choices = choices

    @property
    def person_fields(self) -> list[Field]:
        """The selects, in their order."""
        return [field for field in self if isinstance(field, SelectField)]

    def chosen(self) -> list[Volunteer]:
        """Return who was chosen, in the order of the fields."""
        return [self.people[field.data] for field in self.person_fields if field.data]


class TeamForm(PeopleForm):
    """Who come together."""

    first = person_field(lazy_gettext("First person"))
    second = person_field(lazy_gettext("Second person"))
    third = person_field(lazy_gettext("Third person"), is_optional=True)
    fourth = person_field(lazy_gettext("Fourth person"), is_optional=True)


class MemberForm(PeopleForm):
    """One more on a team."""

    person = person_field(lazy_gettext("Who comes along?"))


class SeparationForm(PeopleForm):
    """Who must not meet, and why."""

    first = person_field(lazy_gettext("First person"))
    second = person_field(lazy_gettext("Second person"))
    note = TextAreaField(
        lazy_gettext("A note to yourselves"),
        validators=[Length(max=LONGEST_NOTE, message=lazy_gettext("Write at most 500 characters."))],
    )


class StepForm(BaseForm):
    """A step without fields that is taken once."""
