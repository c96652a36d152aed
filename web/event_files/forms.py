"""The forms that take the file of an event."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from web.accounts.forms import TOO_LONG
from web.core.forms import SHORT_TEXT, BaseForm, Required


class MoreShiftsForm(BaseForm):
    """More shifts for an event that is there."""

    file = FileField(
        lazy_gettext("The CSV file"), validators=[FileRequired(message=lazy_gettext("Choose a file."))]
    )
    is_public = BooleanField(
        lazy_gettext("Everybody can find new tasks and sign up themselves"), default=True
    )


class EventFileForm(MoreShiftsForm):
    """A new event from a file."""

    title = StringField(
        lazy_gettext("What is the event called?"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
    )
