"""Posting small jobs, publishing and closing them; what a young person would like, and their wishes."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.employers.models import Employer
from web.extensions import db
from web.small_jobs import effects
from web.small_jobs.facts import SmallJobFacts, WishFacts
from web.small_jobs.models import SMALL_JOB_STEPS, Interest, SmallJob, WorkWishes
from web.small_jobs.pay import keep_earlier_pay
from web.small_jobs.queries import interest_in, wishes_of
from web.small_jobs.terms import changed_terms
from web.youth.models import YoungPerson


def post_job(employer: Employer, facts: SmallJobFacts, *, by: User, now: datetime) -> SmallJob:
    """Store a small job as a draft; raises RuleError at the field that is against the law or makes no sense."""
    job = SmallJob(code=f"small-job-{uuid.uuid4()}", employer=employer)
    _write(facts, to=job)
    record_event("small job: post", job, by=by, now=now)
    return job


def change_job(job: SmallJob, facts: SmallJobFacts, *, by: User, now: datetime) -> None:
    """Write what was changed; raises RuleError at its field, also where seats that are taken would go.

    Who has been asked about the job on other terms is asked again; where somebody works, the terms are kept. Other pay
    counts from this week.
    """
    lock_row(job)
    earlier = changed_terms(job, facts)
    if earlier:
        effects.ensure_may_change(job, earlier)
        job.terms_version += 1
    if facts.hourly_rate_kr != job.hourly_rate_kr:
        keep_earlier_pay(job, now=now)
    _write(facts, to=job)
    record_event(
        "small job: change", job, by=by, now=now, details={"terms": sorted(earlier)} if earlier else None
    )
    if earlier:
        effects.terms_changed(job, earlier, by=by, now=now)


def publish_job(job: SmallJob, *, by: User, now: datetime) -> None:
    """Let everybody find the small job, from the moment its employer is approved."""
    take_step(job, SMALL_JOB_STEPS, "publish", by=by, now=now)


def close_job(job: SmallJob, *, by: User, now: datetime) -> None:
    """Take the small job from the list; whoever works there goes on, and nobody is asked about it any more."""
    take_step(job, SMALL_JOB_STEPS, "close", by=by, now=now)
    effects.closed(job, by=by, now=now)


def reopen_job(job: SmallJob, *, by: User, now: datetime) -> None:
    """Put the small job on the list again."""
    take_step(job, SMALL_JOB_STEPS, "reopen", by=by, now=now)


def _write(facts: SmallJobFacts, *, to: SmallJob) -> None:
    ensure_lawful(facts)
    try:
        with db.session.begin_nested():
            for field in fields(SmallJobFacts):
                value = getattr(facts, field.name)
                setattr(to, field.name, list(value) if isinstance(value, tuple) else value)
            db.session.add(to)
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != "fk_placements_seat":
            raise
        raise RuleError(gettext("So many people work there already."), field="seats") from error


def ensure_lawful(facts: SmallJobFacts) -> None:
    """Raise RuleError at the field that the law, or plain sense, says no to."""
    lowest = facts.kind_of_work.youngest_age
    if facts.youngest_age < lowest:
        raise RuleError(
            gettext("The law says %(age)s years or older for this kind of work.", age=lowest),
            field="youngest_age",
        )
    if facts.oldest_age is not None and facts.oldest_age < facts.youngest_age:
        raise RuleError(gettext("The oldest age must not be below the youngest."), field="oldest_age")
    if facts.hours_to < facts.hours_from:
        raise RuleError(gettext("The most hours must not be below the fewest."), field="hours_to")
    if facts.hourly_rate_kr <= 0:
        raise RuleError(
            gettext("A small job has ordinary pay. Write the pay per hour."), field="hourly_rate_kr"
        )
    if facts.week.minutes < facts.hours_from * 60:
        raise RuleError(
            gettext(
                "There must be room for %(hours)s hours in the times you choose.", hours=facts.hours_from
            ),
            field="week",
        )


def say_interest(young_person: YoungPerson, job: SmallJob, *, by: User, now: datetime) -> None:
    """Note that the young person would like this job; saying it twice changes nothing."""
    lock_row(young_person)
    if interest_in(young_person, job) is not None:
        return
    db.session.add(Interest(young_person=young_person, small_job=job, said_at=now))
    db.session.flush()
    record_event("say interest in small job", young_person, by=by, now=now, details={"small_job": job.id})


def take_interest_back(young_person: YoungPerson, job: SmallJob, *, by: User, now: datetime) -> None:
    """Forget that the young person would like this job."""
    lock_row(young_person)
    found = interest_in(young_person, job)
    if found is None:
        return
    db.session.delete(found)
    db.session.flush()
    record_event(
        "take interest in small job back", young_person, by=by, now=now, details={"small_job": job.id}
    )


def write_wishes(young_person: YoungPerson, facts: WishFacts, *, by: User, now: datetime) -> WorkWishes:
    """Store what the young person wishes for at work; raises RuleError where the hours make no sense."""
    if facts.goal_hours < facts.start_hours:
        raise RuleError(gettext("The goal must not be below the hours to begin with."), field="goal_hours")
    lock_row(young_person)
    wishes = wishes_of(young_person)
    if wishes is None:
        wishes = WorkWishes(young_person=young_person, looking_since=local_date(now))
    elif facts.is_looking and not wishes.is_looking:
        wishes.looking_since = local_date(now)
    for field in fields(WishFacts):
        value = getattr(facts, field.name)
        setattr(wishes, field.name, list(value) if isinstance(value, tuple) else value)
    db.session.add(wishes)
    db.session.flush()
    record_event("write work wishes", young_person, by=by, now=now)
    return wishes
