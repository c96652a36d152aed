"""Reads of associations: the public ones, and a coordinator's own."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

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


def own_associations(viewer: User) -> Sequence[Association]:
    """Return the associations that the viewer registered or coordinates for, by name."""
    return db.session.scalars(
        select(Association)
        .join(association_coordinators)
        .where(association_coordinators.c.user_id == viewer.id)
        .order_by(Association.name, Association.id)
    ).all()
