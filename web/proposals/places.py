"""Free places of mentors: capacity less running matches and less proposals that a caseworker has approved."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, column, func, or_, select, table

from web.extensions import db
from web.profiles.models import Mentor
from web.proposals.models import Proposal, ProposalStatus
from web.vetting.models import (
    MENTORING,
    Clearance,
    ClearanceKind,
    ClearanceRequirement,
    ClearanceStatus,
)

# Matches stand above this feature, so their table is read by name; the database guards the same count with seats.
MATCHES = table("matches", column("mentor_id"), column("status"))
HOLDING_A_PLACE = (ProposalStatus.APPROVED, ProposalStatus.MENTOR_ACCEPTED)


def used_places() -> dict[int, int]:
    """Return how many places of each mentor are taken or promised, by mentor id; mentors without any are left out."""
    taken = select(MATCHES.c.mentor_id).where(MATCHES.c.status == "active")
    promised = select(Proposal.mentor_id).where(Proposal.status.in_(HOLDING_A_PLACE))
    both = taken.union_all(promised).subquery()
    rows = db.session.execute(select(both.c.mentor_id, func.count()).group_by(both.c.mentor_id))
    return {row[0]: row[1] for row in rows}


def free_places(mentor: Mentor) -> int:
    """Return the mentor's free places; exact while the caller holds the mentor's row lock."""
    taken = count_of(
        select(func.count())
        .select_from(MATCHES)
        .where(MATCHES.c.mentor_id == mentor.id, MATCHES.c.status == "active")
    )
    promised = count_of(
        select(func.count())
        .select_from(Proposal)
        .where(Proposal.mentor_id == mentor.id, Proposal.status.in_(HOLDING_A_PLACE))
    )
    return mentor.capacity - taken - promised


def count_of(statement: Select[int]) -> int:
    """Return the one number that the statement counts."""
    return db.session.scalars(statement).one()


def lock_mentor(mentor_id: int) -> Mentor:
    """Return the mentor with their row locked: whoever gives away a place waits here for the one before.

    Others may meanwhile write rows that refer to the mentor: a no to one of their proposals must not wait for a yes.
    """
    return db.session.scalars(
        select(Mentor)
        .where(Mentor.id == mentor_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def missing_clearances(mentor: Mentor, *, age: int, day: date) -> list[ClearanceKind]:
    """Return the kinds of clearance that this mentor would need on `day` for somebody of that age and has not."""
    has_valid = (
        select(Clearance.id)
        .where(
            Clearance.volunteer_id == mentor.volunteer_id,
            Clearance.kind == ClearanceRequirement.kind,
            Clearance.status == ClearanceStatus.VALID,
            Clearance.issued_on <= day,
            or_(Clearance.expires_on.is_(None), Clearance.expires_on >= day),
        )
        .exists()
    )
    is_asked = or_(ClearanceRequirement.only_below_age.is_(None), ClearanceRequirement.only_below_age > age)
    statement = select(ClearanceRequirement.kind).where(
        ClearanceRequirement.programme_code == MENTORING,
        ClearanceRequirement.is_required,
        is_asked,
        ~has_valid,
    )
    return list(db.session.scalars(statement.order_by(ClearanceRequirement.kind)))
