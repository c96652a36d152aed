"""What comes next for each kind of clearance, told by the feature that looks after it: registered, since it stands above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from web.profiles.models import Volunteer
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind


@dataclass(frozen=True)
class NextStep:
    """What stands at a clearance: how it goes, in final words, and where the reader can do something about it.

    With an `action` there is something they can do; with `is_waiting` it is nevertheless the turn of others.
    """

    text: str
    url: str = ""
    action: str = ""
    is_waiting: bool = False


StepSource = Callable[[Volunteer, datetime], NextStep]
StaffSource = Callable[[Volunteer, datetime], "NextStep | None"]
_own: dict[ClearanceKind, StepSource] = {}
_staff: dict[ClearanceKind, StaffSource] = {}


def tells_owner(kind: ClearanceKind) -> Callable[[StepSource], StepSource]:
    """Register a function that tells the volunteer what comes next for a kind of clearance."""

    def register(source: StepSource) -> StepSource:
        _own[kind] = source
        return source

    return register


def tells_staff(kind: ClearanceKind) -> Callable[[StaffSource], StaffSource]:
    """Register a function that tells those who vet how far a kind of clearance is."""

    def register(source: StaffSource) -> StaffSource:
        _staff[kind] = source
        return source

    return register


def next_step_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> NextStep:
    """Return what its owner reads about a clearance that is missing."""
    source = _own.get(kind)
    return NextStep(str(NEXT_STEPS[kind])) if source is None else source(volunteer, now)


def staff_step_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> NextStep | None:
    """Return what those who vet read about a kind of clearance; None where there is nothing to add."""
    source = _staff.get(kind)
    return None if source is None else source(volunteer, now)
