"""What the demonstration shows of papers: a task with children and one in people's homes, and volunteers on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select

from web.accounts.models import User
from web.associations.models import Association
from web.childrens_certificates.services import ask_for_certificate
from web.core.clock import local_date
from web.extensions import db
from web.papers.services import ask_volunteer, wish_for
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.tasks.coordinator_queries import associations_of
from web.tasks.demand_services import DemandDraft, ask_for
from web.tasks.drafts import TaskDraft, times_on
from web.tasks.models import Task, TaskKind
from web.tasks.services import post_task, publish_task
from web.tasks.signup_services import take_place
from web.vetting.models import Clearance, ClearanceKind

CERTIFICATE, RECORD = ClearanceKind.CHILDRENS_CERTIFICATE, ClearanceKind.CRIMINAL_RECORD
WISHING = 4
TUESDAY = 1
WITH_CHILDREN = (
    "Værksted for gårdens børn",
    "Sav, mal og byg sammen med børn fra 6 til 12 år.",
    "Børnene vælger selv, hvad de vil bygge, og du hjælper med saven og med at finde skruerne. Der er saftevand og boller.",
)
AT_HOME = (
    "Følgeven til lægen",
    "Hent en nabo hjemme, tag med i bussen, og sid med i venteværelset.",
    "I aftaler dagen før, hvornår du ringer på. Du hjælper med jakken og med at huske spørgsmålene til lægen.",
)


def add_paper_samples(*, coordinator_email: str, volunteer_email: str, now: datetime) -> None:
    """Let the demo coordinator's association ask for papers, and the demo volunteer want such a task."""
    coordinator, user = (
        db.session.scalars(select(User).where(User.email == email)).one()
        for email in (coordinator_email, volunteer_email)
    )
    association, own = associations_of(coordinator)[0], own_volunteer(user)
    assert own is not None, "the demo volunteer has a profile"
    home = post(association, AT_HOME, (time(16, 30), time(18)), by=coordinator, now=now)
    children = post(association, WITH_CHILDREN, (time(17), time(18, 30)), by=coordinator, now=now)
    early, *people = without(CERTIFICATE, most=WISHING + 1, now=now)
    take_place(children.shifts[0], early, by=early.user, now=now)
    ask_for(
        children, DemandDraft(minimum=1, clearances=[CERTIFICATE], youngest_met=6), by=coordinator, now=now
    )
    ask_for(home, DemandDraft(minimum=1, clearances=[RECORD]), by=coordinator, now=now)
    for one in people:
        wish_for(children, one, by=one.user, now=now)
    for one in people[:2]:
        ask_for_certificate(one, association, by=one.user, now=now)
    wish_for(home, own, by=user, now=now)
    for one in people[2:]:
        wish_for(home, one, by=one.user, now=now)
    ask_volunteer(early, children, by=coordinator, now=now)


def post(
    association: Association,
    words: tuple[str, str, str],
    hours: tuple[time, time],
    *,
    by: User,
    now: datetime,
) -> Task:
    """Post a task with three Tuesday afternoons, when many of the invented people are free, and let everybody find it."""
    title, summary, description = words
    early = local_date(now) + timedelta(days=8)
    first = early + timedelta(days=(TUESDAY - early.weekday()) % 7)
    days = [first + timedelta(weeks=number) for number in range(3)]
    draft = TaskDraft(
        title=title,
        summary=summary,
        description=description,
        what_to_expect="",
        what_is_expected="",
        kind=TaskKind.DATED,
        area=association.area,
        place="",
        skills=(),
        minimum_age=18,
        seats=3,
        confirms_at_once=True,
        shifts=tuple(times_on(day, *hours) for day in days),
    )
    task = post_task(association, draft, by=by, now=now)
    publish_task(task, by=by, now=now)
    db.session.refresh(task)
    return task


def without(kind: ClearanceKind, *, most: int, now: datetime) -> Sequence[Volunteer]:
    """Return grown volunteers who are no mentors and have no such paper."""
    grown_since = local_date(now) - timedelta(days=25 * 365)
    has = select(Clearance.volunteer_id).where(Clearance.kind == kind)
    return db.session.scalars(
        select(Volunteer)
        .where(
            Volunteer.status == VolunteerStatus.ACTIVE,
            Volunteer.area_id.is_not(None),
            Volunteer.born_on < grown_since,
            ~Volunteer.is_protected,
            ~Volunteer.mentor.has(),
            Volunteer.id.not_in(has),
        )
        .order_by(Volunteer.id.desc())
        .limit(most)
    ).all()
