"""What the demonstration shows of plans and shifts: an event with gaps, a published plan with a change waiting, and what comes with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from web.accounts.models import User
from web.associations.models import Association
from web.attendance.services import record_all_present, thank
from web.config import ROOT
from web.core.clock import local_date
from web.core.jobs import enqueue
from web.event_files.services import import_event_file, receive_event_file
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.staffing.changes import changes_of
from web.staffing.decisions import insist, take_off
from web.staffing.jobs import run_staffing
from web.staffing.models import StaffingPlan
from web.staffing.publishing import publish_plan
from web.staffing.runs import queue_run
from web.staffing.services import offer_help
from web.swaps.services import offer_swap, take_shift
from web.tasks.closed_days import close_association
from web.tasks.coordinator_queries import associations_of
from web.tasks.drafts import TaskDraft, WeeklyPattern, times_on
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskKind
from web.tasks.services import post_task, publish_task
from web.tasks.shift_services import add_shift
from web.tasks.signup_services import take_place
from web.teams.samples import add_team_samples
from web.waiting_list.services import join_waiting_list

FOLDER = ROOT / "seed_data" / "events"
HELPERS, REGULARS = 16, 9
HOURS, REST_HOURS = 8, 0
AFTERNOONS = (2, 3)
A_WEEK, TWO_DAYS = timedelta(days=7), timedelta(days=2)
THANKS = "Tak for hjælpen! Alt stod klar, før de første kom."
CALL_TITLE = "Telefonkæden"
CALL_SUMMARY = "Ring til tre naboer om formiddagen, og hør, hvordan de har det."
CALL_WORDS = (
    "Du ringer hjemmefra eller fra vores lokale, hvor der er kaffe. De tre naboer glæder sig til opkaldet. "
    "Bliver nogen væk fra telefonen to gange, siger du det til os, og så banker vi på."
)


def add_event_samples(*, coordinator_email: str, volunteer_email: str, now: datetime) -> None:
    """Let the first association of the demo coordinator have its hands full."""
    coordinator, user = (
        db.session.scalars(select(User).where(User.email == email)).one()
        for email in (coordinator_email, volunteer_email)
    )
    association = associations_of(coordinator)[0]
    people = helpers(user, now=now)
    plan_with_gaps(association, people[:HELPERS], by=coordinator, now=now)
    published_plan(association, people[HELPERS:], by=coordinator, now=now)
    standing_shifts(association, people[1:REGULARS], by=coordinator, now=now)
    past_shift(association, people[:4], days_ago=2, by=coordinator, now=now)
    thanked = past_shift(association, people[:3], days_ago=12, by=coordinator, now=now)
    record_all_present(thanked, by=coordinator, now=now)
    thank(thanked, words=THANKS, by=coordinator, now=now)


def helpers(first: User, *, now: datetime) -> Sequence[Volunteer]:
    """Return grown volunteers with no shift, the demo volunteer first, then those with most free time."""
    busy = select(Signup.volunteer_id).where(Signup.status == SignupStatus.CONFIRMED)
    grown_since = local_date(now) - timedelta(days=21 * 365)
    free = db.session.scalars(
        select(Volunteer)
        .where(
            Volunteer.status == VolunteerStatus.ACTIVE,
            Volunteer.area_id.is_not(None),
            Volunteer.born_on < grown_since,
            Volunteer.user_id != first.id,
            Volunteer.id.not_in(busy),
        )
        .order_by(Volunteer.id)
    ).all()
    own = db.session.scalars(select(Volunteer).where(Volunteer.user_id == first.id)).all()
    freest = sorted(free, key=lambda one: (-free_slots(one), one.id))
    return [*own, *freest[: HELPERS + REGULARS]]


def free_slots(volunteer: Volunteer) -> int:
    """Return how many half hours they are free on Wednesday and Thursday afternoons, when the event is."""
    return sum(volunteer.week.has(day, slot) for day in AFTERNOONS for slot in range(28, 42))


def import_event(association: Association, name: str, title: str, *, by: User, now: datetime) -> StaffingPlan:
    """Bring an event in with its file, as a coordinator does."""
    file = FOLDER / f"{name}.csv"
    wednesday = next_wednesday(now)
    content = file.read_text(encoding="utf-8")
    for days, day in (("+12d", wednesday), ("+13d", wednesday + timedelta(days=1))):
        content = content.replace(days, day.isoformat())
    kept = receive_event_file(
        association, file.name, content.encode(), title=title, is_public=True, by=by, now=now
    )
    return import_event_file(kept, by=by, now=now)


def next_wednesday(now: datetime) -> date:
    """Return a Wednesday about two weeks from now, since most of the invented people are free in the week."""
    day = local_date(now) + timedelta(days=12)
    return day + timedelta(days=(AFTERNOONS[0] - day.weekday()) % 7)


def plan_with_gaps(association: Association, people: Sequence[Volunteer], *, by: User, now: datetime) -> None:
    """An event for which too few have offered to help; the worker proposes who comes where."""
    plan = import_event(association, "nabodage", "Nabodage i gården", by=by, now=now)
    for one in people:
        offer(plan, one, now=now)
    add_team_samples(association, people, by=by, now=now)
    run = queue_run(plan, by=by, now=now)
    enqueue(run_staffing, run_id=run.id)


def offer(plan: StaffingPlan, volunteer: Volunteer, *, now: datetime) -> None:
    """Let a volunteer offer to be planned in."""
    assert plan.event is not None, "these are plans of events"
    offer_help(plan.event, volunteer, hours=HOURS, rest_hours=REST_HOURS, by=volunteer.user, now=now)


def published_plan(association: Association, people: Sequence[Volunteer], *, by: User, now: datetime) -> None:
    """An event whose plan is published, with one who leaves and one who comes instead, not published yet."""
    plan = import_event(association, "lysaften", "Lysaften ved åen", by=by, now=now)
    for one in people:
        offer(plan, one, now=now)
    shifts = coming_shifts(plan)
    *planned, substitute = people
    placed = [
        insist(plan, shift, one, by=by, now=now) for shift, one in zip(shifts * 2, planned, strict=False)
    ]
    publish_plan(plan, seen=changes_of(plan, now=now).fingerprint, by=by, now=now)
    take_off(placed[0], by=by, now=now)
    insist(plan, placed[0].shift, substitute, by=by, now=now)


def coming_shifts(plan: StaffingPlan) -> list[Shift]:
    """Return the shifts of an event by time."""
    assert plan.event is not None, "these are plans of events"
    tasks = [task.id for task in plan.event.tasks]
    found = select(Shift).where(Shift.task_id.in_(tasks)).order_by(Shift.starts_at, Shift.id)
    return list(db.session.scalars(found))


def standing_shifts(
    association: Association, people: Sequence[Volunteer], *, by: User, now: datetime
) -> None:
    """A telephone chain on two mornings a week, with holidays: one full with others waiting, one to be swapped."""
    today = local_date(now)
    close_association(
        association,
        first_on=today + timedelta(days=40),
        last_on=today + timedelta(days=46),
        reason="Vi holder ferie.",
        by=by,
        now=now,
    )
    pattern = WeeklyPattern(0, time(10), time(11), today, None, more_weekdays=(3,), pauses_on_holidays=True)
    task = post(association, CALL_TITLE, weekly=pattern, by=by, now=now)
    first, second = [shift for shift in task.shifts if shift.starts_at and shift.starts_at > now + TWO_DAYS][
        :2
    ]
    for one in people[:2]:
        take_place(first, one, by=one.user, now=now)
    for one in people[2:4]:
        join_waiting_list(first, one, by=one.user, now=now)
    giver, taker = people[4:6]
    signup = take_place(second, giver, by=giver.user, now=now)
    words = "Jeg skal til tandlæge den formiddag."
    swap = offer_swap(signup, words=words, by=giver.user, now=now)
    take_shift(swap, taker, in_return=None, by=taker.user, now=now)


def post(
    association: Association, title: str, *, weekly: WeeklyPattern | None = None, by: User, now: datetime
) -> Task:
    """Post a task for two and let everybody find it."""
    draft = TaskDraft(
        title=title,
        summary=CALL_SUMMARY,
        description=CALL_WORDS,
        what_to_expect="",
        what_is_expected="",
        kind=TaskKind.DATED if weekly is None else TaskKind.WEEKLY,
        area=association.area,
        place="",
        skills=(),
        minimum_age=None,
        seats=2,
        weekly=weekly,
    )
    task = post_task(association, draft, by=by, now=now)
    publish_task(task, by=by, now=now)
    return task


def past_shift(
    association: Association, people: Sequence[Volunteer], *, days_ago: int, by: User, now: datetime
) -> Shift:
    """An evening's shift so many days ago, arranged a week before; nobody has been ticked off yet."""
    evening = now - timedelta(days=days_ago)
    then = evening - A_WEEK
    task = db.session.scalars(
        select(Task)
        .where(Task.association_id == association.id, Task.kind == TaskKind.DATED, Task.minimum_age.is_(None))
        .order_by(Task.id)
        .limit(1)
    ).one()
    times = times_on(local_date(evening), time(17), time(20))
    shift = add_shift(task, times, seats=4, by=by, now=then)
    for one in people:
        take_place(shift, one, by=one.user, now=then)
    return shift
