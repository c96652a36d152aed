"""What waits for coordinators: certificates that somebody has asked their association to order."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.associations.models import association_coordinators
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.core.todo import Todo
from web.extensions import db


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the certificates to order, association by association."""
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    own = select(association_coordinators.c.association_id).where(
        association_coordinators.c.user_id == user.id
    )
    counts = db.session.execute(
        select(CertificateOrder.association_id, func.count())
        .where(CertificateOrder.status == OrderStatus.ASKED, CertificateOrder.association_id.in_(own))
        .group_by(CertificateOrder.association_id)
    )
    return [
        Todo(
            title=gettext("Children's certificates to order"),
            text=gettext("Somebody who will meet children has said yes to it."),
            url=url_for("childrens_certificates.list_orders", association_id=association_id),
            count=number,
        )
        for association_id, number in counts
    ]
