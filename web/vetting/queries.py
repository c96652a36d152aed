"""Reads about mentors' clearances; every list of people takes the viewer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import RoleName, User
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus, Volunteer
from web.vetting.models import (
    MENTORING,
    Clearance,
    ClearanceKind,
    ClearanceRequirement,
    ClearanceStatus,
    MentorWorth,
    ScreeningDecision,
)

IN_ORDER = (
    ClearanceKind.COMMITMENT,
    ClearanceKind.CONFIDENTIALITY,
    ClearanceKind.REFERENCES,
    ClearanceKind.INTERVIEW,
    ClearanceKind.CRIMINAL_RECORD,
    ClearanceKind.CHILDRENS_CERTIFICATE,
    ClearanceKind.TRAINING,
)
DAYS_TO_RENEW = 60
SEES_EVERY_AREA = (RoleName.CASEWORKER, RoleName.ADMINISTRATOR)


@dataclass(frozen=True)
class Check:
    """One clearance that a mentor needs: what is recorded, if anything, and whether it counts on the day asked for."""

    kind: ClearanceKind
    clearance: Clearance | None
    is_valid: bool

    @property
    def status(self) -> ClearanceStatus:
        return ClearanceStatus.PENDING if self.clearance is None else self.clearance.status

    @property
    def is_expired(self) -> bool:
        return self.status is ClearanceStatus.VALID and not self.is_valid


def mentors_for(
    viewer: User, *, status: MentorStatus | None = None, area_id: int | None = None
) -> Select[Mentor]:
    """Select the mentors and applicants that the viewer may see, those who would give most young people a mentor first.

    Among equals the longest waiting come first, and those whom no run has counted yet last. Area contacts see those who
    live in their areas, but nobody with protected name and address: to be on such a list would tell where they live.
    """
    found = (
        select(Mentor)
        .join(Mentor.volunteer)
        .outerjoin(MentorWorth, MentorWorth.mentor_id == Mentor.id)
        .order_by(
            MentorWorth.more_helped.desc().nulls_last(),
            MentorWorth.could_help.desc().nulls_last(),
            Mentor.created_at,
            Mentor.id,
        )
    )
    found = found.options(
        joinedload(Mentor.volunteer).joinedload(Volunteer.user),
        joinedload(Mentor.volunteer).joinedload(Volunteer.area),
    )
    if not viewer.has_any_role(*SEES_EVERY_AREA):
        own = [area.id for area in viewer.contact_areas]
        found = found.where(Volunteer.area_id.in_(own), ~Volunteer.is_protected)
    if status is not None:
        found = found.where(Mentor.status == status)
    if area_id is not None:
        found = found.where(Volunteer.area_id == area_id, ~Volunteer.is_protected)
    return found


def mentor_for(viewer: User, mentor_id: int) -> Mentor:
    """Return one mentor; raises NotVisibleError where the viewer may not see them."""
    found = mentors_for(viewer).where(Mentor.id == mentor_id).options(selectinload(Mentor.goals))
    mentor = db.session.scalar(found)
    if mentor is None:
        raise NotVisibleError
    return mentor


def own_mentor_of(user: User) -> Mentor | None:
    """Return the user's own entry as a mentor, if there is one."""
    return db.session.scalar(select(Mentor).join(Mentor.volunteer).where(Volunteer.user_id == user.id))


def mentor_of(volunteer: Volunteer) -> Mentor:
    """Return the entry as a mentor of a volunteer of whom something is asked that only mentors are asked for."""
    assert volunteer.mentor is not None, "only mentors and applicants are asked for this"
    return volunteer.mentor


def is_valid_on(clearance: Clearance, day: date) -> bool:
    """Tell whether a clearance counts on that day (as the trigger on matches does)."""
    has_begun = clearance.issued_on is not None and clearance.issued_on <= day
    has_ended = clearance.expires_on is not None and clearance.expires_on < day
    return clearance.status is ClearanceStatus.VALID and has_begun and not has_ended


def counts_on(day: date) -> ColumnElement[bool]:
    """The clearance counts on that day, as `is_valid_on` tells of one."""
    return and_(
        Clearance.status == ClearanceStatus.VALID,
        Clearance.issued_on <= day,
        or_(Clearance.expires_on.is_(None), Clearance.expires_on >= day),
    )


