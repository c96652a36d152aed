"""Asking one of the association's volunteers to get what a task asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from web.core.forms import BaseForm
from web.papers.association_queries import KnownVolunteer
from web.profiles.models import Volunteer
from web.tasks.models import Task

NOBODY = 0


class AskForm(BaseForm):
    """Whom, and for which task."""

    volunteer = SelectField(lazy_gettext("Whom would you like to ask?"), coerce=int)
    task = SelectField(lazy_gettext("For which task?"), coerce=int)

    def __init__(
        self, *args: Any, people: Sequence[KnownVolunteer], tasks: Sequence[Task], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = told_apart({one.volunteer.id: one.name for one in people})
        named = sorted((name, volunteer_id) for volunteer_id, name in self.names.items())
        self.volunteer.choices = [(NOBODY, gettext("Choose one."))]
        self.volunteer.choices += [(volunteer_id, name) for name, volunteer_id in named]
        self.task.choices = [(task.id, task.title) for task in tasks]

    def name_of(self, volunteer: Volunteer) -> str:
        """Return what the association calls one of those it may choose."""
        return self.names[volunteer.id]


def told_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Number those who have the same name, and only those."""
    how_many, seen = Counter(names.values()), Counter[str]()
    found = {}
    for key, name in sorted(names.items()):
        seen[name] += 1
        found[key] = name if how_many[name] == 1 else f"{name} ({seen[name]})"
    return found
