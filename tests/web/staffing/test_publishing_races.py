"""Two coordinators publish at once: it happens once, and the later one is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.conftest import app, database
from web.accounts.models import User
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.staffing import decisions
from web.staffing.changes import changes_of
from web.staffing.models import StaffingPlan
from web.staffing.publishing import publish_plan
from web.staffing.services import EventDraft, offer_help, plan_event
from web.tasks.models import Signup

__all__ = ["app", "database"]
pytestmark = pytest.mark.usefixtures("database")


def publish_at_once(app: Flask, plan_id: int, seen: str, by_id: int) -> list[str]:
    """Publish from two threads, each on its own connection; return how it went."""
    told: list[str] = []
    start = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            plan, by = db.session.get_one(StaffingPlan, plan_id), db.session.get_one(User, by_id)
            start.wait()
            try:
                publish_plan(plan, seen=seen, by=by, now=datetime.now(UTC))
                db.session.commit()
                told.append("published")
            except RuleError:
                db.session.rollback()
                told.append("told")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_publishing_twice_at_once_happens_once_and_the_later_one_is_told(app: Flask) -> None:
    now = datetime.now(UTC)
    shift = make.make_shift(seats=3)
    assert shift.starts_at is not None
    association = shift.task.association
    by = association.coordinators[0]
    day = (now + timedelta(days=7)).date()
    plan = plan_event(association, EventDraft("Fest", day, day, [shift.task]), by=by, now=now)
    assert plan.event is not None
    for _ in range(3):
        volunteer = make.make_volunteer()
        offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=now)
        decisions.insist(plan, shift, volunteer, by=by, now=now)
    db.session.commit()
    seen = changes_of(plan, now=now).fingerprint
    db.session.commit()
    assert publish_at_once(app, plan.id, seen, by.id) == ["published", "told"]
    assert db.session.scalar(select(func.count(Signup.id))) == 3
    assert db.session.scalar(select(func.count(OutboxMessage.id))) == 3
