"""What is asked of a volunteer, and by which programme: of mentors by the ages they meet, of others by the shifts they want."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Select, Subquery, any_, literal, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from web.accounts.models import RoleName, User
from web.extensions import db
from web.profiles.models import MentorStatus, Volunteer
from web.vetting.models import SHIFTS, ClearanceKind, ClearanceRequirement
from web.vetting.queries import (
    IN_ORDER,
    all_requirements,
    required_kinds,
    requirement_of,
    requirements_knowing,
)


@dataclass(frozen=True)
class Need:
    """A kind that a task asks of a volunteer, since they want one of its shifts or have one.

    `is_only_asked`: the association has asked whether they would get it, and they have not answered yet.
    """

    volunteer_id: int
    kind: ClearanceKind
    task_id: int
    association_id: int
    is_only_asked: bool = False


Source = Callable[[datetime], Select[tuple[int, str, int, int, bool]]]
_sources: list[Source] = []


def tells_needs(source: Source) -> Source:
    """Register what selects the needs of volunteers by their shifts, in the order of `Need`; it stands above."""
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


def needs_of(volunteer_ids: Collection[int], *, now: datetime) -> list[Need]:
    """Return what the shifts that these volunteers want, or have, ask of them."""
    needs = all_needs(now=now)
    among = any_(literal(sorted(volunteer_ids), ARRAY(Integer)))
    rows = db.session.execute(select(needs).where(needs.c.volunteer_id == among).order_by(*needs.c))
    return [
        Need(volunteer_id, ClearanceKind(kind), task_id, association_id, is_only_asked)
        for volunteer_id, kind, task_id, association_id, is_only_asked in rows
    ]


def all_needs(*, now: datetime) -> Subquery:
    """Everybody's needs, to be counted and compared where they are kept: they may be many."""
    return union_all(*(source(now) for source in _sources)).subquery("needs")


def asks_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> list[ClearanceRequirement]:
    """Return the requirements by which this kind is asked of the volunteer; none where nobody asks for it.

    What is under way is finished by the terms of every programme that knows it.
    """
    found = []
    if kind in kinds_for_mentoring(volunteer):
        found.append(requirement_of(kind))
    if is_asked_by_shifts(volunteer, kind, now=now):
        found.append(requirement_of(kind, programme=SHIFTS))
    if not found and is_under_way(volunteer, kind, now=now):
        found = [requirement_of(kind), requirement_of(kind, programme=SHIFTS)]
    return [requirement for requirement in found if requirement is not None]


def is_asked_of(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether any programme asks this of the volunteer."""
    if kind in kinds_for_mentoring(volunteer) or is_under_way(volunteer, kind, now=now):
        return True
    return is_asked_by_shifts(volunteer, kind, now=now)


def is_asked_by_shifts(volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether the shifts that the volunteer wants, or has, ask this of them."""
    return any(need.kind is kind for need in needs_of([volunteer.id], now=now))


def asked_kinds(volunteer: Volunteer, *, now: datetime) -> list[ClearanceKind]:
    """Return every kind that is asked of the volunteer, in the order in which the steps are taken."""
    kinds = {need.kind for need in needs_of([volunteer.id], now=now)} | set(kinds_for_mentoring(volunteer))
    return [kind for kind in IN_ORDER if kind in kinds]


def kinds_for_mentoring(volunteer: Volunteer) -> list[ClearanceKind]:
    """Return what the mentoring programme asks of the volunteer: nothing of those who never applied or were refused."""
    return kinds_under(all_requirements(), volunteer)


def kinds_under(requirements: Sequence[ClearanceRequirement], volunteer: Volunteer) -> list[ClearanceKind]:
    """Return what these requirements for mentors ask of the volunteer."""
    if volunteer.mentor is None or volunteer.mentor.status is MentorStatus.REFUSED:
        return []
    return required_kinds(volunteer.mentor.youngest_age, requirements)


def asked_among(volunteers: Collection[Volunteer], kind: ClearanceKind, *, now: datetime) -> frozenset[int]:
    """Return the ids of those of whom any programme asks this, as `is_asked_of` tells of one."""
    by_shifts = {
        need.volunteer_id for need in needs_of([one.id for one in volunteers], now=now) if need.kind is kind
    }
    requirements = all_requirements()
    by_mentoring = {one.id for one in volunteers if kind in kinds_under(requirements, one)}
    return frozenset(by_shifts | by_mentoring)


def may_record_for(user: User, volunteer: Volunteer, kind: ClearanceKind, *, now: datetime) -> bool:
    """Tell whether every programme that asks this of the volunteer lets one of the user's roles record it.

    It is one clearance for all of them, so the strictest decides.
    """
    asks = asks_of(volunteer, kind, now=now)
    return bool(asks) and all(user.has_any_role(*map(RoleName, ask.verified_by)) for ask in asks)


def may_take_back(user: User, kind: ClearanceKind) -> bool:
    """Tell whether a programme that knows this kind lets one of the user's roles record it, whoever asks for it now."""
    return any(
        user.has_any_role(*map(RoleName, requirement.verified_by))
        for requirement in requirements_knowing(kind)
    )
