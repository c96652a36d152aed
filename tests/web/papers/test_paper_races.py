"""At the same moment: two who ask, two clicks on one order, a wish and its end; each happens once, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.papers.scenes import CERTIFICATE, a_shift, a_wish, an_order
from web.childrens_certificates.models import CertificateOrder
from web.childrens_certificates.services import record_obtained, withdraw_order
from web.core import clock
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.papers.services import ask_volunteer
from web.profiles.models import Volunteer
from web.tasks.models import Shift
from web.vetting.models import Clearance, ClearanceStatus

pytestmark = pytest.mark.usefixtures("database")


def at_once(app: Flask, *steps: Callable[[], object]) -> list[bool]:
    """Take the steps at once, each on its own connection; tell which were taken."""

    def taken(step: Callable[[], object]) -> bool:
        with app.app_context():
            try:
                step()
                db.session.commit()
            except (RuleError, TransitionError):
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(taken, steps))


def test_two_who_ask_at_once_send_one_mail(app: Flask) -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = make.make_volunteer()
    make.make_signup(
        shift=make.make_shift(task=make.make_task(association=shift.task.association)), volunteer=volunteer
    )
    shift_id, volunteer_id = shift.id, volunteer.id
    db.session.commit()

    def ask() -> None:
        task = db.session.get_one(Shift, shift_id).task
        asker = task.association.coordinators[0]
        ask_volunteer(db.session.get_one(Volunteer, volunteer_id), task, by=asker, now=clock.now())

    assert sorted(at_once(app, ask, ask, ask, ask)) == [False, False, False, True]
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_two_clicks_order_once(app: Flask) -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = a_wish(shift)
    shift_id, volunteer_id = shift.id, volunteer.id
    db.session.commit()

    def order() -> None:
        an_order(db.session.get_one(Shift, shift_id), db.session.get_one(Volunteer, volunteer_id))

    assert sorted(at_once(app, order, order, order)) == [False, False, True]
    assert db.session.scalar(select(func.count()).select_from(CertificateOrder)) == 1


def test_consent_taken_back_while_it_is_recorded_leaves_one_of_the_two(app: Flask) -> None:
    shift = a_shift(CERTIFICATE)
    order_id = an_order(shift, a_wish(shift)).id
    db.session.commit()

    def record() -> None:
        order = db.session.get_one(CertificateOrder, order_id)
        record_obtained(order, clock.today(), by=order.association.coordinators[0], now=clock.now())

    def withdraw() -> None:
        order = db.session.get_one(CertificateOrder, order_id)
        withdraw_order(order, by=order.volunteer.user, now=clock.now())

    recorded, withdrawn = at_once(app, record, withdraw)
    valid = select(func.count()).select_from(Clearance).where(Clearance.status == ClearanceStatus.VALID)
    assert recorded is not withdrawn
    assert db.session.scalar(valid) == int(recorded)
