"""Which status may follow which: one table per kind of thing, checked in one place."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask_babel import gettext

from web.core.errors import TransitionError

Status = TypeVar("Status", bound=enum.StrEnum)


@dataclass(frozen=True)
class StateMachine(Generic[Status]):
    """The allowed steps of one kind of thing: for each step, the statuses it may start from and where it ends."""

    subject: str
    steps: Mapping[str, tuple[frozenset[Status], Status]]

    def target_of(self, step: str, current: Status) -> Status:
        """Return the status that `step` leads to.

        Raises TransitionError when `current` does not allow the step, KeyError for a step that does not exist.
        """
        sources, target = self.steps[step]
        if current not in sources:
            raise TransitionError(gettext("Somebody has already answered this, so nothing was changed."))
        return target

    def allows(self, step: str, current: Status) -> bool:
        """Tell whether `step` may be taken from `current`."""
        return current in self.steps[step][0]
