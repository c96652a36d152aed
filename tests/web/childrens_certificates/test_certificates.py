"""Children's certificates: only where children are, ordered by an association with consent, recorded and never sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.childrens_certificates.services import (
    ask_for_certificate,
    record_not_obtained,
    record_obtained,
    withdraw_order,
)
from web.childrens_certificates.todo import waiting_for
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus
from web.vetting.queries import missing_kinds

pytestmark = pytest.mark.usefixtures("database")
KIND = ClearanceKind.CHILDRENS_CERTIFICATE


def an_applicant(*, youngest_age: int = 12) -> Mentor:
    return make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED, youngest_age=youngest_age)


def ordered(mentor: Mentor) -> CertificateOrder:
    """An order at an association with one coordinator."""
    return ask_for_certificate(
        mentor.volunteer, make.make_association(), by=mentor.volunteer.user, now=make.NOW
    )


def test_nobody_who_meets_only_older_ones_is_asked(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor = an_applicant(youngest_age=15)
    with pytest.raises(RuleError, match="15"):
        ordered(mentor)
    assert sign_in(mentor.volunteer.user).get("/frivillig/boerneattest").status_code == 404


def test_the_association_records_that_it_has_been_obtained_and_nothing_else() -> None:
    mentor = an_applicant()
    order = ordered(mentor)
    coordinator = order.association.coordinators[0]
    told = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == coordinator.id)).one()
    assert mentor.volunteer.user.name in told.body
    record_obtained(order, make.TODAY, by=coordinator, now=make.NOW)
    held = db.session.scalars(select(Clearance).where(Clearance.kind == KIND)).one()
    assert (held.status, held.verified_by_id) == (ClearanceStatus.VALID, coordinator.id)
    assert held.expires_on == make.TODAY.replace(year=make.TODAY.year + 2)
    assert KIND not in missing_kinds(mentor, day=make.TODAY)
    own = db.session.scalars(
        select(OutboxMessage.body).where(OutboxMessage.user_id == mentor.volunteer.user_id)
    ).one()
    assert "/frivillig/mentor" in own
    with pytest.raises(TransitionError):
        record_not_obtained(order, by=coordinator, now=make.NOW)


def test_consent_can_be_taken_back_until_then_and_asked_for_once_at_a_time() -> None:
    mentor = an_applicant()
    order = ordered(mentor)
    with pytest.raises(RuleError, match="allerede på vej"):
        ordered(mentor)
    withdraw_order(order, by=mentor.volunteer.user, now=make.NOW)
    with pytest.raises(TransitionError):
        record_obtained(order, make.TODAY, by=order.association.coordinators[0], now=make.NOW)
    assert ordered(mentor).status is OrderStatus.ASKED


def test_nobody_consents_for_somebody_else() -> None:
    with pytest.raises(RuleError):
        ask_for_certificate(
            an_applicant().volunteer,
            make.make_association(),
            by=make.make_user(RoleName.CASEWORKER),
            now=make.NOW,
        )


def test_the_pages_from_consent_to_record(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor, association = an_applicant(), make.make_association()
    user, association_id = mentor.volunteer.user, association.id
    coordinator, stranger = association.coordinators[0], make.make_association().coordinators[0]
    own = sign_in(user)
    path = "/frivillig/boerneattest"
    assert "Sæt kryds her" in own.post(path, data={"association": association_id}).get_data(as_text=True)
    own.post(path, data={"association": association_id, "has_consented": "y"})
    order_id = db.session.scalars(select(CertificateOrder.id)).one()
    theirs = sign_in(coordinator)
    there = f"/foreninger/{association_id}/boerneattester"
    assert user.name in theirs.get(there).get_data(as_text=True)
    assert sign_in(stranger).get(there).status_code == 404
    assert sign_in(stranger).get(f"{there}/{order_id}").status_code == 404
    assert "Skriv den dato" in theirs.post(f"{there}/{order_id}", data={"result": "obtained"}).get_data(
        as_text=True
    )
    typed = {"result": "obtained", "issued_on": "2026-03-01"}
    assert theirs.post(f"{there}/{order_id}", data=typed).location == there
    assert theirs.get(f"{there}/{order_id}").status_code == 404
    assert "I orden" in own.get("/frivillig/mentor").get_data(as_text=True)


def test_a_mentor_who_raises_their_age_is_no_longer_asked(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor = an_applicant()
    order = ordered(mentor)
    association_id, order_id = order.association_id, order.id
    coordinator = order.association.coordinators[0]
    mentor.youngest_age = 16
    client = sign_in(coordinator)
    there = f"/foreninger/{association_id}/boerneattester"
    assert "Ingen venter" in client.get(there).get_data(as_text=True)
    assert client.get(f"{there}/{order_id}").status_code == 404


def test_coordinators_see_what_is_asked_of_their_own_associations(app: Flask) -> None:
    order = ordered(an_applicant())
    coordinator, stranger = order.association.coordinators[0], make.make_association().coordinators[0]
    with app.test_request_context():
        (todo,) = waiting_for(coordinator, now=make.NOW)
        assert waiting_for(stranger, now=make.NOW) == []
    assert (todo.count, todo.url) == (1, f"/foreninger/{order.association_id}/boerneattester")
