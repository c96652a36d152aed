"""What a volunteer may add to a sign-up."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length

from web.core.forms import BaseForm

LONGEST_MESSAGE = 1_000


class SignupForm(BaseForm):
    """A sign-up needs no words, but they are welcome."""

    message = TextAreaField(
        lazy_gettext("A message to the association"),
        validators=[Length(max=LONGEST_MESSAGE, message=lazy_gettext("Write at most 1,000 characters."))],
    )
