"""The filter of the list of small jobs: read from the address, so that a search can be shared."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectChoice, SelectField

from web.catalogue.queries import all_areas
from web.core.forms import BaseForm, CheckboxesField
from web.small_jobs.filters import JobFilter
from web.small_jobs.labels import named
from web.small_jobs.queries import all_kinds_of_work, all_support_kinds

AGES = range(13, 26)
HOURS = (2, 4, 6, 8, 10, 12)


class JobFilterForm(Form):
    """What may be asked for; the names that stand in the address are Danish. A wish we cannot read is not followed."""

    area = SelectField(lazy_gettext("Where?"), name="sted")
    age = SelectField(lazy_gettext("How old are you?"), name="alder", coerce=int, default=0)
    hours = SelectField(lazy_gettext("How many hours a week?"), name="timer", coerce=int, default=0)
    kind = SelectField(lazy_gettext("What kind of work?"), name="slags")
    support = CheckboxesField(lazy_gettext("What helps you?"), name="hjaelp")

    class Meta:
        get_translations = BaseForm.Meta.get_translations

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(arguments)
        self._areas = {area.code: area for area in all_areas()}
        self._kinds = {kind.code: kind for kind in all_kinds_of_work()}
        self._support = {kind.code: kind for kind in all_support_kinds()}
        self.area.choices = [
            SelectChoice("", gettext("All of Randers")),
            *(SelectChoice(code, area.name) for code, area in self._areas.items()),
        ]
        self.age.choices = [
            SelectChoice(0, gettext("Any age")),
            *(SelectChoice(age, gettext("%(age)s years", age=age)) for age in AGES),
        ]
        self.hours.choices = [
            SelectChoice(0, gettext("It does not matter")),
            *(SelectChoice(hours, gettext("%(hours)s hours at the most", hours=hours)) for hours in HOURS),
        ]
        self.kind.choices = [
            SelectChoice("", gettext("Anything")),
            *(SelectChoice(code, named(kind)) for code, kind in self._kinds.items()),
        ]
        self.support.choices = [SelectChoice(code, named(kind)) for code, kind in self._support.items()]
        self.area.data = self.area.data or ""
        self.kind.data = self.kind.data or ""
        self.validate()

    def wanted(self) -> JobFilter:
        """Return what was asked for and could be read."""
        return JobFilter(
            area=self._areas.get(self._read("area") or ""),
            kind=self._kinds.get(self._read("kind") or ""),
            age=self._read("age") or None,
            most_hours=self._read("hours") or None,
            support=tuple(self._support[code] for code in self._read("support") or ()),
        )

    def _read(self, name: str) -> Any:
        field = self._fields[name]
        return None if field.errors else field.data
