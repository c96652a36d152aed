"""What the demonstration shows of small jobs: workplaces, openings, wishes, one who works, and one who is asked about."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta

from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.audit.services import record_event
from web.catalogue.models import Area
from web.core.clock import LOCAL_ZONE, local_date, monday_of
from web.core.jobs import enqueue
from web.employers.models import Employer, EmployerStatus
from web.employers.services import approve_employer
from web.extensions import db
from web.placements.hours import note_hours
from web.placements.jobs import run_job_matching
from web.placements.models import JobProposal, Outcome, Placement
from web.placements.proposal_services import accept_as_employer, accept_as_young_person, propose_job
from web.placements.runs import queue_run
from web.placements.sample_jobs import WORKPLACES, SampleJob, SampleWorkplace, times
from web.placements.services import agree_on_trial_day, employ, say_how_it_was
from web.profiles.models import Means
from web.small_jobs.facts import SmallJobFacts, WishFacts
from web.small_jobs.models import SmallJob
from web.small_jobs.queries import all_kinds_of_work, all_strains, all_support_kinds
from web.small_jobs.services import post_job, publish_job, say_interest, write_wishes
from web.youth.models import YoungPerson

CONTACT = "arbejdsplads@example.dk"
BEGAN = timedelta(weeks=5)
HOURS_SO_FAR = (2, 2, 3.5, 4, 5)
LOOKING = 5
OLDEST, YOUNGEST = timedelta(days=24 * 365), timedelta(days=16 * 365)
WISHES = (
    (("shelves", "packing"), ("crowds",), ("one_task",), 2),
    (("garden", "animals"), ("noise",), ("mentor",), 2),
    (("library", "packing"), ("customers", "phone"), ("quiet_place",), 1),
    (("workshop",), ("reading",), ("side_by_side",), 3),
    (("office", "devices"), ("weather",), ("text_messages",), 2),
)


def add_small_jobs(*, caseworker_email: str, young_email: str, secret: str, now: datetime) -> None:
    """Open the workplaces and bring some young people to them, as far as each step goes; then ask for a job run."""
    caseworker = account(caseworker_email)
    contact = open_contact(secret=secret, now=now)
    jobs = [job for place in WORKPLACES for job in open_workplace(place, contact, now=now - 2 * BEGAN)]
    worker = db.session.scalars(select(YoungPerson).where(YoungPerson.email == young_email)).one()
    say_wishes(worker, *WISHES[0], by=caseworker, now=now - BEGAN)
    let_work(worker, jobs[0], contact, now=now)
    others = looking_young_people(caseworker, but=worker, now=now)
    for person, (likes, avoids, needs, start) in zip(others, WISHES, strict=False):
        say_wishes(person, likes, avoids, needs, start, by=caseworker, now=now)
    for person in others[:1]:
        proposal = propose_job(person, jobs[0], by=caseworker, now=now)
        say_yes(proposal, by=caseworker, is_on_behalf=True, now=now)
    for person in others[1:2]:
        say_interest(person, jobs[2], by=caseworker, now=now)
    enqueue(run_job_matching, run_id=queue_run(by=None, now=now).id)


def account(email: str) -> User:
    """Return the account of that e-mail."""
    return db.session.scalars(select(User).where(User.email == email)).one()


def open_contact(*, secret: str, now: datetime) -> User:
    """Open the account that speaks for the first workplace."""
    user = User(
        email=CONTACT,
        name="Bo Birk",
        password=secret,
        active=True,
        confirmed_at=now,
        fs_uniquifier=uuid.uuid4().hex,
    )
    db.session.add(user)
    db.session.flush()
    return user


def open_workplace(place: SampleWorkplace, contact: User, *, now: datetime) -> list[SmallJob]:
    """Store the workplace, let an administrator approve it where it has jobs, and publish them."""
    area = db.session.scalars(select(Area).where(Area.code == place.area)).one()
    employer = Employer(
        code=f"employer-{uuid.uuid4()}",
        name=place.name,
        kind=place.kind,
        cvr=place.cvr,
        status=EmployerStatus.PENDING,
        area=area,
        address="Eksempelvej 1",
        phone="00 00 90 01",
        about=place.about,
        contacts=[contact],
    )
    db.session.add(employer)
    db.session.flush()
    record_event("employer: register", employer, by=contact, now=now)
    if place.jobs:
        administrator = db.session.scalars(
            select(User).where(User.roles.any(name=RoleName.ADMINISTRATOR)).order_by(User.id).limit(1)
        ).one()
        approve_employer(employer, by=administrator, now=now)
    return [open_job(job, employer, by=contact, now=now) for job in place.jobs]


def open_job(sample: SampleJob, employer: Employer, *, by: User, now: datetime) -> SmallJob:
    """Post a small job and publish it."""
    facts = SmallJobFacts(
        title=sample.title,
        kind_of_work=next(kind for kind in all_kinds_of_work() if kind.code == sample.kind),
        tasks=sample.tasks,
        good_day=sample.good_day,
        area=employer.area,
        place=employer.address,
        hours_from=sample.hours[0],
        hours_to=sample.hours[1],
        hourly_rate_kr=sample.pay_kr,
        week=sample.week,
        youngest_age=sample.youngest_age,
        oldest_age=None,
        seats=sample.seats,
        support=tuple(kind for kind in all_support_kinds() if kind.code in sample.support),
        strains=tuple(strain for strain in all_strains() if strain.code in sample.strains),
    )
    job = post_job(employer, facts, by=by, now=now)
    publish_job(job, by=by, now=now)
    return job


def say_wishes(
    person: YoungPerson,
    likes: tuple[str, ...],
    avoids: tuple[str, ...],
    needs: tuple[str, ...],
    start_hours: int,
    *,
    by: User,
    now: datetime,
) -> None:
    """Write what a young person wishes for at work, together with the caseworker."""
    facts = WishFacts(
        is_looking=True,
        is_at_school=False,
        likes=tuple(kind for kind in all_kinds_of_work() if kind.code in likes),
        avoids=tuple(strain for strain in all_strains() if strain.code in avoids),
        needs=tuple(kind for kind in all_support_kinds() if kind.code in needs),
        musts=(),
        energy_morning=0,
        energy_noon=1,
        energy_afternoon=2,
        energy_evening=1,
        start_hours=start_hours,
        step_hours=2,
        step_weeks=2,
        goal_hours=8,
        week=times(13, 19, 0, 1, 2, 3, 4),
        means=(Means.CYCLE, Means.BUS),
        max_travel_minutes=45,
        words="",
        may_show_likes=True,
        may_show_support=True,
        may_show_words=False,
    )
    write_wishes(person, facts, by=by, now=now)


def say_yes(proposal: JobProposal, *, by: User | None, is_on_behalf: bool, now: datetime) -> None:
    """Say yes to the job as it is."""
    terms = proposal.small_job.terms_version
    accept_as_young_person(proposal, terms_version=terms, by=by, is_on_behalf=is_on_behalf, now=now)


def let_work(person: YoungPerson, job: SmallJob, contact: User, *, now: datetime) -> Placement:
    """Bring a young person from the proposal over a trial day to some weeks of paid hours; the last week is not noted."""
    began = now - BEGAN
    proposal = propose_job(person, job, by=person.caseworker, now=began)
    say_yes(proposal, by=person.user, is_on_behalf=person.user is None, now=began)
    placement = accept_as_employer(proposal, by=contact, now=began)
    monday = monday_of(local_date(began)) + timedelta(weeks=1)
    starts_at, ends_at = (datetime.combine(monday, time(hour), tzinfo=LOCAL_ZONE) for hour in (14, 16))
    day = agree_on_trial_day(placement, starts_at, ends_at, is_school_free=False, by=contact, now=began)
    for is_employer, by in ((True, contact), (False, person.user or person.caseworker)):
        say_how_it_was(day, Outcome.GOOD, is_employer=is_employer, by=by, now=ends_at)
    db.session.refresh(placement)
    employ(placement, by=contact, now=ends_at)
    for number, hours in enumerate(HOURS_SO_FAR):
        week = monday_of(local_date(began)) + timedelta(weeks=number)
        note_hours(
            placement, week, int(hours * 60), by=contact, now=min(now, ends_at + timedelta(weeks=number))
        )
    return placement


def looking_young_people(caseworker: User, *, but: YoungPerson, now: datetime) -> list[YoungPerson]:
    """Return some of the caseworker's young people, of an age at which most work is allowed."""
    today = local_date(now)
    return list(
        db.session.scalars(
            select(YoungPerson)
            .where(
                YoungPerson.caseworker_id == caseworker.id,
                YoungPerson.id != but.id,
                YoungPerson.consented_on.is_not(None),
                YoungPerson.is_protected.is_(False),
                YoungPerson.born_on.between(today - OLDEST, today - YOUNGEST),
            )
            .order_by(YoungPerson.id)
            .limit(LOOKING)
        )
    )
