"""The page on which a young person, alone or with the caseworker, says what they wish for at work."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from web.core.forms import BaseForm, CheckboxesField
from web.core.week_field import WeekField
from web.profiles.models import Means
from web.small_jobs.facts import WishFacts
from web.small_jobs.labels import ENERGIES, ENERGY_LEVELS, MEANS, named
from web.small_jobs.models import WorkWishes
from web.small_jobs.queries import all_kinds_of_work, all_strains, all_support_kinds

CHOOSE_ONE = lazy_gettext("Choose one of them.")
TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")
LONGEST_WORDS = 600
START_HOURS = (1, 2, 3, 4, 5, 6, 8, 10, 12)
GOAL_HOURS = (2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 37)
STEPS = ((0, 4), (1, 4), (2, 4), (2, 2))
MOST_HOURS = max(GOAL_HOURS)
WAYS = (10, 15, 20, 30, 45, 60)
USUAL_STEP = "2-4"


def step_choices() -> list[tuple[str, str]]:
    """Return the step-up plans to choose from."""
    return [
        (
            f"{hours}-{weeks}",
            ngettext(
                "%(num)s hour more every %(weeks)s weeks",
                "%(num)s hours more every %(weeks)s weeks",
                hours,
                weeks=weeks,
            )
            if hours
            else gettext("Stay at the same number of hours"),
        )
        for hours, weeks in STEPS
    ]


def energy_field(label: Any) -> RadioField:
    """Return the field for the energy in one part of the day."""
    return RadioField(
        label,
        coerce=int,
        default=1,
        choices=[SelectChoice(level, name) for level, name in ENERGY_LEVELS.items()],
        validators=[InputRequired(CHOOSE_ONE)],
    )


class WishesForm(BaseForm):
    """What one likes and avoids, energy, hours, times, what helps, and what a workplace may read."""

    is_looking = BooleanField(lazy_gettext("Yes, I would like a small job"), default=True)
    is_at_school = BooleanField(lazy_gettext("I still go to primary school (up to 9th grade)"))
    likes = CheckboxesField(lazy_gettext("What would you like to do?"))
    avoids = CheckboxesField(lazy_gettext("What would you rather be without?"))
    energy_morning = energy_field(ENERGIES["energy_morning"])
    energy_noon = energy_field(ENERGIES["energy_noon"])
    energy_afternoon = energy_field(ENERGIES["energy_afternoon"])
    energy_evening = energy_field(ENERGIES["energy_evening"])
    start_hours = SelectField(lazy_gettext("How many hours a week to begin with?"), coerce=int, default=2)
    step = RadioField(lazy_gettext("And then?"), default=USUAL_STEP, validators=[InputRequired(CHOOSE_ONE)])
    goal_hours = SelectField(lazy_gettext("Up to how many hours a week?"), coerce=int, default=8)
    week = WeekField(lazy_gettext("When could you work?"))
    means = CheckboxesField(lazy_gettext("How do you get there?"))
    max_travel_minutes = SelectField(lazy_gettext("How long may the way take?"), coerce=int, default=30)
    needs = CheckboxesField(lazy_gettext("What helps you to have a good day at work?"))
    musts = CheckboxesField(lazy_gettext("Is there something that you cannot do without?"))
    words = TextAreaField(
        lazy_gettext("Is there something a workplace should know about you?"),
        validators=[Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )
    may_show_likes = BooleanField(lazy_gettext("What I like to do"), default=True)
    may_show_support = BooleanField(lazy_gettext("What helps me"), default=True)
    may_show_words = BooleanField(lazy_gettext("What I wrote myself"))

    def __init__(self, *args: Any, age: int, **kwargs: Any) -> None:
        """Offer the kinds of work that the law allows at this age."""
        super().__init__(*args, **kwargs)
        self._kinds = {kind.code: kind for kind in all_kinds_of_work() if kind.youngest_age <= age}
        self._strains = {strain.code: strain for strain in all_strains()}
        self._support = {kind.code: kind for kind in all_support_kinds()}
        self.likes.choices = [SelectChoice(code, named(kind)) for code, kind in self._kinds.items()]
        self.avoids.choices = [SelectChoice(code, named(kind)) for code, kind in self._strains.items()]
        self.needs.choices = [SelectChoice(code, named(kind)) for code, kind in self._support.items()]
        self.musts.choices = [SelectChoice(code, named(kind)) for code, kind in self._support.items()]
        self.means.choices = [SelectChoice(way.value, MEANS[way]) for way in Means]
        self.step.choices = step_choices()
        self.start_hours.choices = hours_choices(START_HOURS, self.start_hours.data)
        self.goal_hours.choices = hours_choices(GOAL_HOURS, self.goal_hours.data)
        self.max_travel_minutes.choices = [
            SelectChoice(minutes, gettext("%(minutes)s minutes", minutes=minutes)) for minutes in WAYS
        ]

    @classmethod
    def filled_from(cls, wishes: WorkWishes | None, *, age: int) -> WishesForm:
        """Return the form for this age, with what was said before, or as it was sent."""
        if wishes is None:
            return cls(age=age)
        plain = (
            "is_looking", "is_at_school", *ENERGIES, "start_hours", "goal_hours", "week", "max_travel_minutes",
            "words", "may_show_likes", "may_show_support", "may_show_words",
        )  # fmt: skip
        values = {name: getattr(wishes, name) for name in plain}
        values |= {
            "likes": [kind.code for kind in wishes.likes],
            "avoids": [kind.code for kind in wishes.avoids],
        }
        values |= {
            "needs": [kind.code for kind in wishes.needs],
            "musts": [kind.code for kind in wishes.musts],
            "means": [way.value for way in wishes.means],
        }
        step = f"{wishes.step_hours}-{wishes.step_weeks}"
        values |= {"step": step if step in dict(step_choices()) else USUAL_STEP}
        return cls(data=values, age=age)

    @property
    def energies(self) -> list[RadioField]:
        """The four fields of the day."""
        return [self[name] for name in ENERGIES]

    def facts(self) -> WishFacts:
        """Return what was said; only for a form that is valid."""
        step_hours, _, step_weeks = self.step.data.partition("-")
        return WishFacts(
            is_looking=self.is_looking.data,
            is_at_school=self.is_at_school.data,
            likes=tuple(self._kinds[code] for code in self.likes.data or ()),
            avoids=tuple(self._strains[code] for code in self.avoids.data or ()),
            needs=tuple(self._support[code] for code in self.needs.data or ()),
            musts=tuple(self._support[code] for code in self.musts.data or ()),
            energy_morning=self.energy_morning.data,
            energy_noon=self.energy_noon.data,
            energy_afternoon=self.energy_afternoon.data,
            energy_evening=self.energy_evening.data,
            start_hours=self.start_hours.data,
            step_hours=int(step_hours),
            step_weeks=int(step_weeks),
            goal_hours=self.goal_hours.data,
            week=self.week.data,
            means=tuple(Means(way) for way in self.means.data or ()),
            max_travel_minutes=self.max_travel_minutes.data,
            words=self.words.data or "",
            may_show_likes=self.may_show_likes.data,
            may_show_support=self.may_show_support.data,
            may_show_words=self.may_show_words.data,
        )


def hours_choices(offered: tuple[int, ...], chosen: int | None) -> list[SelectChoice]:
    """Return the hours to choose from, with the one that was chosen before where a week has so many."""
    before = [chosen] if isinstance(chosen, int) and 1 <= chosen <= MOST_HOURS else []
    return [
        SelectChoice(one, ngettext("%(num)s hour a week", "%(num)s hours a week", one))
        for one in sorted({*offered, *before})
    ]
