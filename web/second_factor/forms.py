"""What people type when they set up a second step."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from web.accounts.forms import TOO_LONG
from web.core.forms import BaseForm, Required

LONGEST_NAME = 64
LONGEST_ANSWER = 16_384


class AppForm(BaseForm):
    """The code that shows that the app is connected."""

    code = StringField(
        lazy_gettext("Code from the app"),
        validators=[Required(), Length(max=12, message=TOO_LONG)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class PasskeyNameForm(BaseForm):
    """What a passkey is called."""

    name = StringField(
        lazy_gettext("Name"),
        validators=[Required(), Length(max=LONGEST_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )


class NewPasskeyForm(PasskeyNameForm):
    """A new passkey: its name, and what the browser answered."""

    credential = HiddenField(validators=[Length(max=LONGEST_ANSWER, message=TOO_LONG)])


class ButtonForm(BaseForm):
    """A button whose answer is shown at once and only once."""
