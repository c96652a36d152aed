"""Whom an association knows that lacks a paper its shifts ask for: on its shifts, wishing for a task, or asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from web.associations.models import Association
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.extensions import db
from web.papers.models import PaperWish
from web.papers.needs import is_to_come
from web.papers.queries import asked_by_tasks, kinds_in_order
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.sight import seen_by_others
from web.tasks.conditions import Condition, lacks_of
from web.tasks.demands import Demand
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus
from web.vetting.models import ClearanceKind
from web.vetting.queries import IN_ORDER

MOST_SIGNUPS = 400
MOST_WISHES = 100
MOST_TO_CHOOSE = 500


@dataclass
class Line:
    """Somebody who lacks papers for one task: which, the coming shifts on which they have a place, and their wish."""

    volunteer: Volunteer
    task: Task
    kinds: set[ClearanceKind] = field(default_factory=set)
    shifts: list[Shift] = field(default_factory=list)
    wish: PaperWish | None = None
    is_being_ordered: bool = False

    @property
    def missing(self) -> list[ClearanceKind]:
        """The kinds in the order in which the steps are taken."""
        return [kind for kind in IN_ORDER if kind in self.kinds]


def people_lacking_papers(association: Association, *, now: datetime) -> list[Line]:
    """Return who lacks a paper: first those with a place on a shift, the soonest first, then those who wish."""
    lines: dict[tuple[int, int], Line] = {}
    for signup, kinds in seats_lacking(association, now=now):
        line = lines.setdefault(
            (signup.volunteer_id, signup.shift.task_id), Line(signup.volunteer, signup.shift.task)
        )
        line.kinds |= kinds
        line.shifts.append(signup.shift)
    wishes = wishes_at(association)
    asked = asked_by_tasks([wish.task_id for wish in wishes], now=now)
    has = kinds_in_order([wish.volunteer_id for wish in wishes], now=now)
    for wish in wishes:
        missing = asked[wish.task_id] - has[wish.volunteer_id]
        key = (wish.volunteer_id, wish.task_id)
        if key in lines or (missing and wish.declined_at is None):
            line = lines.setdefault(key, Line(wish.volunteer, wish.task))
            line.kinds |= missing
            line.wish = wish
    ordered = being_ordered_at(association)
    for line in lines.values():
        line.is_being_ordered = (
            ClearanceKind.CHILDRENS_CERTIFICATE in line.kinds and line.volunteer.id in ordered
        )
    return list(lines.values())


def seats_lacking(association: Association, *, now: datetime) -> list[tuple[Signup, set[ClearanceKind]]]:
    """Return the seats on coming shifts whose owner lacks a paper on the day, with which."""
    asking = select(Demand.task_id).where(func.cardinality(Demand.clearances) > 0)
    signups = db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Task.id.in_(asking),
            Signup.seat.is_not(None),
            Shift.starts_at.is_not(None),
            is_to_come(now),
        )
        .options(contains_eager(Signup.shift).contains_eager(Shift.task), joinedload(Signup.volunteer))
        .order_by(Shift.starts_at, Signup.id)
        .limit(MOST_SIGNUPS)
    ).all()
    lacks = lacks_of([(signup.shift, signup.volunteer) for signup in signups], now=now)
    found = []
    for signup in signups:
        codes = {
            ClearanceKind(code)
            for lack in lacks[signup.shift_id, signup.volunteer_id]
            if lack.condition is Condition.CLEARANCES
            for code in lack.codes
        }
        if codes:
            found.append((signup, codes))
    return found


def wishes_at(association: Association) -> Sequence[PaperWish]:
    """Return the wishes for open tasks of the association, the oldest first; those who said no come last."""
    return db.session.scalars(
        select(PaperWish)
        .join(PaperWish.task)
        .join(PaperWish.volunteer)
        .where(
            Task.association_id == association.id,
            Task.status == TaskStatus.PUBLISHED,
            Volunteer.status == VolunteerStatus.ACTIVE,
        )
        .options(contains_eager(PaperWish.task), contains_eager(PaperWish.volunteer))
        .order_by(
            PaperWish.declined_at.is_not(None),
            func.coalesce(PaperWish.wished_at, PaperWish.asked_at),
            PaperWish.volunteer_id,
        )
        .limit(MOST_WISHES)
    ).all()


def being_ordered_at(association: Association) -> frozenset[int]:
    """Return the volunteers whose children's certificate the association has been asked to order."""
    return frozenset(
        db.session.scalars(
            select(CertificateOrder.volunteer_id).where(
                CertificateOrder.association_id == association.id,
                CertificateOrder.status == OrderStatus.ASKED,
            )
        )
    )


def tasks_with_papers(association: Association) -> Sequence[Task]:
    """Return the association's open tasks that ask for some paper, by title."""
    asking = select(Demand.task_id).where(func.cardinality(Demand.clearances) > 0)
    return db.session.scalars(
        select(Task)
        .where(
            Task.association_id == association.id,
            Task.status == TaskStatus.PUBLISHED,
            Task.id.in_(asking),
        )
        .order_by(Task.title, Task.id)
        .limit(MOST_TO_CHOOSE)
    ).all()


@dataclass(frozen=True)
class KnownVolunteer:
    """A volunteer whom the association may ask; of who only wishes for something it knows the first name."""

    volunteer: Volunteer
    is_signed_up: bool

    @property
    def name(self) -> str:
        """What the association calls them."""
        seen = seen_by_others(self.volunteer)
        return seen.name if self.is_signed_up else seen.first_name


def volunteers_known_to(association: Association) -> list[KnownVolunteer]:
    """Return the active volunteers who have signed up for something there and were not refused, or wish for something."""
    signed_up = (
        select(Signup.volunteer_id)
        .join(Signup.shift)
        .join(Shift.task)
        .where(Task.association_id == association.id, Signup.status != SignupStatus.DECLINED)
    )
    wishing = (
        select(PaperWish.volunteer_id)
        .join(Task, Task.id == PaperWish.task_id)
        .where(Task.association_id == association.id, PaperWish.declined_at.is_(None))
    )
    known = db.session.execute(
        select(Volunteer, Volunteer.id.in_(signed_up))
        .where(
            Volunteer.status == VolunteerStatus.ACTIVE,
            Volunteer.id.in_(signed_up.union(wishing)),
        )
        .options(joinedload(Volunteer.user))
        .order_by(Volunteer.id)
        .limit(MOST_TO_CHOOSE)
    )
    return [KnownVolunteer(volunteer, is_signed_up) for volunteer, is_signed_up in known]
