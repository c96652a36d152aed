"""Reads of the employers that somebody speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.employers.models import Employer, employer_contacts
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
