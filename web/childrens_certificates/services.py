"""Ordering children's certificates through an association, which records only that one has been obtained."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.models import Association
from web.audit.services import record_event, take_step
from web.childrens_certificates import messages
from web.childrens_certificates.models import ORDER_STEPS, CertificateOrder, OrderStatus
from web.childrens_certificates.queries import KIND, associations_to_choose, needs_certificate
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.vetting.asking import is_asked_by_shifts
from web.vetting.services import Validity, refuse_own, usual_last_day, verify_clearance

ASKED_ALREADY = "uq_certificate_orders_asked"


def ask_for_certificate(
    volunteer: Volunteer, association: Association, *, by: User, now: datetime
) -> CertificateOrder:
    """Keep the volunteer's consent that this association orders the certificate, and tell its coordinators.

    Raises RuleError where nobody under 15 is involved, for somebody else's certificate, for an association that has no
    reason to order it, and while one is on its way.
    """
    if volunteer.user_id != by.id:
        raise RuleError(gettext("Only the person themselves can say yes to this."))
    if not needs_certificate(volunteer, now=now):
        raise RuleError(gettext("A children's certificate is only asked for when somebody is under 15."))
    if association not in associations_to_choose(volunteer, now=now):
        raise RuleError(gettext("Choose one of the associations."), field="association")
    order = CertificateOrder(
        volunteer_id=volunteer.id,
        association_id=association.id,
        status=OrderStatus.ASKED,
        consented_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(order)
            db.session.flush()
    except IntegrityError as error:
        if ASKED_ALREADY not in str(error):
            raise
        raise RuleError(gettext("It is on its way already.")) from error
    record_event("ask for certificate", order, by=by, now=now)
    messages.ask_association(order)
    return order


def withdraw_order(order: CertificateOrder, *, by: User, now: datetime) -> None:
    """Take the consent back while the certificate has not been obtained."""
    take_step(order, ORDER_STEPS, "withdraw", by=by, now=now, changes={"answered_at": now})


def record_obtained(order: CertificateOrder, issued_on: date, *, by: User, now: datetime) -> None:
    """Record that the association has obtained the certificate; the certificate itself stays with them.

    Who wants shifts is told of it with what they can sign up for now (`web.papers.effects`), and hears it only once.
    """
    refuse_own(order.volunteer, by=by)
    take_step(order, ORDER_STEPS, "obtain", by=by, now=now, changes={"answered_at": now})
    validity = Validity(issued_on, usual_last_day(order.volunteer, KIND, issued_on, now=now))
    verify_clearance(order.volunteer, KIND, validity, by=by, now=now)
    if not is_asked_by_shifts(order.volunteer, KIND, now=now):
        messages.tell_mentor(order)


def record_not_obtained(order: CertificateOrder, *, by: User, now: datetime) -> None:
    """Record that no certificate was obtained. Why is never written; the municipality talks with the volunteer."""
    refuse_own(order.volunteer, by=by)
    take_step(order, ORDER_STEPS, "not obtain", by=by, now=now, changes={"answered_at": now})
