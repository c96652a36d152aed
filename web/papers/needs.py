"""What the shifts that volunteers want, or have, ask of them: told to vetting, which stands below tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union_all

from web.associations.models import Association, AssociationStatus
from web.papers.models import PaperWish
from web.tasks.demands import Demand
from web.tasks.models import Shift, Signup, Task, TaskStatus
from web.tasks.signup_queries import LIVE
from web.vetting.asking import tells_needs

NeedColumns = tuple[int, str, int, int, bool]
"""Whose, which kind, of which task and association, and whether it is only a question that waits for an answer."""


@tells_needs
def needs_by_shifts(now: datetime) -> Select[NeedColumns]:
    """Select what open tasks ask of those who wish for them or are asked, and coming shifts of those signed up."""
    both = union_all(of_wishes(now), of_signups(now)).subquery()
    volunteer_id, kind, task_id, association_id, is_only_asked = both.c
    whose = (volunteer_id, kind, task_id, association_id)
    return select(*whose, func.bool_and(is_only_asked).label("is_only_asked")).group_by(*whose)


def of_wishes(now: datetime) -> Select[NeedColumns]:
    """Select what tasks that are open ask for on any shift to come, with who wishes for them or is asked."""
    return (
        select(
            PaperWish.volunteer_id,
            func.unnest(Demand.clearances).label("kind"),
            Task.id.label("task_id"),
            Task.association_id,
            PaperWish.wished_at.is_(None).label("is_only_asked"),
        )
        .join(Task, Task.id == PaperWish.task_id)
        .join(Task.association)
        .join(Demand, Demand.task_id == Task.id)
        .outerjoin(Shift, Shift.id == Demand.shift_id)
        .where(
            PaperWish.declined_at.is_(None),
            Task.status == TaskStatus.PUBLISHED,
            Association.status == AssociationStatus.APPROVED,
            or_(Demand.shift_id.is_(None), is_to_come(now)),
        )
    )


def of_signups(now: datetime) -> Select[NeedColumns]:
    """Select what coming shifts ask for, with who is signed up for them."""
    return (
        select(
            Signup.volunteer_id,
            func.unnest(Demand.clearances).label("kind"),
            Task.id.label("task_id"),
            Task.association_id,
            false().label("is_only_asked"),
        )
        .join(Shift, Shift.id == Signup.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Task.association)
        .join(
            Demand,
            and_(
                Demand.task_id == Task.id,
                or_(Demand.shift_id.is_(None), Demand.shift_id == Shift.id),
            ),
        )
        .where(Signup.status.in_(LIVE), Association.status == AssociationStatus.APPROVED, is_to_come(now))
    )


def is_to_come(now: datetime) -> ColumnElement[bool]:
    """The shift is not over, and was not called off."""
    return and_(Shift.called_off_at.is_(None), or_(Shift.ends_at.is_(None), Shift.ends_at > now))
