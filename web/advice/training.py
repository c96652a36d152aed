"""Whose approval, and whose seat on the next course, would help most of those who wait; counted by the last run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from web.accounts.models import User
from web.core.clock import local_date
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.courses.queries import courses_ahead, seats_taken
from web.extensions import db
from web.profiles.models import Mentor
from web.vetting.models import ClearanceKind, MentorWorth
from web.vetting.queries import checks_of, mentors_for

LOOKED_AT = 60
SHOWN = 6


@dataclass(frozen=True)
class Candidate:
    """Somebody who is still to be approved: what is missing, and how many it would help."""

    mentor: Mentor
    worth: MentorWorth
    missing: list[ClearanceKind]
    has_seat: bool


def candidates_for(viewer: User, *, now: datetime) -> list[Candidate]:
    """Return whom the viewer may see of those whose approval would help somebody, the most helpful first."""
    found = db.session.execute(
        mentors_for(viewer).add_columns(MentorWorth).where(MentorWorth.could_help > 0).limit(LOOKED_AT)
    ).all()
    mentors = [row[0] for row in found]
    checks = checks_of(mentors, day=local_date(now))
    seated = seated_ahead([mentor.volunteer_id for mentor in mentors], courses_ahead(now=now))
    return [
        Candidate(mentor, worth, missing, mentor.volunteer_id in seated)
        for mentor, worth in found
        if (missing := [check.kind for check in checks[mentor.id] if not check.is_valid])
    ]


def lack_the_course(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those who lack the course and have no seat yet: who should get the next ones."""
    return [c for c in candidates if ClearanceKind.TRAINING in c.missing and not c.has_seat]


def seated_ahead(volunteer_ids: list[int], courses: Sequence[Course]) -> frozenset[int]:
    """Return which of these volunteers have a seat on one of the courses."""
    return frozenset(
        db.session.scalars(
            select(CoursePlace.volunteer_id).where(
                CoursePlace.volunteer_id.in_(volunteer_ids),
                CoursePlace.course_id.in_([course.id for course in courses]),
                CoursePlace.status == PlaceStatus.SEATED,
            )
        )
    )


def next_course(*, now: datetime) -> tuple[Course, int] | None:
    """Return the nearest course with a free seat, and how many seats are free."""
    courses = courses_ahead(now=now)
    taken = seats_taken(courses)
    for course in courses:
        if free := course.seats - taken.get(course.id, 0):
            return course, free
    return None
