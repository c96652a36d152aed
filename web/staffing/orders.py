"""Large steps of a plan: asked for with a click, done by a job in one transaction, told while they go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.staffing.models import (
    ACTIVE_ORDERS,
    ACTIVE_RUNS,
    ORDER_STEPS,
    OrderKind,
    StaffingOrder,
    StaffingPlan,
    StaffingRun,
)

AT_ONCE = 200
"""As many decisions as a coordinator waits for; more are an order."""
CHUNK = 500
SILENCE_ALLOWED = timedelta(minutes=5)
ASKED = {OrderKind.ACCEPT: "order accepting of plan", OrderKind.PUBLISH: "order publishing of plan"}
Tell = Callable[[int], None]
"""Is told how many more are done."""
Item = TypeVar("Item")


def tell_nobody(number: int) -> None:
    """Let the progress go unheard: whoever waits for the page needs none."""


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items some hundreds at a time."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def queue_order(
    plan: StaffingPlan, kind: OrderKind, *, seen: str = "", total: int, by: User, now: datetime
) -> StaffingOrder:
    """Write down a large step that is to be done; raise RuleError while something else is being done with the plan."""
    lock_row(plan)
    ensure_no_run(plan)
    order = StaffingOrder(plan=plan, kind=kind, asked_by_id=by.id, seen=seen, total=total, seen_alive_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(order)
            db.session.flush()
    except IntegrityError as error:
        if "uq_staffing_orders_one_at_a_time" not in str(error):
            raise
        raise busy() from error
    record_event(ASKED[kind], plan, by=by, now=now, details={"number": total})
    return order


def ensure_no_run(plan: StaffingPlan) -> None:
    """Raise RuleError while the engine works: its proposals would come under the decisions."""
    is_active = StaffingRun.plan_id == plan.id, StaffingRun.status.in_(ACTIVE_RUNS)
    if db.session.scalar(select(StaffingRun.id).where(*is_active)) is not None:
        raise RuleError(gettext("The plan is being made. Wait until it is there, or stop it."))


def lock_plan(plan: StaffingPlan) -> None:
    """Let nobody else change the plan; raise RuleError at once where a large step is on its way, instead of waiting for it."""
    if active_order(plan) is not None:
        raise busy()
    lock_row(plan)


def busy() -> RuleError:
    """The refusal while a large step is on its way."""
    return RuleError(gettext("A large step of this plan is on its way. You can follow it here."))


def active_order(plan: StaffingPlan) -> StaffingOrder | None:
    """Return the large step that is on its way."""
    return db.session.scalar(
        select(StaffingOrder).where(StaffingOrder.plan_id == plan.id, StaffingOrder.status.in_(ACTIVE_ORDERS))
    )


def newest_order(plan: StaffingPlan) -> StaffingOrder | None:
    """Return the large step that was asked for last."""
    mine = select(StaffingOrder).where(StaffingOrder.plan_id == plan.id)
    return db.session.scalar(mine.order_by(StaffingOrder.id.desc()).limit(1))


def begin_order(order: StaffingOrder, *, now: datetime) -> None:
    """Start it, or start it again after a crash: what had been done was rolled back with the worker."""
    take_step(order, ORDER_STEPS, "start", by=None, now=now)
    order.done, order.seen_alive_at = 0, now


def finish_order(order: StaffingOrder, *, now: datetime) -> None:
    """Everything is done."""
    take_step(order, ORDER_STEPS, "finish", by=None, now=now)
    order.done, order.finished_at = order.total, now


def refuse_order(order: StaffingOrder, *, words: str, now: datetime) -> None:
    """A rule stood in the way, and nothing was changed; `words` are the rule's, in the coordinator's language."""
    take_step(order, ORDER_STEPS, "refuse", by=None, now=now)
    order.refusal, order.finished_at = words, now


def fail_order(order: StaffingOrder, *, now: datetime) -> None:
    """Nothing has been heard of it."""
    take_step(order, ORDER_STEPS, "fail", by=None, now=now)
    order.finished_at = now


def silent_orders(*, now: datetime) -> Sequence[StaffingOrder]:
    """Return the orders on their way that nothing has been heard of for five minutes, locked."""
    return db.session.scalars(
        select(StaffingOrder)
        .where(StaffingOrder.status.in_(ACTIVE_ORDERS), StaffingOrder.seen_alive_at < now - SILENCE_ALLOWED)
        .order_by(StaffingOrder.id)
        .with_for_update(skip_locked=True)
    ).all()
