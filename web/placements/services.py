"""A placement's life: trial days and how they were, employment, and the end."""

from __future__ import annotations

import enum
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.placements import messages
from web.placements.models import (
    PLACEMENT_STEPS,
    TRIAL_DAY_STEPS,
    Outcome,
    Placement,
    PlacementStatus,
    TrialDay,
    TrialDayStatus,
)
from web.small_jobs.age_law import DayProblem, limit_of, problem_of_day
from web.small_jobs.queries import wishes_of


class EndReason(enum.StrEnum):
    """Why a small job ended."""

    ANOTHER_JOB = "another_job"
    EDUCATION = "education"
    WISH_OF_YOUNG_PERSON = "wish_of_young_person"
    WISH_OF_WORKPLACE = "wish_of_workplace"
    DID_NOT_SUIT = "did_not_suit"
    ERASED = "erased"


def agree_on_trial_day(
    placement: Placement,
    starts_at: datetime,
    ends_at: datetime,
    *,
    is_school_free: bool,
    by: User,
    now: datetime,
) -> TrialDay:
    """Agree on a day to try the work; raises RuleError at its field for what is over, unlawful or double."""
    lock_row(placement)
    if placement.status is not PlacementStatus.TRIAL:
        raise RuleError(gettext("The trial is over already."))
    if starts_at <= now:
        raise RuleError(gettext("That time is over. Choose one that is still to come."), field="day")
    if ends_at <= starts_at:
        raise RuleError(gettext("The end must be later than the start."), field="to_time")
    ensure_lawful_day(placement, starts_at, ends_at, is_school_free=is_school_free)
    day = TrialDay(placement_id=placement.id, starts_at=starts_at, ends_at=ends_at)
    try:
        with db.session.begin_nested():
            db.session.add(day)
            db.session.flush()
    except IntegrityError as error:
        if "ex_trial_days_no_double_booking" not in str(error):
            raise
        raise RuleError(gettext("There is a trial day at that time already."), field="day") from error
    record_event("agree on trial day", day, by=by, now=now)
    messages.tell_of_trial_day(day, by=by)
    return day


def ensure_lawful_day(
    placement: Placement, starts_at: datetime, ends_at: datetime, *, is_school_free: bool
) -> None:
    """Raise RuleError for a day on which somebody of this age may not work so long, or so late."""
    person, job = placement.young_person, placement.small_job
    limit = limit_of(person.born_on, local_date(starts_at), is_at_school=goes_to_school(placement))
    if limit is None:
        raise RuleError(gettext("The law lets nobody under 13 work."), field="day")
    problem = problem_of_day(starts_at, ends_at, job.kind_of_work, limit, is_school_free=is_school_free)
    if problem is DayProblem.TOO_LONG:
        hours = limit.minutes_per_free_day // 60
        raise RuleError(
            gettext("At this age the law allows %(hours)s hours a day at the most.", hours=hours),
            field="to_time",
        )
    if problem is DayProblem.TOO_LONG_FOR_A_SCHOOL_DAY:
        raise RuleError(
            gettext(
                "On a day with school the law allows two hours. Choose a shorter time, or tick that there is no school."
            ),
            field="to_time",
        )
    if problem is DayProblem.TOO_EARLY_OR_LATE:
        raise RuleError(
            gettext("At this age the law does not allow work so early or so late."), field="from_time"
        )


def goes_to_school(placement: Placement) -> bool:
    """Tell whether the young person counts as being of school age; without an answer they do."""
    wishes = wishes_of(placement.young_person)
    return wishes.is_at_school if wishes is not None else True


def call_trial_day_off(day: TrialDay, *, by: User, now: datetime) -> None:
    """Call a trial day off that has not been held, and tell whoever would have come, or waited."""
    take_step(day, TRIAL_DAY_STEPS, "call off", by=by, now=now)
    messages.tell_trial_day_is_off(day, by=by)


def say_how_it_was(day: TrialDay, outcome: Outcome, *, is_employer: bool, by: User, now: datetime) -> None:
    """Say how one of the two found a trial day; the first word makes it a day that was held."""
    if day.starts_at > now:
        raise RuleError(gettext("The trial day has not begun yet."))
    name = "employer_outcome" if is_employer else "young_person_outcome"
    if day.status is TrialDayStatus.PLANNED:
        take_step(day, TRIAL_DAY_STEPS, "hold", by=by, now=now, changes={name: outcome})
    elif day.status is TrialDayStatus.HELD:
        lock_row(day)
        setattr(day, name, outcome)
    else:
        raise RuleError(gettext("The trial day was called off."))
    record_event(
        "say how trial day was",
        day,
        by=by,
        now=now,
        details={"side": name.removesuffix("_outcome"), "outcome": outcome.value},
    )
    db.session.flush()


def employ(placement: Placement, *, by: User, now: datetime) -> None:
    """Go from trial to ordinary work; raises RuleError before a trial day that neither side said no to."""
    lock_row(placement)
    held = [day for day in placement.trial_days if day.status is TrialDayStatus.HELD]
    if not held:
        raise RuleError(gettext("Say first how a trial day was. One is enough."))
    if Outcome.NO in (held[-1].employer_outcome, held[-1].young_person_outcome):
        raise RuleError(gettext("One of you did not think that it fits. Talk with the caseworker first."))
    take_step(placement, PLACEMENT_STEPS, "employ", by=by, now=now, changes={"employed_on": local_date(now)})
    messages.tell_of_employment(placement)


def end_placement(placement: Placement, reason: EndReason, *, by: User | None, now: datetime) -> None:
    """End a small job: its seat is free again, and coming trial days are called off."""
    for day in placement.trial_days:
        if day.status is TrialDayStatus.PLANNED:
            take_step(day, TRIAL_DAY_STEPS, "call off", by=by, now=now)
    take_step(
        placement,
        PLACEMENT_STEPS,
        "end",
        by=by,
        now=now,
        details={"reason": reason.value},
        changes={"seat": None, "ended_on": local_date(now), "end_reason": reason.value},
    )
    messages.tell_of_end(placement, at=now)
