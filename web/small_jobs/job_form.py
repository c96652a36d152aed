"""The one page on which an employer describes a small job."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from web.catalogue.queries import all_areas
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.core.week_field import WeekField
from web.small_jobs.facts import SmallJobFacts
from web.small_jobs.labels import named
from web.small_jobs.models import SmallJob
from web.small_jobs.queries import all_kinds_of_work, all_strains, all_support_kinds
from web.tasks.form_fields import CountField

TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")
HOURS = NumberRange(1, 37, message=lazy_gettext("Write a number of hours between 1 and 37."))


class SmallJobForm(BaseForm):
    """What, when, how much, and what helps."""

    title = StringField(
        lazy_gettext("What is the job called?"), validators=[Required(), Length(max=80, message=TOO_LONG)]
    )
    kind_of_work = SelectField(lazy_gettext("What kind of work is it?"), validators=[Required()])
    tasks = TextAreaField(
        lazy_gettext("What does one do?"), validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)]
    )
    good_day = TextAreaField(
        lazy_gettext("What is a good day like?"),
        validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)],
    )
    hourly_rate_kr = CountField(
        lazy_gettext("Pay per hour, in kroner"),
        validators=[
            Required(),
            NumberRange(
                1, 1_000, message=lazy_gettext("A small job has ordinary pay. Write the pay per hour.")
            ),
        ],
    )
    hours_from = CountField(lazy_gettext("Fewest hours a week"), validators=[Required(), HOURS])
    hours_to = CountField(lazy_gettext("Most hours a week"), validators=[Required(), HOURS])
    week = WeekField(lazy_gettext("When can the work lie?"))
    area = SelectField(lazy_gettext("District or village"), validators=[Required()])
    place = StringField(
        lazy_gettext("Place or address"), validators=[Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    youngest_age = CountField(
        lazy_gettext("Youngest age"),
        validators=[
            Required(),
            NumberRange(13, 30, message=lazy_gettext("Write an age between 13 and 30.")),
        ],
    )
    oldest_age = CountField(
        lazy_gettext("Oldest age"),
        validators=[
            Optional(),
            NumberRange(13, 35, message=lazy_gettext("Write an age between 13 and 35.")),
        ],
    )
    seats = CountField(
        lazy_gettext("For how many young people is there room?"),
        default=1,
        validators=[Required(), NumberRange(1, 50, message=lazy_gettext("Write a number between 1 and 50."))],
    )
    support = CheckboxesField(lazy_gettext("What can you offer, so that more can do the job well?"))
    strains = CheckboxesField(lazy_gettext("What is part of the job, and hard for some?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = {area.code: area for area in all_areas()}
        self._kinds = {kind.code: kind for kind in all_kinds_of_work()}
        self._support = {kind.code: kind for kind in all_support_kinds()}
        self._strains = {strain.code: strain for strain in all_strains()}
        self.area.choices = [
            SelectChoice("", gettext("Choose")),
            *(SelectChoice(code, area.label) for code, area in self._areas.items()),
        ]
        self.kind_of_work.choices = [
            SelectChoice("", gettext("Choose")),
            *(
                SelectChoice(
                    code, gettext("%(work)s (from %(age)s years)", work=named(kind), age=kind.youngest_age)
                )
                for code, kind in self._kinds.items()
            ),
        ]
        self.support.choices = [SelectChoice(code, named(kind)) for code, kind in self._support.items()]
        self.strains.choices = [SelectChoice(code, named(kind)) for code, kind in self._strains.items()]
        self.area.data = self.area.data or ""
        self.kind_of_work.data = self.kind_of_work.data or ""

    @classmethod
    def filled_from(cls, job: SmallJob) -> SmallJobForm:
        """Return the form as the job is now, or as it was sent."""
        plain = (
            "title", "tasks", "good_day", "hourly_rate_kr", "hours_from", "hours_to", "week", "place",
            "youngest_age", "oldest_age", "seats",
        )  # fmt: skip
        values = {name: getattr(job, name) for name in plain}
        values |= {"area": job.area.code, "kind_of_work": job.kind_of_work.code}
        values |= {"support": [kind.code for kind in job.support]}
        values |= {"strains": [strain.code for strain in job.strains]}
        return cls(data=values)

    def facts(self) -> SmallJobFacts:
        """Return what was written; only for a form that is valid."""
        return SmallJobFacts(
            title=self.title.data or "",
            kind_of_work=self._kinds[self.kind_of_work.data],
            tasks=self.tasks.data or "",
            good_day=self.good_day.data or "",
            area=self._areas[self.area.data],
            place=self.place.data or "",
            hours_from=self.hours_from.data,
            hours_to=self.hours_to.data,
            hourly_rate_kr=self.hourly_rate_kr.data,
            week=self.week.data,
            youngest_age=self.youngest_age.data,
            oldest_age=self.oldest_age.data,
            seats=self.seats.data,
            support=tuple(self._support[code] for code in self.support.data or ()),
            strains=tuple(self._strains[code] for code in self.strains.data or ()),
        )
