"""What the shifts of a task ask for, as a form: how many at least, of whom some know something, and what all must have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import Field, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional

from web.catalogue.labels import name_of
from web.catalogue.models import Language, Skill
from web.core.forms import BaseForm, CheckboxesField, Required
from web.extensions import db
from web.tasks.conditions import LANGUAGE
from web.tasks.demand_services import DemandDraft, too_few_places
from web.tasks.demands import Demand
from web.tasks.form_fields import CountField
from web.tasks.labels import CLEARANCES, IMPORTANCES

FEWEST_ROWS = 2
OF_ITS_OWN = ("oldest_age", "required", "clearances", "youngest_met")
HEADS = NumberRange(1, 500, message=lazy_gettext("Write a number from 1 to 500."))


def choices_of(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Return values with their labels as a field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


class DemandForm(BaseForm):
    """What shifts ask for; `form_with_rows` adds the rows of "at least so many who know this"."""

    row_count = 0
    places: int
    minimum = CountField(lazy_gettext("How many must come at least?"), validators=[Required(), HEADS])
    importance = SelectField(
        lazy_gettext("How important is it?"), coerce=int, choices=choices_of(IMPORTANCES)
    )
    oldest_age = CountField(
        lazy_gettext("Oldest age"),
        validators=[
            Optional(),
            NumberRange(10, 120, message=lazy_gettext("Write an age from 10 to 120.")),
        ],
    )
    required = CheckboxesField(lazy_gettext("Everybody must know"), validators=[Optional()])
    clearances = CheckboxesField(
        lazy_gettext("Everybody must have"), choices=choices_of(CLEARANCES), validators=[Optional()]
    )

    youngest_met = CountField(
        lazy_gettext("How old are the youngest one is together with?"),
        validators=[Optional(), NumberRange(0, 120, message=lazy_gettext("Write an age from 0 to 120."))],
    )

    def __init__(self, *args: Any, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        known = qualifications()
        self.required.choices = choices_of((code, name) for code, name, _ in known)
        self.groups = {code: group for code, _, group in known}
        for need, _ in self.rows:
            need.choices = [SelectChoice("", gettext("Nothing special")), *self.required.choices]

    @property
    def rows(self) -> list[tuple[Field, Field]]:
        """The pairs of fields: who must know what, and how many of them."""
        return [(self[f"need_{row}"], self[f"heads_{row}"]) for row in range(1, self.row_count + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, that nothing is asked for twice, and that there are places enough."""
        if not super().validate(extra_validators):
            return False
        for field in (self.minimum, *(heads for need, heads in self.rows if need.data)):
            if (field.data or 1) > self.places:
                field.errors = [too_few_places(self.places)]
        asked = [need for need, _ in self.rows if need.data]
        for place, need in enumerate(asked):
            if need.data in {earlier.data for earlier in asked[:place]}:
                need.errors = [gettext("You have asked for this already. Write the number there.")]
        return not self.errors

    def draft(self) -> DemandDraft:
        """Return what was typed; a qualification without a number is asked of one."""
        return DemandDraft(
            minimum=self.minimum.data,
            importance=self.importance.data,
            oldest_age=self.oldest_age.data,
            needs={need.data: heads.data or 1 for need, heads in self.rows if need.data},
            required=self.required.data or [],
            clearances=self.clearances.data or [],
            youngest_met=self.youngest_met.data,
        )


def form_for(demand: Demand | None, *, places: int, default: Demand | None = None) -> DemandForm:
    """Return the form as it is asked for now; numbers not asked for yet are those of `default`."""
    shown = demand or default
    needs = [] if shown is None else list(shown.needs.items())
    values: dict[str, Any] = {"minimum": 1, "importance": 2}
    if shown is not None:
        values = {"minimum": shown.minimum, "importance": shown.importance}
    if demand is not None:
        values |= {name: getattr(demand, name) for name in OF_ITS_OWN}
    for row, (code, heads) in enumerate(needs, start=1):
        values |= {f"need_{row}": code, f"heads_{row}": heads}
    return form_with_rows(max(FEWEST_ROWS, len(needs) + 1))(data=values, places=places)


def form_with_rows(count: int) -> type[DemandForm]:
    """Return the form with so many rows of "at least so many who know this"."""
    fields: dict[str, Any] = {"row_count": count}
    for row in range(1, count + 1):
        fields[f"need_{row}"] = SelectField(lazy_gettext("Some of them must know"), validators=[Optional()])
        fields[f"heads_{row}"] = CountField(lazy_gettext("How many of them?"), validators=[Optional(), HEADS])
    return type("DemandFormWithRows", (DemandForm,), fields)


def qualifications() -> list[tuple[str, str, str]]:
    """Return what can be asked for as code, name and group: skills by name, then languages."""
    skills = [(skill.code, name_of(skill), "skills") for skill in db.session.query(Skill)]
    languages = [
        (f"{LANGUAGE}{language.code}", name_of(language), "languages")
        for language in db.session.query(Language)
    ]
    return sorted(skills, key=lambda one: one[1]) + sorted(languages, key=lambda one: one[1])
