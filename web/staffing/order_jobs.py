"""The background job of large steps: all in one transaction, so that a killed worker has done nothing twice or by halves."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_babel import force_locale, gettext

from web.core import clock
from web.core.errors import RuleError
from web.core.jobs import background
from web.core.locks import lock_row
from web.extensions import db
from web.staffing import decisions, orders
from web.staffing.models import ACTIVE_ORDERS, OrderKind, OrderStatus, StaffingOrder
from web.staffing.publishing import SomebodyLacksError, publish_plan
from web.staffing.telling import OrderTeller


@background("staffing order", attempts=4)
def run_order(*, order_id: int) -> None:
    """Do what was asked for, unless it is done; a rule's refusal is kept for the page."""
    order = db.session.get(StaffingOrder, order_id)
    if order is None or order.status not in ACTIVE_ORDERS:
        return
    orders.begin_order(order, now=clock.now())
    db.session.commit()
    try:
        with force_locale(order.asked_by.locale):
            carry_out(order)
    except RuleError as error:
        db.session.rollback()
        lock_row(order)
        if order.status is OrderStatus.RUNNING:
            orders.refuse_order(order, words=told_of(error, order), now=clock.now())


def told_of(error: RuleError, order: StaffingOrder) -> str:
    """Return what is kept of a refusal: nothing that names a volunteer, since the list of changes says that anew."""
    if not isinstance(error, SomebodyLacksError):
        return error.message
    with force_locale(order.asked_by.locale):
        return gettext("Somebody no longer meets what their shift asks for. Publish once more to see who.")


def carry_out(order: StaffingOrder) -> None:
    """Do it and finish in the same transaction; the teller works beside it until then."""
    plan, by = order.plan, order.asked_by
    with OrderTeller(db.engine, order.id) as teller:
        if order.kind is OrderKind.ACCEPT:
            decisions.accept_everything(plan, by=by, now=clock.now(), tell=teller.tell)
        else:
            publish_plan(plan, seen=order.seen, by=by, now=clock.now(), tell=teller.tell)
    orders.finish_order(order, now=clock.now())


@background("watch staffing orders", every="* * * * *")
def watch_staffing_orders(*, timestamp: int) -> None:
    """Fail the large steps that nothing has been heard of, so that the plan can be worked on again."""
    for order in orders.silent_orders(now=datetime.fromtimestamp(timestamp, UTC)):
        orders.fail_order(order, now=clock.now())
