"""Forms of staffing: an event, a week, an offer to help, a refusal, and publishing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import Length, NumberRange, Optional

from web.accounts.forms import TOO_LONG
from web.core.forms import SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.staffing.labels import REFUSE_REASONS
from web.staffing.services import EventDraft
from web.tasks.form_fields import CountField, DayField
from web.tasks.models import Task


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
