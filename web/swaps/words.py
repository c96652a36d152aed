"""A shift in one line, for a choice among several."""

from __future__ import annotations

from flask_babel import gettext

from web.tasks.messages import when_words
from web.tasks.models import Shift


def shift_line(shift: Shift) -> str:
    """Write which shift it is: task and time."""
    return gettext("%(task)s, %(when)s", task=shift.task.title, when=when_words(shift))
