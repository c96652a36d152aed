"""Forms of staffing: an event, a week, what shifts ask for, an offer to help, a refusal, and publishing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional

from web.accounts.forms import TOO_LONG
from web.catalogue.labels import name_of
from web.catalogue.models import Language, Skill
from web.core.forms import SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.extensions import db
from web.staffing.labels import CLEARANCES, IMPORTANCES, REFUSE_REASONS
from web.staffing.models import Demand
from web.staffing.services import DemandDraft, EventDraft
from web.tasks.form_fields import CountField, DayField
from web.tasks.models import Task

LANGUAGE = "language:"


def choices_of(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Return values with their labels as a field takes them."""
    return [SelectChoice(value, label) for value, label in pairs]


class EventForm(BaseForm):
    """A new event with its tasks."""

    title = StringField(
        lazy_gettext("What is it called?"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
    )
    first_on = DayField(lazy_gettext("First day"), validators=[Required()])
    last_on = DayField(lazy_gettext("Last day"), validators=[Required()])
    tasks = CheckboxesField(
        lazy_gettext("Which tasks belong to it?"),
        coerce=int,
        validators=[Required(lazy_gettext("Choose at least one task."))],
    )

    def offer(self, tasks: list[Task]) -> None:
        """Let the coordinator choose among these."""
        self.tasks.choices = [SelectChoice(task.id, task.title) for task in tasks]

    def draft(self, tasks: list[Task]) -> EventDraft:
        """Return what was typed."""
        chosen = set(self.tasks.data or [])
        return EventDraft(
            title=self.title.data or "",
            first_on=self.first_on.data,
            last_on=self.last_on.data,
            tasks=[task for task in tasks if task.id in chosen],
        )


class WeekForm(BaseForm):
    """A week of an association, by any day in it."""

    day = DayField(lazy_gettext("A day in the week"), validators=[Required()])


class DemandForm(BaseForm):
    """What the shifts of a task ask for."""

    minimum = CountField(
        lazy_gettext("How many must come at least?"),
        validators=[Required(), NumberRange(1, 500, message=lazy_gettext("Write a number from 1 to 500."))],
    )
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
    first_need = SelectField(lazy_gettext("Some of them must know"), validators=[Optional()])
    first_heads = CountField(
        lazy_gettext("How many of them?"),
        validators=[Optional(), NumberRange(1, 500, message=lazy_gettext("Write a number from 1 to 500."))],
    )
    second_need = SelectField(lazy_gettext("Some of them must also know"), validators=[Optional()])
    second_heads = CountField(
        lazy_gettext("How many of them?"),
        validators=[Optional(), NumberRange(1, 500, message=lazy_gettext("Write a number from 1 to 500."))],
    )
    required = SelectMultipleField(lazy_gettext("Everybody must know"), validators=[Optional()])
    clearances = CheckboxesField(
        lazy_gettext("Everybody must have"), choices=choices_of(CLEARANCES), validators=[Optional()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choices_of(qualifications())
        none = [SelectChoice("", gettext("Nothing special"))]
        self.first_need.choices = self.second_need.choices = none + known
        self.required.choices = known

    @classmethod
    def filled_from(cls, demand: Demand | None) -> DemandForm:
        """Return the form as the task asks now."""
        if demand is None:
            return cls(data={"minimum": 1, "importance": 2})
        needs = [*demand.needs.items(), ("", None), ("", None)]
        return cls(
            data={
                "minimum": demand.minimum,
                "importance": demand.importance,
                "oldest_age": demand.oldest_age,
                "first_need": needs[0][0],
                "first_heads": needs[0][1],
                "second_need": needs[1][0],
                "second_heads": needs[1][1],
                "required": demand.required,
                "clearances": demand.clearances,
            }
        )

    def draft(self) -> DemandDraft:
        """Return what was typed; a qualification without a number is asked of one."""
        pairs = (
            (self.first_need.data, self.first_heads.data),
            (self.second_need.data, self.second_heads.data),
        )
        return DemandDraft(
            minimum=self.minimum.data,
            importance=self.importance.data,
            oldest_age=self.oldest_age.data,
            needs={code: heads or 1 for code, heads in pairs if code},
            required=self.required.data or [],
            clearances=self.clearances.data or [],
        )


def qualifications() -> list[tuple[str, str]]:
    """Return what can be asked for: skills by name, then languages."""
    skills = [(skill.code, name_of(skill)) for skill in db.session.query(Skill)]
    languages = [(f"{LANGUAGE}{language.code}", name_of(language)) for language in db.session.query(Language)]
    return sorted(skills, key=lambda one: one[1]) + sorted(languages, key=lambda one: one[1])


class OfferForm(BaseForm):
    """A volunteer's offer to be planned in."""

    hours = CountField(
        lazy_gettext("How many hours a week at most?"),
        validators=[Required(), NumberRange(1, 80, message=lazy_gettext("Write 1 to 80 hours."))],
    )
    rest_hours = CountField(
        lazy_gettext("Hours of rest between two shifts"),
        validators=[Optional(), NumberRange(0, 24, message=lazy_gettext("Write 0 to 24 hours."))],
    )


class RefuseForm(BaseForm):
    """Why the coordinator says no to a proposal."""

    reason = RadioField(lazy_gettext("Why not?"), choices=choices_of(REFUSE_REASONS), validators=[Required()])


class PublishForm(BaseForm):
    """Publishing the changes that were shown."""

    seen = HiddenField()


class YesForm(BaseForm):
    """A step without fields that is taken once."""
