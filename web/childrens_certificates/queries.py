"""Reads of certificate orders: the volunteer's own, and those an association is to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.associations.models import Association, AssociationStatus
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.vetting.asking import asked_among, is_asked_of, kinds_for_mentoring, needs_of
from web.vetting.models import ClearanceKind

LARGEST_ID = 2**31 - 1
SHOWN = 100
KIND = ClearanceKind.CHILDRENS_CERTIFICATE


def needs_certificate(volunteer: Volunteer, *, now: datetime) -> bool:
    """Tell whether the volunteer may meet somebody so young that a certificate is asked for."""
    return is_asked_of(volunteer, KIND, now=now)


def newest_order(volunteer: Volunteer) -> CertificateOrder | None:
    """Return the volunteer's newest order."""
    return db.session.scalar(
        select(CertificateOrder)
        .where(CertificateOrder.volunteer_id == volunteer.id)
        .options(joinedload(CertificateOrder.association))
        .order_by(CertificateOrder.id.desc())
        .limit(1)
    )


def orders_waiting_at(association: Association, *, now: datetime) -> Sequence[CertificateOrder]:
    """Return the orders that an association is to answer, of volunteers who still need a certificate."""
    orders = db.session.scalars(
        select(CertificateOrder)
        .where(
            CertificateOrder.association_id == association.id, CertificateOrder.status == OrderStatus.ASKED
        )
        .options(
            joinedload(CertificateOrder.volunteer).joinedload(Volunteer.user),
            joinedload(CertificateOrder.volunteer).joinedload(Volunteer.mentor),
        )
        .order_by(CertificateOrder.id)
        .limit(SHOWN)
    ).all()
    needing = asked_among([order.volunteer for order in orders], KIND, now=now)
    return [order for order in orders if order.volunteer_id in needing]


def order_at(association: Association, order_id: int, *, now: datetime) -> CertificateOrder:
    """Return one order at an association; raises NotVisibleError for any other."""
    order = db.session.get(CertificateOrder, min(order_id, LARGEST_ID))
    if (
        order is None
        or order.association_id != association.id
        or not needs_certificate(order.volunteer, now=now)
    ):
        raise NotVisibleError
    return order


def associations_to_choose(volunteer: Volunteer, *, now: datetime) -> Sequence[Association]:
    """Return the approved associations that may order for the volunteer, by name.

    Those whose shifts ask for it; for somebody who offers to be a mentor it may be any.
    """
    statement = select(Association).where(Association.status == AssociationStatus.APPROVED)
    if KIND not in kinds_for_mentoring(volunteer):
        asking = {need.association_id for need in needs_of([volunteer.id], now=now) if need.kind is KIND}
        statement = statement.where(Association.id.in_(asking))
    return db.session.scalars(statement.order_by(Association.name, Association.id)).all()
