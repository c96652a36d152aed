"""What the shifts that volunteers want, or have, ask of them: told to vetting, which stands below tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from web.extensions import db
from web.papers.models import PaperWish
from web.tasks.demands import Demand
from web.tasks.models import Shift, Signup, Task, TaskStatus
from web.tasks.signup_queries import LIVE
from web.vetting.asking import Need, tells_needs
from web.vetting.models import ClearanceKind


@tells_needs
def needs_by_shifts(volunteer_ids: Collection[int] | None, now: datetime) -> list[Need]:
    """Return what open tasks ask of those who wish for them, and coming shifts of those who are signed up."""
    by_wish, by_signup = of_wishes(now), of_signups(now)
    if volunteer_ids is not None:
        by_wish = by_wish.where(PaperWish.volunteer_id.in_(volunteer_ids))
        by_signup = by_signup.where(Signup.volunteer_id.in_(volunteer_ids))
    both = union(by_wish, by_signup).subquery()
    rows = db.session.execute(select(both).order_by(*both.c))
    return [
        Need(volunteer_id, ClearanceKind(kind), task_id, association_id)
        for volunteer_id, kind, task_id, association_id in rows
    ]


def of_wishes(now: datetime) -> Select[tuple[int, str, int, int]]:
    """Select what tasks that are open ask for on any shift to come, with who wishes for them."""
    return (
        select(PaperWish.volunteer_id, func.unnest(Demand.clearances), Task.id, Task.association_id)
        .join(Task, Task.id == PaperWish.task_id)
        .join(Demand, Demand.task_id == Task.id)
        .outerjoin(Shift, Shift.id == Demand.shift_id)
        .where(
            Task.status == TaskStatus.PUBLISHED,
            or_(Demand.shift_id.is_(None), is_to_come(now)),
        )
    )


def of_signups(now: datetime) -> Select[tuple[int, str, int, int]]:
    """Select what coming shifts ask for, with who is signed up for them."""
    return (
        select(Signup.volunteer_id, func.unnest(Demand.clearances), Task.id, Task.association_id)
        .join(Shift, Shift.id == Signup.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(
            Demand,
            and_(
                Demand.task_id == Task.id,
                or_(Demand.shift_id.is_(None), Demand.shift_id == Shift.id),
            ),
        )
        .where(Signup.status.in_(LIVE), is_to_come(now))
    )


def is_to_come(now: datetime) -> ColumnElement[bool]:
    """The shift is not over, and was not called off."""
    return and_(Shift.called_off_at.is_(None), or_(Shift.ends_at.is_(None), Shift.ends_at > now))
