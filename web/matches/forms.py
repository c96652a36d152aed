"""Ending a match."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from web.core.forms import LONG_TEXT, BaseForm, Required
from web.matches.labels import CLOSE_REASONS


class GoOnForm(BaseForm):
    """Why a match goes on after a consent was taken back."""

    words = TextAreaField(
        lazy_gettext("What you have agreed on"), validators=[Required(), Length(max=LONG_TEXT)]
    )


class CloseForm(BaseForm):
    """Why it ends, and whether the young person wants another mentor."""

    reason = RadioField(
        lazy_gettext("Why does it end?"),
        validators=[InputRequired(lazy_gettext("Choose the reason that comes closest."))],
        choices=[],
    )
    words = TextAreaField(lazy_gettext("In your own words"), validators=[Length(max=LONG_TEXT)])
    wants_another = BooleanField(lazy_gettext("The young person would like another mentor"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(key.value, name) for key, name in CLOSE_REASONS.items()]
