"""What to look for in the audit log: read from the address of the page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, SelectField, StringField
from wtforms.validators import Length, Optional, ValidationError

from web.core import clock
from web.core.form_texts import OurMessages
from web.core.forms import SHORT_TEXT, clean_text, refuse_control_characters
from web.oversight.labels import action_name, purpose_name
from web.oversight.search import EventFilter, known
from web.tasks.form_fields import DayField

SHOWN_DAYS = 30
TEXT = [Optional(), Length(max=SHORT_TEXT), refuse_control_characters]


class SearchForm(Form):
    """The filter; a page without any shows the last thirty days."""

    class Meta:
        def get_translations(self, form: Any) -> OurMessages:
            return OurMessages()

    person = StringField(
        lazy_gettext("Whom it concerns"), validators=TEXT, filters=[clean_text], name="person"
    )
    actor = StringField(lazy_gettext("Who did it"), validators=TEXT, filters=[clean_text], name="af")
    action = SelectField(lazy_gettext("What was done"), validate_choice=False, name="handling")
    purpose = SelectField(lazy_gettext("What for"), validate_choice=False, name="formaal")
    first_on = DayField(lazy_gettext("From"), validators=[Optional()], name="fra")
    last_on = DayField(lazy_gettext("To"), validators=[Optional()], name="til")

    def validate_first_on(self, field: Field) -> None:
        refuse_other_centuries(field)

    def validate_last_on(self, field: Field) -> None:
        refuse_other_centuries(field)
        first_on, last_on = self.period(clock.today())
        if first_on > last_on:
            raise ValidationError(gettext("The period ends before it begins."))

    def period(self, today: date) -> tuple[date, date]:
        """Return the first and the last day that is asked for."""
        last_on = self.last_on.data or max(today, self.first_on.data or today)
        return self.first_on.data or last_on - timedelta(days=SHOWN_DAYS), last_on


def refuse_other_centuries(field: Field) -> None:
    """Refuse days that a calendar cannot count on from."""
    if field.data is not None and not 2000 <= field.data.year < 2100:
        raise ValidationError(gettext("That is a long time away. Check the year."))


def search_form(arguments: MultiDict[str, str]) -> SearchForm:
    """Return the form as the address fills it."""
    form = SearchForm(arguments)
    form.action.choices = [
        ("", gettext("Everything")),
        *((code, action_name(code)) for code in known("action")),
    ]
    form.purpose.choices = [
        ("", gettext("Any purpose")),
        *((code, purpose_name(code)) for code in known("purpose")),
    ]
    return form


def filter_from(form: SearchForm, *, today: date) -> EventFilter:
    """Return what a valid form asks for."""
    first_on, last_on = form.period(today)
    return EventFilter(
        first_on=first_on,
        last_on=last_on,
        person=form.person.data or "",
        actor=form.actor.data or "",
        action=form.action.data or "",
        purpose=form.purpose.data or "",
    )
