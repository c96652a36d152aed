"""A word to the association when one cannot come."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from web.core.forms import BaseForm
from web.tasks.task_form import TOO_LONG

LONGEST_WORDS = 500


class CancelForm(BaseForm):
    """Why, where one wants to say it; it goes to the association and is not kept with the sign-up."""

    words = TextAreaField(
        lazy_gettext("A word to the association"),
        validators=[Optional(), Length(max=LONGEST_WORDS, message=TOO_LONG)],
    )
