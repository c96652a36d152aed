"""Changing what the programme asks for: what a change would mean is counted first, then it is made and recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext
from sqlalchemy import column, func, literal, or_, select, table

from web.accounts.models import RoleName, User
from web.audit.services import record_event
from web.core import clock
from web.core.errors import NotVisibleError, RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus
from web.vetting.models import (
    GIVEN_BY_ONESELF,
    MENTORING,
    SHIFTS,
    Clearance,
    ClearanceKind,
    ClearanceRequirement,
    ClearanceStatus,
)
from web.vetting.queries import IN_ORDER

CHILDREN_ARE_BELOW = 15
LARGEST_ID = 2**31 - 1
# Matches and demands stand above this feature, so their tables are read by name.
MATCHES = table("matches", column("mentor_id"), column("status"))
DEMANDS = table("staffing_demands", column("task_id"), column("clearances"))
MENTORS_NOW = (MentorStatus.APPROVED, MentorStatus.PAUSED)


@dataclass(frozen=True)
class Terms:
    """What a programme asks for of one kind: whether, of whom, for how long, and who may record it."""

    is_required: bool
    only_below_age: int | None
    valid_for_months: int | None
    verified_by: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """What a change would mean today, in numbers of people."""

    mentors_stopped: int
    in_touch_with_somebody: int
    applicants_asked: int
    mentors_freed: int
    tasks_asking: int = 0


def programme_requirements(programme: str = MENTORING) -> list[ClearanceRequirement]:
    """Return every row of a programme, in the order in which the steps are taken."""
    rows = db.session.scalars(
        select(ClearanceRequirement).where(ClearanceRequirement.programme_code == programme)
    ).all()
    return sorted(rows, key=lambda row: IN_ORDER.index(row.kind))


def papers_of_shifts() -> dict[str, int | None]:
    """Return the kinds that shifts may ask for; with it the age below which somebody must be whom one is together with."""
    return {row.kind.value: row.only_below_age for row in programme_requirements(SHIFTS) if row.is_required}


def children_are_below() -> int:
    """Return the age below which somebody must be where a shift asks for a children's certificate."""
    return papers_of_shifts().get(ClearanceKind.CHILDRENS_CERTIFICATE.value) or CHILDREN_ARE_BELOW


def wrong_papers(
    kinds: Collection[str], *, youngest_met: int | None, may_ask: Mapping[str, int | None]
) -> Iterator[tuple[str, str]]:
    """Find what a shift may not ask for, by the field where it stands; `may_ask` is `papers_of_shifts`."""
    if not may_ask.keys() >= set(kinds):
        yield "clearances", gettext("This may not be asked for on shifts.")
    for kind in kinds:
        below = may_ask.get(kind)
        if below is not None and (youngest_met is None or youngest_met >= below):
            yield "youngest_met", only_below(below)


def only_below(age: int) -> str:
    """Say of whom alone a children's certificate may be asked."""
    return gettext("A children's certificate may only be asked for where somebody is under %(age)s.", age=age)


def requirement_with(requirement_id: int) -> ClearanceRequirement:
    """Return one row of any programme; raises NotVisibleError where there is none."""
    found = db.session.get(ClearanceRequirement, min(requirement_id, LARGEST_ID))
    if found is None:
        raise NotVisibleError
    return found


def terms_of(requirement: ClearanceRequirement) -> Terms:
    """Return the terms of a stored row."""
    return Terms(
        requirement.is_required,
        requirement.only_below_age,
        requirement.valid_for_months,
        tuple(sorted(requirement.verified_by)),
    )


def effect_of(requirement: ClearanceRequirement, terms: Terms, *, now: datetime) -> Effect:
    """Count whom a change would stop, ask or free today; months count only for what is recorded from then on."""
    day, kind = clock.local_date(now), requirement.kind
    if requirement.programme_code == SHIFTS:
        return Effect(0, 0, 0, 0, tasks_asking=count_tasks_asking(kind))
    before = lacking(kind, terms_of(requirement), day=day)
    after = lacking(kind, terms, day=day)
    mentors = {key for key, status in after.items() if status in MENTORS_NOW and key not in before}
    return Effect(
        mentors_stopped=len(mentors),
        in_touch_with_somebody=count_in_touch(mentors),
        applicants_asked=sum(
            status is MentorStatus.APPLIED for key, status in after.items() if key not in before
        ),
        mentors_freed=sum(status in MENTORS_NOW for key, status in before.items() if key not in after),
    )


def lacking(kind: ClearanceKind, terms: Terms, *, day: date) -> dict[int, MentorStatus]:
    """Return the mentors and applicants who lack a kind that is asked of them under these terms, with their status."""
    if not terms.is_required:
        return {}
    has_valid = (
        select(Clearance.id)
        .where(
            Clearance.volunteer_id == Mentor.volunteer_id,
            Clearance.kind == kind,
            Clearance.status == ClearanceStatus.VALID,
            Clearance.issued_on <= day,
            or_(Clearance.expires_on.is_(None), Clearance.expires_on >= day),
        )
        .exists()
    )
    statement = select(Mentor.id, Mentor.status).where(
        Mentor.status.in_((*MENTORS_NOW, MentorStatus.APPLIED)), ~has_valid
    )
    if terms.only_below_age is not None:
        statement = statement.where(Mentor.youngest_age < terms.only_below_age)
    return {row[0]: row[1] for row in db.session.execute(statement)}


def count_in_touch(mentor_ids: set[int]) -> int:
    """Return how many of these mentors have a running match."""
    statement = select(func.count(MATCHES.c.mentor_id.distinct())).where(
        MATCHES.c.mentor_id.in_(mentor_ids), MATCHES.c.status == "active"
    )
    return db.session.scalar(statement) or 0


def count_tasks_asking(kind: ClearanceKind) -> int:
    """Return how many tasks ask for this on their shifts now."""
    statement = select(func.count(DEMANDS.c.task_id.distinct())).where(
        literal(kind.value) == func.any(DEMANDS.c.clearances)
    )
    return db.session.scalar(statement) or 0


def change_requirement(requirement: ClearanceRequirement, terms: Terms, *, by: User, now: datetime) -> Effect:
    """Change what is asked for; raises RuleError for a children's certificate of those who meet no children."""
    ensure_lawful(requirement.kind, terms)
    lock_row(requirement)
    effect = effect_of(requirement, terms, now=now)
    details: dict[str, Any] = {
        "kind": requirement.kind.value,
        "before": asdict(terms_of(requirement)),
        "after": asdict(terms),
        "effect": asdict(effect),
    }
    requirement.is_required = terms.is_required
    requirement.only_below_age = terms.only_below_age
    requirement.valid_for_months = terms.valid_for_months
    requirement.verified_by = list(terms.verified_by)
    record_event("change requirement", requirement, by=by, now=now, details=details)
    db.session.flush()
    return effect


def ensure_lawful(kind: ClearanceKind, terms: Terms) -> None:
    """Raise RuleError for what the law or common sense forbids."""
    is_certificate = kind is ClearanceKind.CHILDRENS_CERTIFICATE
    if is_certificate and (terms.only_below_age is None or terms.only_below_age > CHILDREN_ARE_BELOW):
        raise RuleError(only_below(CHILDREN_ARE_BELOW), field="only_below_age")
    if not is_certificate and RoleName.COORDINATOR in terms.verified_by:
        raise RuleError(gettext("Associations only record children's certificates."), field="verified_by")
    if not terms.verified_by and kind not in GIVEN_BY_ONESELF:
        raise RuleError(gettext("Somebody must be able to record it."), field="verified_by")
