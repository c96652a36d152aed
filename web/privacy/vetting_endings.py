"""How vetting that is under way ends before a volunteer is erased: seats and hours are free for others again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from web.accounts.models import User
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.childrens_certificates.services import withdraw_order
from web.courses.queries import coming_places
from web.courses.services import cancel_place
from web.extensions import db
from web.interviews.queries import planned_interview
from web.interviews.services import cancel_interview
from web.profiles.models import Mentor, Volunteer
from web.references.models import Reference
from web.references.services import delete_reference


def end_vetting(volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Delete the references with their mails, call the interview off, give seats back, and take the order back."""
    if volunteer.mentor is not None:
        end_screening(volunteer.mentor, by=by, now=now)
    for place in coming_places(volunteer, now=now):
        cancel_place(place, by=by, now=now)
    orders = select(CertificateOrder).where(
        CertificateOrder.volunteer_id == volunteer.id, CertificateOrder.status == OrderStatus.ASKED
    )
    for order in db.session.scalars(orders).all():
        withdraw_order(order, by=by, now=now)


def end_screening(mentor: Mentor, *, by: User, now: datetime) -> None:
    """Delete the references with their mails, and call the interview off."""
    for reference in db.session.scalars(select(Reference).where(Reference.mentor_id == mentor.id)).all():
        delete_reference(reference, now=now)
    interview = planned_interview(mentor)
    if interview is not None and interview.starts_at > now:
        cancel_interview(interview, by=by, now=now)
