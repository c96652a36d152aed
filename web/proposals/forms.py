"""Answers to a proposal: a yes needs a press of a button, a no a reason."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from web.core.forms import LONG_TEXT, BaseForm
from web.proposals.answers import No
from web.proposals.labels import CASEWORKER_NOS, MENTOR_NOS, YOUNG_PERSON_NOS

CHOOSE = lazy_gettext("Choose the reason that comes closest.")


class YesForm(BaseForm):
    """A single button."""


class NoForm(BaseForm):
    """A no with its reason; each side has its own list."""

    reason = RadioField(lazy_gettext("Why not?"), validators=[InputRequired(CHOOSE)], choices=[])
    words = TextAreaField(lazy_gettext("In your own words"), validators=[Length(max=LONG_TEXT)])

    def no(self) -> No:
        """Return what was answered."""
        return No(reason=self.reason.data, words=self.words.data or "")


class CaseworkerNoForm(NoForm):
    """The caseworker's no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(key.value, name) for key, name in CASEWORKER_NOS.items()]


class MentorNoForm(NoForm):
    """The mentor's no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(key.value, name) for key, name in MENTOR_NOS.items()]


class YoungPersonNoForm(BaseForm):
    """The young person's no; nobody has to say why."""

    reason = RadioField(lazy_gettext("Do you want to say why?"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(key.value, name) for key, name in YOUNG_PERSON_NOS.items()]
        if not self.reason.data:
            self.reason.data = self.reason.choices[0][0]

    def no(self) -> No:
        """Return what was answered."""
        return No(reason=self.reason.data)
