"""Large steps of a plan: done by a job in one transaction, once, also when its worker is killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.conftest import app, database, sign_in
from web.accounts.models import User
from web.audit.models import AuditEvent
from web.core.clock import local_date
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import VolunteerStatus
from web.staffing import decisions, jobs, order_jobs, orders, runs
from web.staffing.changes import changes_of, number_of_changes
from web.staffing.models import (
    Assignment,
    AssignmentStatus,
    OrderKind,
    OrderStatus,
    StaffingOrder,
    StaffingPlan,
)
from web.staffing.services import EventDraft, offer_help, plan_event
from web.tasks.models import Signup, SignupStatus

__all__ = ["app", "database", "sign_in"]
pytestmark = pytest.mark.usefixtures("database")
HELPERS = 6


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def plan() -> StaffingPlan:
    """A plan with proposals for everybody who helps, on two shifts."""
    afternoon = now().replace(hour=13, minute=0, second=0, microsecond=0) + timedelta(days=7)
    task = make.make_task(title="Boden")
    for day in (0, 1):
        make.make_shift(task=task, starts_at=afternoon + timedelta(days=day), seats=HELPERS)
    first = local_date(afternoon)
    draft = EventDraft("Havnefest", first, first + timedelta(days=1), [task])
    plan = plan_event(task.association, draft, by=task.association.coordinators[0], now=now())
    assert plan.event is not None
    for _ in range(HELPERS):
        volunteer = make.make_volunteer()
        offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=now())
    run = runs.queue_run(plan, by=None, now=now())
    db.session.commit()
    jobs.run_staffing(run_id=run.id)
    db.session.commit()
    return plan


def by(plan: StaffingPlan) -> User:
    return plan.association.coordinators[0]


def ask(plan: StaffingPlan, kind: OrderKind) -> StaffingOrder:
    """Ask for a large step, as the page does."""
    seen = changes_of(plan, now=now()).fingerprint
    order = orders.queue_order(plan, kind, seen=seen, total=2 * HELPERS, by=by(plan), now=now())
    db.session.commit()
    return order


def do(plan: StaffingPlan, kind: OrderKind) -> StaffingOrder:
    """Ask for it and let the worker do it."""
    order = ask(plan, kind)
    order_jobs.run_order(order_id=order.id)
    db.session.refresh(order)
    return order


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def of(status: AssignmentStatus) -> int:
    return db.session.scalar(select(func.count(Assignment.id)).where(Assignment.status == status)) or 0


def actions(action: str) -> int:
    return db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.action == action)) or 0


def test_everything_is_accepted_and_published_with_an_event_for_each_and_one_mail_a_person(
    plan: StaffingPlan,
) -> None:
    assert do(plan, OrderKind.ACCEPT).status is OrderStatus.DONE
    assert (of(AssignmentStatus.ACCEPTED), actions("assignment: accept")) == (2 * HELPERS, 2 * HELPERS)
    assert number_of_changes(plan, now=now()) == 2 * HELPERS
    published = do(plan, OrderKind.PUBLISH)
    assert (published.status, published.done) == (OrderStatus.DONE, 2 * HELPERS)
    assert set(db.session.scalars(select(Signup.status))) == {SignupStatus.CONFIRMED}
    assert (count(Signup), count(OutboxMessage)) == (2 * HELPERS, HELPERS)
    assert actions("assignment: publish") == actions("sign-up: plan in") == 2 * HELPERS
    assert number_of_changes(plan, now=now()) == 0


def test_a_step_that_was_done_is_not_done_again(plan: StaffingPlan) -> None:
    do(plan, OrderKind.ACCEPT)
    published = do(plan, OrderKind.PUBLISH)
    order_jobs.run_order(order_id=published.id)
    assert (count(Signup), count(OutboxMessage)) == (2 * HELPERS, HELPERS)


def test_a_step_whose_worker_was_killed_begins_again_and_does_nothing_twice(plan: StaffingPlan) -> None:
    do(plan, OrderKind.ACCEPT)
    order = ask(plan, OrderKind.PUBLISH)
    orders.begin_order(order, now=now())
    db.session.commit()
    order_jobs.carry_out(order)
    db.session.rollback()
    assert (count(Signup), count(OutboxMessage)) == (0, 0)
    order_jobs.run_order(order_id=order.id)
    db.session.refresh(order)
    assert order.status is OrderStatus.DONE
    assert (count(Signup), count(OutboxMessage)) == (2 * HELPERS, HELPERS)


def test_a_list_that_has_changed_since_is_refused_in_words_and_changes_nothing(plan: StaffingPlan) -> None:
    do(plan, OrderKind.ACCEPT)
    order = ask(plan, OrderKind.PUBLISH)
    volunteer = db.session.scalars(select(Assignment)).first()
    assert volunteer is not None
    make.make_signup(shift=volunteer.shift, volunteer=volunteer.volunteer, status=SignupStatus.CANCELLED)
    db.session.commit()
    order_jobs.run_order(order_id=order.id)
    db.session.refresh(order)
    assert order.status is OrderStatus.REFUSED
    assert "ændringer" in (order.refusal or "").lower()
    assert of(AssignmentStatus.PUBLISHED) == 0


def test_a_refusal_that_names_somebody_is_kept_without_the_name(plan: StaffingPlan) -> None:
    do(plan, OrderKind.ACCEPT)
    order = ask(plan, OrderKind.PUBLISH)
    first = db.session.scalars(select(Assignment).order_by(Assignment.id)).first()
    assert first is not None
    first.volunteer.status = VolunteerStatus.PAUSED
    db.session.commit()
    order_jobs.run_order(order_id=order.id)
    db.session.refresh(order)
    assert order.status is OrderStatus.REFUSED
    assert order.refusal
    assert first.volunteer.user.name not in order.refusal
    assert count(Signup) == 0


def test_while_a_large_step_is_on_its_way_nothing_else_is_decided(plan: StaffingPlan) -> None:
    proposal = db.session.scalars(select(Assignment)).first()
    assert proposal is not None
    ask(plan, OrderKind.ACCEPT)
    for step in (
        lambda: decisions.accept(proposal, by=by(plan), now=now()),
        lambda: decisions.accept_all(plan, by=by(plan), now=now()),
        lambda: runs.queue_run(plan, by=by(plan), now=now()),
        lambda: ask(plan, OrderKind.ACCEPT),
    ):
        with pytest.raises(RuleError):
            step()
        db.session.rollback()


def test_nothing_large_begins_while_the_engine_works(plan: StaffingPlan) -> None:
    runs.queue_run(plan, by=by(plan), now=now())
    with pytest.raises(RuleError):
        ask(plan, OrderKind.ACCEPT)


def test_a_step_that_nothing_is_heard_of_is_failed_and_frees_the_plan(plan: StaffingPlan) -> None:
    order = ask(plan, OrderKind.ACCEPT)
    later = now() + timedelta(minutes=6)
    assert orders.silent_orders(now=later) == [order]
    orders.fail_order(order, now=later)
    assert orders.active_order(plan) is None


def test_many_proposals_become_a_step_that_the_page_follows(
    plan: StaffingPlan, sign_in: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "AT_ONCE", 3)
    client = sign_in(by(plan))
    client.post(f"/planer/{plan.id}/ja-til-alt")
    order = db.session.scalars(select(StaffingOrder)).one()
    assert (order.kind, order.total) == (OrderKind.ACCEPT, 2 * HELPERS)
    page = client.get(f"/planer/{plan.id}").text
    assert "<meter" in page
    assert "Ja til alle forslag</button>" not in page
    order_jobs.run_order(order_id=order.id)
    told = client.get(f"/planer/{plan.id}/forloeb", headers={"HX-Request": "true"}).text
    assert "<meter" not in told
    assert f'href="/planer/{plan.id}"' in told
    changes = client.get(f"/planer/{plan.id}/aendringer").text
    seen = changes.split('name="seen"')[1].split('value="')[1].split('"')[0]
    client.post(f"/planer/{plan.id}/aendringer", data={"seen": seen})
    publishing = orders.newest_order(plan)
    assert publishing is not None
    order_jobs.run_order(order_id=publishing.id)
    db.session.expire_all()
    assert of(AssignmentStatus.PUBLISHED) == 2 * HELPERS
