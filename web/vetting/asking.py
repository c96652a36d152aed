"""What is asked of a volunteer, and by which programme: of mentors by the ages they meet, of others by the shifts they want."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from web.accounts.models import RoleName, User
from web.profiles.models import Volunteer
from web.vetting.models import SHIFTS, ClearanceKind, ClearanceRequirement
from web.vetting.queries import IN_ORDER, all_requirements, required_kinds, requirement_of


@dataclass(frozen=True)
class Need:
    """A kind that a task asks of a volunteer, since they want one of its shifts or have one."""

    volunteer_id: int
    kind: ClearanceKind
    task_id: int
    association_id: int


Source = Callable[["Collection[int] | None", datetime], Sequence[Need]]
_sources: list[Source] = []


def tells_needs(source: Source) -> Source:
    """Register what tells the needs of volunteers by their shifts; it stands above this feature."""
    _sources.append(source)
    return source


UnderWay = Callable[[Volunteer, ClearanceKind, datetime], bool]
_under_way: list[UnderWay] = []


def tells_what_is_under_way(told: UnderWay) -> UnderWay:
    """Register what tells that a volunteer has begun with a kind, which they may finish though nobody asks any more."""
    _under_way.append(told)
    return told


def is_under_way(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether the volunteer has begun with this kind."""
    return any(told(volunteer, kind, now) for told in _under_way)


def needs_of(volunteer_ids: Collection[int] | None, *, now: datetime) -> list[Need]:
    """Return what the shifts that these volunteers want, or have, ask of them; of everybody for None."""
    return [need for source in _sources for need in source(volunteer_ids, now)]


def asks_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> list[ClearanceRequirement]:
    """Return the requirements by which this kind is asked of the volunteer; none where nobody asks for it.

    What is under way is finished by the terms of every programme that knows it.
    """
    found = []
    if kind in kinds_for_mentoring(volunteer):
        found.append(requirement_of(kind))
    if any(need.kind is kind for need in needs_of([volunteer.id], now=now)):
        found.append(requirement_of(kind, programme=SHIFTS))
    if not found and is_under_way(volunteer, kind, now=now):
        found = [requirement_of(kind), requirement_of(kind, programme=SHIFTS)]
    return [requirement for requirement in found if requirement is not None]


def is_asked_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether any programme asks this of the volunteer."""
    if kind in kinds_for_mentoring(volunteer) or is_under_way(volunteer, kind, now=now):
        return True
    return any(need.kind is kind for need in needs_of([volunteer.id], now=now))


def asked_kinds(volunteer: Volunteer, *, now: datetime) -> list[ClearanceKind]:
    """Return every kind that is asked of the volunteer, in the order in which the steps are taken."""
    kinds = {need.kind for need in needs_of([volunteer.id], now=now)} | set(kinds_for_mentoring(volunteer))
    return [kind for kind in IN_ORDER if kind in kinds]


def kinds_for_mentoring(volunteer: Volunteer) -> list[ClearanceKind]:
    """Return what the mentoring programme asks of the volunteer: nothing of those who never applied."""
    if volunteer.mentor is None:
        return []
    return required_kinds(volunteer.mentor.youngest_age, all_requirements())


def may_record_for(user: User, volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether a programme that asks this of the volunteer lets one of the user's roles record it."""
    return any(
        user.has_any_role(*map(RoleName, requirement.verified_by))
        for requirement in asks_of(volunteer, kind, now=now)
    )
