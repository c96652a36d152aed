"""Reads of organisations for the administrator's queue."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from web.core.errors import NotVisibleError
from web.core.paging import Page, paged
from web.extensions import db
from web.organisations.models import Organisation, OrganisationStatus
from web.organisations.register import O, Register


def organisations_with(of: Register[O], status: OrganisationStatus) -> Page[O]:
    """Return one page of the organisations of a status, the longest waiting first."""
    return paged(
        select(of.model)
        .where(of.model.status == status)
        .options(joinedload(of.model.area), selectinload(of.people))
        .order_by(of.model.created_at, of.model.id)
    )


def organisations_that_ask(of: Register[O]) -> Sequence[O]:
    """Return those that ask for another name, kind or number, the longest waiting first."""
    return db.session.scalars(
        select(of.model)
        .where(of.model.asked_at.is_not(None))
        .options(joinedload(of.model.area))
        .order_by(of.model.asked_at, of.model.id)
    ).all()


def organisation_to_decide(of: Register[O], organisation_id: int) -> O:
    """Return an organisation for an administrator's answer; NotVisibleError where there is none."""
    found = db.session.get(of.model, organisation_id)
    if found is None:
        raise NotVisibleError
    return found


def pending_count(model: type[Organisation]) -> int:
    """Return how many organisations of a kind wait for an administrator, with a registration or a change."""
    waits = or_(model.status == OrganisationStatus.PENDING, model.asked_at.is_not(None))
    return db.session.scalar(select(func.count(model.id)).where(waits)) or 0
