"""Naming a deputy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import DateField, SelectField

from web.accounts.models import User
from web.core.forms import BaseForm, Required
from web.deputies.services import Absence


class DeputyForm(BaseForm):
    """Who stands in, and when. Only administrators are asked who is away; a caseworker is so themselves."""

    caseworker = SelectField(lazy_gettext("Who is away?"), coerce=int)
    deputy = SelectField(lazy_gettext("Who stands in?"), coerce=int)
    starts_on = DateField(lazy_gettext("First day"), validators=[Required()])
    ends_on = DateField(lazy_gettext("Last day"), validators=[Required()])

    def __init__(self, *args: Any, absent: Sequence[User], colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {user.id: user for user in (*absent, *colleagues)}
        self.caseworker.choices = [(user.id, user.name) for user in absent]
        self.deputy.choices = [
            (0, gettext("Choose a colleague")),
            *((user.id, user.name) for user in colleagues),
        ]
        if len(absent) == 1:
            del self.caseworker
            self.only_absent = absent[0]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that somebody was chosen."""
        is_valid = bool(super().validate(extra_validators))
        if self.deputy.data == 0:
            self.deputy.errors = [gettext("Choose who stands in.")]
            return False
        return is_valid

    def absence(self) -> Absence:
        """Return what was chosen."""
        away = self.people[self.caseworker.data] if "caseworker" in self else self.only_absent
        return Absence(away, self.people[self.deputy.data], self.starts_on.data, self.ends_on.data)
