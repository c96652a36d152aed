"""Reads of certificate orders: the mentor's own, and those an association is to answer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.associations.models import Association, AssociationStatus
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.vetting.models import ClearanceKind
from web.vetting.queries import all_requirements, required_kinds

LARGEST_ID = 2**31 - 1
SHOWN = 100


def is_asked_of(mentor: Mentor) -> bool:
    """Tell whether the mentor may meet somebody so young that a certificate is asked for."""
    return ClearanceKind.CHILDRENS_CERTIFICATE in required_kinds(mentor.youngest_age, all_requirements())


def newest_order(mentor: Mentor) -> CertificateOrder | None:
    """Return the mentor's newest order."""
    return db.session.scalar(
        select(CertificateOrder)
        .where(CertificateOrder.mentor_id == mentor.id)
        .options(joinedload(CertificateOrder.association))
        .order_by(CertificateOrder.id.desc())
        .limit(1)
    )


def orders_waiting_at(association: Association) -> Sequence[CertificateOrder]:
    """Return the orders that an association is to answer, of mentors who still need a certificate."""
    found = db.session.scalars(
        select(CertificateOrder)
        .where(
            CertificateOrder.association_id == association.id, CertificateOrder.status == OrderStatus.ASKED
        )
        .options(joinedload(CertificateOrder.mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user))
        .order_by(CertificateOrder.id)
        .limit(SHOWN)
    )
    return [order for order in found if is_asked_of(order.mentor)]


def order_at(association: Association, order_id: int) -> CertificateOrder:
    """Return one order at an association; raises NotVisibleError for any other."""
    order = db.session.get(CertificateOrder, min(order_id, LARGEST_ID))
    if order is None or order.association_id != association.id or not is_asked_of(order.mentor):
        raise NotVisibleError
    return order


def associations_to_choose() -> Sequence[Association]:
    """Return the approved associations by name."""
    return db.session.scalars(
        select(Association)
        .where(Association.status == AssociationStatus.APPROVED)
        .order_by(Association.name, Association.id)
    ).all()
