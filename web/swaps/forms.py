"""The words with which one offers a shift, and what one gives in return."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length

from web.core.forms import BaseForm
from web.swaps.words import shift_line
from web.tasks.models import Signup

NOTHING = ""


class OfferForm(BaseForm):
    """A shift is offered without words, but they help."""

    words = TextAreaField(
        lazy_gettext("A word to the others"),
        validators=[Length(max=500, message=lazy_gettext("Write at most 500 characters."))],
    )


class TakeForm(BaseForm):
    """Take the shift, or exchange it for one of one's own."""

    in_return = RadioField(lazy_gettext("What do you give in return?"), default=NOTHING)

    def offer(self, signups: Sequence[Signup], *, may_just_take: bool) -> None:
        """Offer these shifts of the reader's, and to take it just so where that may be."""
        own = {str(signup.id): signup for signup in signups}
        nothing = [SelectChoice(NOTHING, gettext("Nothing, I just take it"))] if may_just_take else []
        self.in_return.choices = [
            *nothing,
            *(SelectChoice(key, shift_line(signup.shift)) for key, signup in own.items()),
        ]
        if not may_just_take and self.in_return.data == NOTHING:
            self.in_return.data = None
        self.own = own

    def chosen(self) -> Signup | None:
        """Return the shift to give in return; only for a form that is valid."""
        return self.own.get(self.in_return.data)
