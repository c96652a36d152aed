"""Wishing to get the papers that a task asks for, letting go of the wish, and asking a volunteer to get them."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.extensions import db
from web.papers import messages
from web.papers.models import PaperWish
from web.papers.queries import asked_by_tasks, kinds_in_order
from web.papers.worth import count_worth
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus

ASKED_AGAIN_AFTER = timedelta(days=14)


def wish_for(task: Task, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Remember that the volunteer would like to get what the task asks for; saying it twice changes nothing.

    Raises RuleError for somebody else's wish, and where nothing is missing: then there is no reason to ask.
    """
    if volunteer.user_id != by.id:
        raise RuleError(gettext("Only the person themselves can say yes to this."))
    ensure_something_is_missing(task, volunteer, now=now)
    written = db.session.execute(
        insert(PaperWish)
        .values(volunteer_id=volunteer.id, task_id=task.id, wished_at=now)
        .on_conflict_do_update(
            index_elements=["volunteer_id", "task_id"],
            set_={"wished_at": now, "declined_at": None, "told_ready_at": None},
            where=or_(PaperWish.wished_at.is_(None), PaperWish.declined_at.is_not(None)),
        )
        .returning(PaperWish.task_id)
    )
    if written.first() is not None:
        record_event("want papers", volunteer, by=by, now=now, details={"task_id": task.id})
        count_worth(volunteer, now=now)


def let_go(task: Task, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Say no to a task that was wished for or asked about: nothing is asked because of it any more, nor asked again.

    The no is kept, since the association would otherwise ask again tomorrow.
    """
    gone = db.session.execute(
        update(PaperWish)
        .where(
            PaperWish.volunteer_id == volunteer.id,
            PaperWish.task_id == task.id,
            PaperWish.declined_at.is_(None),
        )
        .values(declined_at=now)
        .returning(PaperWish.task_id)
    )
    if gone.first() is not None:
        record_event("let papers go", volunteer, by=by, now=now, details={"task_id": task.id})
        count_worth(volunteer, now=now)


def ask_volunteer(volunteer: Volunteer, task: Task, *, by: User, now: datetime) -> None:
    """Ask somebody whom the association knows to get what the task asks for; they decide.

    Raises RuleError for somebody who is no active volunteer of the association, where nothing is missing, where they said
    no, thank you, and have not wished for it since, and where they were asked, or said themselves that they want it, in the last fortnight: of two who ask at once, one does.
    """
    if volunteer.status is not VolunteerStatus.ACTIVE or not is_known_to(task.association_id, volunteer):
        raise RuleError(gettext("Choose one of the volunteers."), field="volunteer")
    ensure_something_is_missing(task, volunteer, now=now)
    written = db.session.execute(
        insert(PaperWish)
        .values(volunteer_id=volunteer.id, task_id=task.id, asked_at=now, asked_by_id=by.id)
        .on_conflict_do_update(
            index_elements=["volunteer_id", "task_id"],
            set_={"asked_at": now, "asked_by_id": by.id, "told_ready_at": None},
            where=and_(
                PaperWish.declined_at.is_(None),
                func.greatest(PaperWish.asked_at, PaperWish.wished_at) <= now - ASKED_AGAIN_AFTER,
            ),
        )
        .returning(PaperWish.task_id)
    )
    if written.first() is None:
        if has_declined(volunteer, task):
            raise RuleError(gettext("They have said no, thank you, to this task. Only they can change that."))
        raise RuleError(gettext("They have known of it for less than two weeks. Call them instead."))
    record_event("ask for papers", volunteer, by=by, now=now, details={"task_id": task.id})
    messages.ask_for_papers(volunteer, task, at=now)
    count_worth(volunteer, now=now)


def has_declined(volunteer: Volunteer, task: Task) -> bool:
    """Tell whether the volunteer said no, thank you, to this task and has not wished for it since."""
    declined = select(PaperWish.declined_at).where(
        PaperWish.volunteer_id == volunteer.id, PaperWish.task_id == task.id
    )
    return db.session.scalar(declined) is not None


def ensure_something_is_missing(task: Task, volunteer: Volunteer, *, now: datetime) -> None:
    """Raise RuleError where the task is not open, asks for no papers, or the volunteer has them all."""
    asked = asked_by_tasks([task.id], now=now)[task.id] if task.status is TaskStatus.PUBLISHED else set()
    if asked <= kinds_in_order([volunteer.id], now=now)[volunteer.id]:
        raise RuleError(gettext("Nothing is missing for this task."))


def is_known_to(association_id: int, volunteer: Volunteer) -> bool:
    """Tell whether the volunteer has a sign-up with the association that was not refused, or wishes for a task of it."""
    signed_up = (
        select(Signup.id)
        .join(Signup.shift)
        .join(Shift.task)
        .where(
            Signup.volunteer_id == volunteer.id,
            Signup.status != SignupStatus.DECLINED,
            Task.association_id == association_id,
        )
        .exists()
    )
    wishes = (
        select(PaperWish.task_id)
        .join(Task, Task.id == PaperWish.task_id)
        .where(
            PaperWish.volunteer_id == volunteer.id,
            PaperWish.declined_at.is_(None),
            Task.association_id == association_id,
        )
        .exists()
    )
    return bool(db.session.scalar(select(or_(signed_up, wishes))))
