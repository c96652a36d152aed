"""Marking somebody as protected, or no longer: a reason, and for volunteers a name to go by."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from web.core.forms import BaseForm, Required
from web.protection.labels import WHY_NO_LONGER, WHY_PROTECTED

CHOOSE = lazy_gettext("Choose the reason that comes closest.")


class ProtectForm(BaseForm):
    """Why a young person is protected."""

    reason = RadioField(lazy_gettext("Why?"), validators=[InputRequired(CHOOSE)], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(why.value, name) for why, name in WHY_PROTECTED.items()]


class ProtectVolunteerForm(ProtectForm):
    """Why a volunteer is protected, and what others call them meanwhile."""

    known_as = StringField(lazy_gettext("The name that others see"), validators=[Required(), Length(max=40)])


class EndForm(BaseForm):
    """Why the protection ends."""

    reason = RadioField(lazy_gettext("Why?"), validators=[InputRequired(CHOOSE)], choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(why.value, name) for why, name in WHY_NO_LONGER.items()]
