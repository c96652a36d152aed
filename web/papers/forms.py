"""Asking one of the association's volunteers to get what a task asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from web.core.forms import BaseForm
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.tasks.models import Task

NOBODY = 0


class AskForm(BaseForm):
    """Whom, and for which task."""

    volunteer = SelectField(lazy_gettext("Whom would you like to ask?"), coerce=int)
    task = SelectField(lazy_gettext("For which task?"), coerce=int)

    def __init__(
        self, *args: Any, volunteers: Sequence[Volunteer], tasks: Sequence[Task], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((seen_by_others(one).name, one.id) for one in volunteers)
        self.volunteer.choices = [(NOBODY, gettext("Choose one."))]
        self.volunteer.choices += [(volunteer_id, name) for name, volunteer_id in names]
        self.task.choices = [(task.id, task.title) for task in tasks]
