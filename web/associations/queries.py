"""Reads of associations: the public ones, a coordinator's own, and those that wait for an administrator."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.associations.models import Association, AssociationStatus, association_coordinators
from web.core.errors import NotVisibleError
from web.core.paging import Page, paged
from web.extensions import db


def approved_associations(*, words: str) -> Page[Association]:
    """Return one page of the approved associations whose name or description has the words, by name."""
    statement = (
        select(Association)
        .where(Association.status == AssociationStatus.APPROVED)
        .options(joinedload(Association.area))
        .order_by(Association.name, Association.id)
    )
    if words:
        text = Association.name + " " + Association.about
        statement = statement.where(text.icontains(words, autoescape=True))
    return paged(statement)


def own_association(viewer: User, association_id: int) -> Association:
    """Return an association that the viewer registered or coordinates for; NotVisibleError for any other."""
    association = db.session.scalar(
        select(Association)
        .join(association_coordinators)
        .where(Association.id == association_id, association_coordinators.c.user_id == viewer.id)
        .options(joinedload(Association.area))
    )
    if association is None:
        raise NotVisibleError
    return association


def associations_with(status: AssociationStatus) -> Page[Association]:
    """Return one page of the associations of a status, the longest waiting first."""
    return paged(
        select(Association)
        .where(Association.status == status)
        .options(joinedload(Association.area), selectinload(Association.coordinators))
        .order_by(Association.created_at, Association.id)
    )


def association_to_decide(association_id: int) -> Association:
    """Return an association for an administrator's answer; NotVisibleError where there is none."""
    association = db.session.get(Association, association_id)
    if association is None:
        raise NotVisibleError
    return association


def pending_count() -> int:
    """Return how many associations wait for approval."""
    statement = select(func.count(Association.id)).where(Association.status == AssociationStatus.PENDING)
    return db.session.scalar(statement) or 0
