"""Planning an interview, and its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, Field, RadioField, SelectField, StringField, TimeField, ValidationError
from wtforms.validators import Length

from web.accounts.forms import TOO_LONG
from web.accounts.models import User
from web.core.clock import at_local_time
from web.core.forms import SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.interviews.labels import CHANNELS, TOPICS
from web.interviews.models import Channel, Topic
from web.interviews.services import Appointment

LENGTHS = (30, 45, 60, 90)
LAST_YEAR = 2100


class PlanForm(BaseForm):
    """When, how, where and with whom."""

    day = DateField(lazy_gettext("Day"), validators=[Required()])
    clock_time = TimeField(lazy_gettext("At what time?"), validators=[Required()])
    minutes = SelectField(lazy_gettext("How long?"), coerce=int, default=60)
    channel = RadioField(lazy_gettext("How do you talk?"), validators=[Required(lazy_gettext("Choose one."))])
    place = StringField(
        lazy_gettext("Place, or link to the video meeting"),
        validators=[
            Required(lazy_gettext("Write where you meet.")),
            Length(max=SHORT_TEXT, message=TOO_LONG),
        ],
    )
    interviewer = SelectField(lazy_gettext("Who holds the interview?"), coerce=int)

    def __init__(self, *args: Any, interviewers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes.choices = [
            (minutes, gettext("%(minutes)s minutes", minutes=minutes)) for minutes in LENGTHS
        ]
        self.channel.choices = [(channel.value, name) for channel, name in CHANNELS.items()]
        self.interviewer.choices = [(user.id, user.name) for user in interviewers]

    def validate_day(self, field: Field) -> None:
        """Refuse years that nobody means."""
        if field.data.year > LAST_YEAR:
            raise ValidationError(gettext("Write a day within the next years."))

    def appointment(self) -> Appointment:
        """Return what was typed; the time is the clock on the wall in Denmark."""
        day, at = self.day.data, self.clock_time.data
        assert isinstance(day, date), "the field is required"
        assert isinstance(at, time), "the field is required"
        return Appointment(
            starts_at=at_local_time(day, at.hour, at.minute),
            minutes=self.minutes.data,
            channel=Channel(self.channel.data),
            place=self.place.data,
        )


class OutcomeForm(BaseForm):
    """What the two spoke about, and how it went."""

    topics = CheckboxesField(lazy_gettext("What did you speak about?"))
    outcome = RadioField(lazy_gettext("How did it go?"), validators=[Required(lazy_gettext("Choose one."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics.choices = [(topic.value, name) for topic, name in TOPICS.items()]
        self.outcome.choices = [
            ("suitable", gettext("Well: suitable as a mentor")),
            ("not_suitable", gettext("Not suitable as a mentor")),
            ("missed", gettext("The applicant did not come")),
        ]

    def spoken_about(self) -> frozenset[Topic]:
        """Return the topics that were ticked."""
        return frozenset(map(Topic, self.topics.data or ()))
