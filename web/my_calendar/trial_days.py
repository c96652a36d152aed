"""Trial days of small jobs as entries of a calendar: the young person's own, and those at the reader's workplaces."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.employers.models import Employer, EmployerStatus, employer_contacts
from web.extensions import db
from web.my_calendar.entry import Entry, EntryKind
from web.placements.models import Placement, PlacementStatus, TrialDay, TrialDayStatus
from web.small_jobs.models import SmallJob
from web.youth.models import YoungPerson

MOST_DAYS = 300


def trial_days_of(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Return the trial days the user goes to or receives somebody on; the young person is not named."""
    return [entry_of_trial_day(day, user) for day in days_of(user, since=since, until=until)]


def trial_days_for_feed(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Return the same for a feed: of a day with somebody with protected name and address only that one is busy."""
    return [
        replace(entry, title=gettext("Appointment"), place="") if day.young_person.is_protected else entry
        for day in days_of(user, since=since, until=until)
        for entry in (entry_of_trial_day(day, user),)
    ]


def days_of(user: User, *, since: datetime, until: datetime) -> list[TrialDay]:
    """Return the days themselves, with what an entry shows."""
    at_their_workplaces = (
        select(Employer.id)
        .join(employer_contacts, employer_contacts.c.employer_id == Employer.id)
        .where(employer_contacts.c.user_id == user.id, Employer.status == EmployerStatus.APPROVED)
    )
    return list(
        db.session.scalars(
            select(TrialDay)
            .join(TrialDay.placement)
            .join(Placement.young_person)
            .join(Placement.small_job)
            .where(
                or_(
                    YoungPerson.user_id == user.id,
                    and_(
                        SmallJob.employer_id.in_(at_their_workplaces),
                        Placement.status != PlacementStatus.ENDED,
                    ),
                ),
                TrialDay.status != TrialDayStatus.CALLED_OFF,
                TrialDay.ends_at > since,
                TrialDay.starts_at < until,
            )
            .options(
                joinedload(TrialDay.placement).joinedload(Placement.young_person),
                joinedload(TrialDay.placement).joinedload(Placement.small_job).joinedload(SmallJob.area),
                joinedload(TrialDay.placement).joinedload(Placement.small_job).joinedload(SmallJob.employer),
            )
            .order_by(TrialDay.starts_at)
            .limit(MOST_DAYS)
        )
    )


def entry_of_trial_day(day: TrialDay, user: User) -> Entry:
    """Return a trial day as an entry."""
    job, is_own = day.placement.small_job, day.young_person.user_id == user.id
    return Entry(
        key=f"trial-day-{day.id}",
        kind=EntryKind.TRIAL_DAY,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        title=f"{job.title} ({job.employer.name})" if is_own else job.title,
        place=", ".join(part for part in (job.place or job.employer.address, job.area.name) if part),
        is_certain=True,
        page="placements.own_page" if is_own else "placements.list_for_employer",
    )