def is_running_out(check: Check, *, day: date) -> bool:
    """Tell whether a clearance still counts but must be renewed within two months."""
    clearance = check.clearance
    if not check.is_valid or clearance is None or clearance.expires_on is None:
        return False
    return (clearance.expires_on - day).days <= DAYS_TO_RENEW


def worths_of(mentors: Iterable[Mentor]) -> dict[int, MentorWorth]:
    """Return how many young people each could help, by mentor id; those not counted yet are left out."""
    ids = [mentor.id for mentor in mentors]
    found = db.session.scalars(select(MentorWorth).where(MentorWorth.mentor_id.in_(ids)))
    return {worth.mentor_id: worth for worth in found}


def open_questions(mentors: Iterable[Mentor]) -> frozenset[int]:
    """Return which of these have been refused and ask for the reasons, or object."""
    ids = [mentor.id for mentor in mentors if mentor.status is MentorStatus.REFUSED]
    newest = (
        select(func.max(ScreeningDecision.id))
        .where(ScreeningDecision.mentor_id.in_(ids))
        .group_by(ScreeningDecision.mentor_id)
    )
    statement = select(ScreeningDecision.mentor_id).where(
        ScreeningDecision.id.in_(newest),
        or_(ScreeningDecision.reasons_asked_at.is_not(None), ScreeningDecision.objected_at.is_not(None)),
    )
    return frozenset(db.session.scalars(statement))


def clearances_of(volunteer_ids: Iterable[int]) -> Sequence[Clearance]:
    """Return every clearance of these volunteers."""
    return db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id.in_(list(volunteer_ids))).order_by(Clearance.id)
    ).all()


def all_requirements() -> Sequence[ClearanceRequirement]:
    """Return what the mentoring programme asks for now."""
    return db.session.scalars(
        select(ClearanceRequirement)
        .where(ClearanceRequirement.programme_code == MENTORING, ClearanceRequirement.is_required)
        .order_by(ClearanceRequirement.kind)
    ).all()


def requirement_of(kind: ClearanceKind, *, programme: str = MENTORING) -> ClearanceRequirement | None:
    """Return the row of that kind of a programme, asked for or not."""
    return db.session.scalar(
        select(ClearanceRequirement).where(
            ClearanceRequirement.programme_code == programme, ClearanceRequirement.kind == kind
        )
    )


def requirements_knowing(kind: ClearanceKind) -> Sequence[ClearanceRequirement]:
    """Return the rows of that kind of every programme, asked for or not."""
    return db.session.scalars(
        select(ClearanceRequirement)
        .where(ClearanceRequirement.kind == kind)
        .order_by(ClearanceRequirement.id)
    ).all()


def required_kinds(youngest_age: int, requirements: Iterable[ClearanceRequirement]) -> list[ClearanceKind]:
    """Return the kinds a mentor needs who is willing to meet young people from that age."""
    kinds = {
        requirement.kind
        for requirement in requirements
        if requirement.only_below_age is None or youngest_age < requirement.only_below_age
    }
    return [kind for kind in IN_ORDER if kind in kinds]


def checks_of(mentors: Iterable[Mentor], *, day: date) -> dict[int, list[Check]]:
    """Return, by mentor id, each clearance the mentor needs and whether it counts on that day."""
    wanted = list(mentors)
    requirements = all_requirements()
    held = {(held.volunteer_id, held.kind): held for held in clearances_of(m.volunteer_id for m in wanted)}
    checks: dict[int, list[Check]] = {}
    for mentor in wanted:
        found = [
            (kind, held.get((mentor.volunteer_id, kind)))
            for kind in required_kinds(mentor.youngest_age, requirements)
        ]
        checks[mentor.id] = [check_on(kind, clearance, day=day) for kind, clearance in found]
    return checks


def check_on(kind: ClearanceKind, clearance: Clearance | None, *, day: date) -> Check:
    """Return what is recorded of a kind, and whether it counts on that day."""
    return Check(kind, clearance, clearance is not None and is_valid_on(clearance, day))


def missing_kinds(mentor: Mentor, *, day: date) -> list[ClearanceKind]:
    """Return the kinds of clearance that the mentor lacks on that day."""
    return [check.kind for check in checks_of([mentor], day=day)[mentor.id] if not check.is_valid]
