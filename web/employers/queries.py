"""Reads of employers: one's own, and those that wait for an administrator."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.core.paging import Page, paged
from web.employers.models import Employer, EmployerStatus, employer_contacts
from web.extensions import db


def employers_of(viewer: User) -> Sequence[Employer]:
    """Return the employers that the viewer speaks for."""
    return db.session.scalars(
        select(Employer)
        .join(employer_contacts)
        .where(employer_contacts.c.user_id == viewer.id)
        .options(joinedload(Employer.area))
        .order_by(Employer.name, Employer.id)
    ).all()


def own_employer(viewer: User, employer_id: int) -> Employer:
    """Return an employer that the viewer speaks for; NotVisibleError for any other."""
    found = db.session.scalar(
        select(Employer)
        .join(employer_contacts)
        .where(Employer.id == employer_id, employer_contacts.c.user_id == viewer.id)
        .options(joinedload(Employer.area))
    )
    if found is None:
        raise NotVisibleError
    return found


def employers_with(status: EmployerStatus) -> Page[Employer]:
    """Return one page of the employers of a status, the longest waiting first."""
    return paged(
        select(Employer)
        .where(Employer.status == status)
        .options(joinedload(Employer.area), selectinload(Employer.contacts))
        .order_by(Employer.created_at, Employer.id)
    )


def employer_to_decide(employer_id: int) -> Employer:
    """Return an employer for an administrator's answer; NotVisibleError where there is none."""
    found = db.session.get(Employer, employer_id)
    if found is None:
        raise NotVisibleError
    return found


def pending_count() -> int:
    """Return how many employers wait for approval."""
    statement = select(func.count(Employer.id)).where(Employer.status == EmployerStatus.PENDING)
    return db.session.scalar(statement) or 0
