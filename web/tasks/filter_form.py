"""The filter of the task list: read from the address, so that a search can be shared."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from web.catalogue.labels import name_of
from web.catalogue.queries import all_areas, all_interests, all_skills
from web.core.forms import SHORT_TEXT, BaseForm, clean_text, refuse_control_characters
from web.tasks.filters import PartOfDay, TaskFilter
from web.tasks.form_fields import DayField
from web.tasks.labels import PARTS_OF_DAY, WEEKDAYS

DISTANCES_KM = (0, 3, 5, 10, 20)


class ChoiceBoxes(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def ensure_this_century(form: Form, field: Field) -> None:
    """Refuse dates that no shift can have, and that a calendar cannot count on from."""
    if not 2000 <= field.data.year < 2100:
        raise ValidationError(gettext("That is a long time away. Check the year."))


class FilterForm(Form):
    """What may be asked for; the names that stand in the address are Danish. A wish we cannot read is not followed."""

    words = StringField(
        lazy_gettext("What would you like to do?"),
        name="q",
        filters=[clean_text],
        validators=[
            Length(max=SHORT_TEXT, message=lazy_gettext("Use fewer words.")),
            refuse_control_characters,
        ],
    )
    area = SelectField(lazy_gettext("Where?"), name="sted")
    within_km = SelectField(lazy_gettext("How far from there?"), name="inden_for", coerce=int, default=0)
    weekdays = ChoiceBoxes(lazy_gettext("Day of the week"), name="dag", coerce=int)
    parts = ChoiceBoxes(lazy_gettext("Time of day"), name="tid")
    from_on = DayField(lazy_gettext("From date"), name="fra", validators=[Optional(), ensure_this_century])
    to_on = DayField(lazy_gettext("To date"), name="til", validators=[Optional(), ensure_this_century])
    skill = SelectField(lazy_gettext("Something you can or like"), name="kan")
    is_micro = BooleanField(lazy_gettext("Only micro-tasks, done when it suits you"), name="mikro")

    class Meta:
        get_translations = BaseForm.Meta.get_translations

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self._areas = {area.code: area for area in all_areas()}
        self._skills = {skill.code: skill for skill in (*all_interests(), *all_skills())}
        self.area.choices = [SelectChoice("", gettext("All of Randers"))] + [
            SelectChoice(area.code, area.name) for area in self._areas.values()
        ]
        self.within_km.choices = [SelectChoice(km, distance_words(km)) for km in DISTANCES_KM]
        self.weekdays.choices = [SelectChoice(day, name) for day, name in enumerate(WEEKDAYS)]
        self.parts.choices = [SelectChoice(part.value, PARTS_OF_DAY[part]) for part in PartOfDay]
        named = sorted((name_of(skill), code) for code, skill in self._skills.items())
        self.skill.choices = [
            SelectChoice("", gettext("Anything")),
            *(SelectChoice(code, name) for name, code in named),
        ]
        self.area.data = self.area.data or ""
        self.skill.data = self.skill.data or ""
        self.validate()

    def wishes(self) -> TaskFilter:
        """Return what was asked for and could be read."""
        return TaskFilter(
            words=self._read("words") or "",
            area=self._areas.get(self._read("area") or ""),
            within_km=self._read("within_km") or 0,
            weekdays=frozenset(self._read("weekdays") or ()),
            parts=frozenset(PartOfDay(part) for part in self._read("parts") or ()),
            from_on=self._read("from_on"),
            to_on=self._read("to_on"),
            skill=self._skills.get(self._read("skill") or ""),
            is_micro=bool(self._read("is_micro")),
        )

    def _read(self, name: str) -> Any:
        field = self._fields[name]
        return None if field.errors else field.data


def distance_words(distance_km: int) -> str:
    """Say how far from a place still counts as near it."""
    if distance_km == 0:
        return gettext("Only there")
    return gettext("Up to %(distance)s km away", distance=distance_km)
