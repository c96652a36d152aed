"""Everything of one's own that has a time: shifts, interviews, courses and trial days, in the order of the days.

Nothing here names a young person. For somebody with protected name and address nothing tells where they will be, or at
what: a feed is copied to machines that are not ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.extensions import db
from web.interviews.models import Interview, InterviewStatus
from web.my_calendar.entry import Entry, EntryKind
from web.my_calendar.trial_days import trial_days_for_feed, trial_days_of
from web.profiles.models import Mentor, Volunteer
from web.profiles.queries import own_volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task

MOST_ENTRIES = 300
SHOWN = (SignupStatus.REQUESTED, SignupStatus.CONFIRMED, SignupStatus.OFFERED)


def entries_of(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Return what the user has between two moments, the earliest first, for their own eyes."""
    trial_days = trial_days_of(user, since=since, until=until)
    return _in_order([*_voluntary(user, since=since, until=until), *trial_days])


def entries_for_feed(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    """Return the same for a feed: of a protected person only that they are busy, and when."""
    found = _in_order(
        [
            *_voluntary(user, since=since, until=until),
            *trial_days_for_feed(user, since=since, until=until),
        ]
    )
    volunteer = own_volunteer(user)
    if volunteer is None or not volunteer.is_protected:
        return found
    return [replace(entry, title=gettext("Appointment"), place="") for entry in found]


def _in_order(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.starts_at, entry.key))[:MOST_ENTRIES]


def _voluntary(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    return [
        *_shifts(user, since=since, until=until),
        *_interviews(user, since=since, until=until),
        *_courses(user, since=since, until=until),
    ]


def _shifts(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    signups: Sequence[Signup] = db.session.scalars(
        select(Signup)
        .join(Signup.volunteer)
        .join(Signup.shift)
        .where(
            Volunteer.user_id == user.id,
            Signup.status.in_(SHOWN),
            Shift.called_off_at.is_(None),
            Shift.ends_at > since,
            Shift.starts_at < until,
        )
        .options(
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.association),
            joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area),
        )
        .order_by(Shift.starts_at)
        .limit(MOST_ENTRIES)
    ).all()
    return [entry_of_signup(signup) for signup in signups]


def entry_of_signup(signup: Signup) -> Entry:
    """Return a shift as an entry."""
    shift, task = signup.shift, signup.shift.task
    assert shift.starts_at is not None, "asked for by time"
    assert shift.ends_at is not None, "a shift has both times or neither"
    return Entry(
        key=f"signup-{signup.id}",
        kind=EntryKind.SHIFT,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        title=f"{task.title} ({task.association.name})",
        place=", ".join(part for part in (shift.where, task.area.name) if part),
        is_certain=signup.status is SignupStatus.CONFIRMED,
        page="my_calendar.cancel",
        signup_id=signup.id,
    )


def _interviews(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    """As the applicant or as the one who holds it; of the applicant nothing is told."""
    interviews = db.session.scalars(
        select(Interview)
        .join(Interview.mentor)
        .join(Mentor.volunteer)
        .where(
            or_(Volunteer.user_id == user.id, Interview.interviewer_id == user.id),
            Interview.status == InterviewStatus.PLANNED,
            Interview.ends_at > since,
            Interview.starts_at < until,
        )
        .limit(MOST_ENTRIES)
    )
    return [
        Entry(
            key=f"interview-{interview.id}",
            kind=EntryKind.INTERVIEW,
            starts_at=interview.starts_at,
            ends_at=interview.ends_at,
            title=gettext("Talk about being a mentor"),
            place=interview.place if interview.interviewer_id != user.id else "",
            is_certain=True,
            page="vetting.queue" if interview.interviewer_id == user.id else "interviews.own",
        )
        for interview in interviews
    ]


def _courses(user: User, *, since: datetime, until: datetime) -> list[Entry]:
    places = db.session.scalars(
        select(CoursePlace)
        .join(CoursePlace.volunteer)
        .join(CoursePlace.course)
        .where(Volunteer.user_id == user.id, CoursePlace.status == PlaceStatus.SEATED)
        .options(joinedload(CoursePlace.course))
        .limit(MOST_ENTRIES)
    )
    evenings = [entry for place in places for entry in evenings_of(place.course, place_id=place.id)]
    return [entry for entry in evenings if entry.ends_at > since and entry.starts_at < until]


def evenings_of(course: Course, *, place_id: int) -> list[Entry]:
    """Return the one or two evenings of a course."""
    times = [(course.starts_at, course.ends_at)]
    if course.second_starts_at is not None and course.second_ends_at is not None:
        times.append((course.second_starts_at, course.second_ends_at))
    return [
        Entry(
            key=f"course-{place_id}-{number}",
            kind=EntryKind.COURSE,
            starts_at=starts_at,
            ends_at=ends_at,
            title=course.title,
            place=course.place,
            is_certain=True,
            page="courses.list_offers",
        )
        for number, (starts_at, ends_at) in enumerate(times, start=1)
    ]
