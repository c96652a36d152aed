"""Whom to ask, the two answers, when one may be asked, and where one steps in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, RadioField, SelectChoice, SelectField, ValidationError
from wtforms.validators import Optional

from web.calls.labels import HOURS_AHEAD, MOST_ASKS_CHOICES
from web.calls.models import StepInOffer
from web.calls.wishes import Wish
from web.catalogue.models import Area, AreaKind
from web.catalogue.queries import all_areas
from web.core.clock import today
from web.core.forms import BaseForm, CheckboxesField, Required
from web.tasks.form_fields import ClockField, DayField
from web.tasks.labels import WEEKDAYS

LONGEST_QUIET = timedelta(days=366)


class AskForm(BaseForm):
    """Those who fit next, each of whom can be left out."""

    people = CheckboxesField(
        lazy_gettext("Whom do you ask?"),
        coerce=int,
        validators=[Required(lazy_gettext("Choose at least one."))],
    )

    def offer(self, ids: Collection[int]) -> None:
        """Offer these people, all ticked at first; whoever was shown before is still understood."""
        shown = self.people.data
        self.people.choices = [SelectChoice(one, str(one)) for one in {*ids, *(shown or ())}]
        if shown is None:
            self.people.data = list(ids)


class AnswerForm(BaseForm):
    """A button."""


class WishForm(BaseForm):
    """Whether, how often and when one may be asked."""

    may_be_asked = BooleanField(lazy_gettext("Associations may ask me when they lack hands"))
    most_asks = RadioField(
        lazy_gettext("How often at most?"),
        coerce=int,
        validators=[Required()],
        choices=[SelectChoice(number, words) for number, words in MOST_ASKS_CHOICES.items()],
    )
    quiet_from = ClockField(lazy_gettext("Not from"), validators=[Optional()])
    quiet_to = ClockField(lazy_gettext("until"), validators=[Optional()])
    quiet_until = DayField(lazy_gettext("Leave me in peace until and including"), validators=[Optional()])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and the two times against each other."""
        is_valid = super().validate(extra_validators)
        start, end = self.quiet_from, self.quiet_to
        if start.errors or end.errors:
            return False
        if (start.data is None) != (end.data is None):
            missing = start if start.data is None else end
            missing.errors = [gettext("Write both times, or neither.")]
            return False
        if start.data is not None and start.data == end.data:
            end.errors = [gettext("The two times must differ.")]
            return False
        return is_valid

    def validate_quiet_until(self, field: Field) -> None:
        """A day that is still to come, and not years ahead."""
        if field.data is not None and not today() <= field.data <= today() + LONGEST_QUIET:
            raise ValidationError(gettext("Choose a day within the coming year."))

    def wish(self) -> Wish:
        """Return what was wished."""
        quiet_until: date | None = self.quiet_until.data
        return Wish(
            self.may_be_asked.data,
            self.most_asks.data,
            self.quiet_from.data,
            self.quiet_to.data,
            quiet_until,
        )


class StepInForm(BaseForm):
    """Where, on which days and how soon one can step in."""

    areas = CheckboxesField(
        lazy_gettext("Where?"), validators=[Required(lazy_gettext("Choose at least one place."))]
    )
    weekdays = CheckboxesField(
        lazy_gettext("On which days?"),
        coerce=int,
        validators=[Required(lazy_gettext("Choose at least one day."))],
    )
    hours_ahead = SelectField(lazy_gettext("How soon?"), coerce=int, validators=[Required()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in all_areas()}
        self.areas.choices = [SelectChoice(area.code, area.label) for area in self._areas.values()]
        self.weekdays.choices = [SelectChoice(number, name) for number, name in enumerate(WEEKDAYS)]
        self.hours_ahead.choices = [SelectChoice(hours, words) for hours, words in HOURS_AHEAD.items()]

    @property
    def kinds_of_areas(self) -> dict[str, AreaKind]:
        """Return the kind of each area by its code: the town, villages, neighbouring towns."""
        return {code: area.kind for code, area in self._areas.items()}

    @classmethod
    def filled_from(cls, offer: StepInOffer | None, *, own_area: Area | None) -> StepInForm:
        """Return the form as it was filled in, or with what most people would choose."""
        if offer is None:
            areas = [own_area.code] if own_area is not None else []
            return cls(data={"areas": areas, "weekdays": list(range(7)), "hours_ahead": 24})
        return cls(
            data={
                "areas": [area.code for area in offer.areas],
                "weekdays": offer.weekdays,
                "hours_ahead": offer.hours_ahead,
            }
        )

    def chosen_areas(self) -> list[Area]:
        """Return the areas that were ticked."""
        return [self._areas[code] for code in self.areas.data]
