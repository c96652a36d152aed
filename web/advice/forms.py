"""The filter of the recruitment list, and what can be different in a plan that is tried out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from web.advice.insisting import WhyInsist
from web.advice.trial_words import RULES_TO_LEAVE_OUT
from web.advice.wanted import HOURS
from web.catalogue.labels import name_of
from web.catalogue.models import Area, Language
from web.core.forms import BaseForm, Required
from web.profiles.models import Mentor
from web.proposals.labels import CRITERIA
from web.proposals.lifting import CHOICES
from web.proposals.plan import Changes, NewMentors
from web.proposals.sentences import duration
from web.proposals.terms import Terms
from web.proposals.weights import MOST_WEIGHT, RARE
from web.vetting.models import Lifting

MOST_NEW_MENTORS = 20
LONGER_WAYS = (5, 10, 15, 20, 30)
LEAST_TIMES = (30, 60, 90, 120, 180, 240)
YEARS_APART = (5, 70)
OUT_OF_RANGE = lazy_gettext("Write a number from 0 to 100.")
REASONS_TO_INSIST: dict[WhyInsist, Any] = {
    WhyInsist.KNOWS_BOTH: lazy_gettext("I know them both, and they fit well together"),
    WhyInsist.YOUNG_PERSON_ASKED: lazy_gettext("The young person has asked for this mentor"),
    WhyInsist.MET_BEFORE: lazy_gettext("They have met and got on well"),
    WhyInsist.OTHER: lazy_gettext("Another reason"),
}


class RecruitmentFilter(BaseForm):
    """Which of the kinds of mentors are shown; a filter is read, never sent."""

    class Meta(BaseForm.Meta):
        csrf = False

    area = SelectField(lazy_gettext("District or village"), default="")
    language = SelectField(lazy_gettext("Language"), default="")

    def __init__(self, *args: Any, areas: list[Area], languages: list[Language], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area.choices = [("", gettext("Everywhere")), *((area.code, area.name) for area in areas)]
        self.language.choices = [
            ("", gettext("Every language")),
            *((language.code, name_of(language)) for language in languages),
        ]


class InsistForm(BaseForm):
    """Why the caseworker chooses another mentor than the plan does."""

    why = RadioField(lazy_gettext("Why this mentor?"), validators=[Required()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.why.choices = [(why.value, name) for why, name in REASONS_TO_INSIST.items()]

    def reason(self) -> WhyInsist:
        """Return the reason that was chosen."""
        return WhyInsist(self.why.data)


def weight_field(criterion: str) -> IntegerField:
    """Return the field for how much a criterion counts."""
    return IntegerField(
        CRITERIA[criterion], validators=[Optional(), NumberRange(0, MOST_WEIGHT, message=OUT_OF_RANGE)]
    )


class WeighedForm(BaseForm):
    """How much each criterion counts, and how much time two people need; what is left empty stays as it is."""

    shared_interests = weight_field("shared_interests")
    skills_for_goals = weight_field("skills_for_goals")
    language_closeness = weight_field("language_closeness")
    short_travel = weight_field("short_travel")
    common_time = weight_field("common_time")
    helpful_experience = weight_field("helpful_experience")
    continuity = weight_field("continuity")
    wish_of_young_person = weight_field("wish_of_young_person")
    wish_of_mentor = weight_field("wish_of_mentor")
    age_distance = weight_field("age_distance")
    age_distance_years = IntegerField(
        lazy_gettext("Enough years between them"),
        validators=[
            Optional(),
            NumberRange(*YEARS_APART, message=lazy_gettext("Write a number of years from 5 to 70.")),
        ],
    )
    common_minutes = SelectField(
        lazy_gettext("Least time in common a week"), validators=[Optional()], coerce=int
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        now = {
            **terms.weights,
            "age_distance_years": terms.age_distance_years,
            "common_minutes": terms.common_minutes,
        }
        super().__init__(*args, data=now | kwargs.pop("data", {}), **kwargs)
        self.terms_now = terms
        offered = sorted({*LEAST_TIMES, terms.common_minutes})
        self.common_minutes.choices = [(minutes, duration(minutes)) for minutes in offered]

    @property
    def usual_names(self) -> list[str]:
        """The criteria of every programme."""
        return [name for name in self.terms_now.weights if name not in RARE]

    @property
    def rare_names(self) -> list[str]:
        """The criteria of some programmes."""
        return [name for name in self.terms_now.weights if name in RARE]

    @property
    def has_rare(self) -> bool:
        """Whether any of the rarer criteria counts, was just typed, or has an error."""
        names = [*self.rare_names, "age_distance_years"]
        return any(self[name].data for name in self.rare_names) or any(self[name].errors for name in names)

    def weights(self) -> dict[str, int]:
        """Return how much each criterion is to count."""
        now = self.terms_now.weights
        typed = {name: getattr(self, name).data for name in now}
        return {name: now[name] if weight is None else weight for name, weight in typed.items()}

    def weights_changed(self) -> dict[str, int] | None:
        """Return how much each criterion is to count; None where it is as now."""
        weights = self.weights()
        return None if weights == self.terms_now.weights else weights

    def common_minutes_changed(self) -> int | None:
        """Return how much time in common is to be needed; None where it is as now."""
        return None if self.common_minutes.data == self.terms_now.common_minutes else self.common_minutes.data

    def years(self) -> int:
        """Return how many years between two people are to be enough."""
        years: int | None = self.age_distance_years.data
        return self.terms_now.age_distance_years if years is None else years

    def years_changed(self) -> int | None:
        """Return how many years between two people are to be enough; None where it is as now."""
        return None if self.years() == self.terms_now.age_distance_years else self.years()


class TermsForm(WeighedForm):
    """What counts in every match run from now on."""

    lifting = RadioField(lazy_gettext("Lift the worst match"), validators=[Required()])

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, terms=terms, data={"lifting": terms.lifting.value}, **kwargs)
        self.lifting.choices = [(one.value, words) for one, words in CHOICES.items()]

    def terms(self) -> Terms:
        """Return what is to count."""
        return Terms(
            lifting=Lifting(self.lifting.data),
            weights=self.weights(),
            common_minutes=self.common_minutes.data,
            age_distance_years=self.years(),
        )

    def changes(self) -> Changes:
        """Return what differs from today, to be tried out first."""
        is_as_now = self.lifting.data == self.terms_now.lifting.value
        return Changes(
            lifting=None if is_as_now else self.lifting.data,
            weights=self.weights_changed(),
            common_minutes=self.common_minutes_changed(),
            age_distance_years=self.years_changed(),
        )


class WhatIfForm(WeighedForm):
    """What is to be different; what is left as it is stays as it is."""

    lifting = SelectField(lazy_gettext("Lift the worst match"), validators=[Optional()], default="")
    without_rule = SelectField(lazy_gettext("Leave out a rule"), validators=[Optional()], default="")
    more_minutes = SelectField(lazy_gettext("Everybody travels longer"), validators=[Optional()], default="0")
    without_mentor = SelectField(lazy_gettext("A mentor stops"), validators=[Optional()], default="")
    new_mentors = IntegerField(
        lazy_gettext("How many new mentors?"),
        validators=[
            Optional(),
            NumberRange(0, MOST_NEW_MENTORS, message=lazy_gettext("Write a number from 0 to 20.")),
        ],
    )
    area = SelectField(lazy_gettext("From where?"), validators=[Optional()])
    language = SelectField(lazy_gettext("Who speak, beside Danish"), validators=[Optional()], default="da")
    hours = SelectField(lazy_gettext("With time on"), validators=[Optional()], default="evenings")

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        mentors: Sequence[Mentor],
        areas: Sequence[Area],
        languages: Sequence[Language],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, terms=terms, **kwargs)
        nothing = ("", gettext("No change"))
        others = [(one.value, words) for one, words in CHOICES.items() if one is not terms.lifting]
        self.lifting.choices = [nothing, *others]
        self.without_rule.choices = [nothing, *RULES_TO_LEAVE_OUT.items()]
        self.more_minutes.choices = [
            ("0", gettext("No change")),
            *(
                (str(minutes), gettext("%(minutes)s minutes more", minutes=minutes))
                for minutes in LONGER_WAYS
            ),
        ]
        self.without_mentor.choices = [
            nothing, *((str(mentor.id), mentor.volunteer.user.name) for mentor in mentors)
        ]  # fmt: skip
        self.area.choices = [(area.code, area.name) for area in areas]
        self.language.choices = [(language.code, name_of(language)) for language in languages]
        self.hours.choices = list(HOURS.items())

    def changes(self) -> Changes:
        """Return what was chosen to be different."""
        return Changes(
            lifting=self.lifting.data or None,
            weights=self.weights_changed(),
            common_minutes=self.common_minutes_changed(),
            age_distance_years=self.years_changed(),
            without_rules=(self.without_rule.data,) if self.without_rule.data else (),
            more_minutes=int(self.more_minutes.data or 0),
            without_mentor=int(self.without_mentor.data) if self.without_mentor.data else None,
            new_mentors=self.imagined() if self.new_mentors.data else None,
        )

    def imagined(self) -> NewMentors:
        """Return who is imagined."""
        return NewMentors(self.new_mentors.data, self.area.data, self.language.data, self.hours.data)
