"""Reads of courses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from web.core.errors import NotVisibleError
from web.courses.models import Course, CoursePlace, CourseStatus, PlaceStatus
from web.extensions import db
from web.profiles.models import Volunteer

LARGEST_ID = 2**31 - 1
SHOWN_AHEAD = 30
TICKED_OFF_WITHIN = timedelta(days=30)
"""How long after its last evening it can still be recorded, and corrected, who came to a course nobody asks for now."""


@dataclass(frozen=True)
class Offer:
    """A course with its free seats and one's own place on it, if any."""

    course: Course
    free_seats: int
    place: CoursePlace | None


def courses_ahead(*, now: datetime) -> Sequence[Course]:
    """Return the courses that can be signed up for, the nearest first."""
    return db.session.scalars(
        select(Course)
        .where(Course.status == CourseStatus.OPEN, Course.starts_at > now)
        .order_by(Course.starts_at, Course.id)
        .limit(SHOWN_AHEAD)
    ).all()


def all_courses() -> Select[Course]:
    """Select every course, the latest first."""
    return select(Course).order_by(Course.starts_at.desc(), Course.id.desc())


def seats_taken(courses: Sequence[Course]) -> dict[int, int]:
    """Return how many seats are held, by course id."""
    statement = (
        select(CoursePlace.course_id, func.count(CoursePlace.seat))
        .where(CoursePlace.course_id.in_([course.id for course in courses]))
        .group_by(CoursePlace.course_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def offers_for(volunteer: Volunteer, *, now: datetime) -> list[Offer]:
    """Return the courses ahead with one's own place on each."""
    courses = courses_ahead(now=now)
    taken = seats_taken(courses)
    own = {
        place.course_id: place
        for place in db.session.scalars(
            select(CoursePlace).where(
                CoursePlace.volunteer_id == volunteer.id,
                CoursePlace.course_id.in_([course.id for course in courses]),
                CoursePlace.status != PlaceStatus.CANCELLED,
            )
        )
    }
    return [Offer(course, course.seats - taken.get(course.id, 0), own.get(course.id)) for course in courses]


def coming_places(volunteer: Volunteer, *, now: datetime) -> Sequence[CoursePlace]:
    """Return the volunteer's places on courses that have not begun."""
    return db.session.scalars(
        select(CoursePlace)
        .join(CoursePlace.course)
        .where(
            CoursePlace.volunteer_id == volunteer.id,
            CoursePlace.status.in_((PlaceStatus.SEATED, PlaceStatus.WAITING)),
            Course.status == CourseStatus.OPEN,
            Course.starts_at > now,
        )
        .order_by(CoursePlace.id)
    ).all()


def has_live_place(volunteer: Volunteer, *, now: datetime) -> bool:
    """Tell whether the volunteer waits for a course ahead, or has a seat on one whose attendance is still recorded."""
    last_ends_at = func.coalesce(Course.second_ends_at, Course.ends_at)
    place = select(CoursePlace.id).join(CoursePlace.course)
    return (
        db.session.scalar(
            place.where(
                CoursePlace.volunteer_id == volunteer.id,
                Course.status == CourseStatus.OPEN,
                or_(
                    and_(CoursePlace.seat.is_not(None), last_ends_at > now - TICKED_OFF_WITHIN),
                    and_(CoursePlace.status == PlaceStatus.WAITING, Course.starts_at > now),
                ),
            ).limit(1)
        )
        is not None
    )


def newest_place(volunteer: Volunteer) -> CoursePlace | None:
    """Return the volunteer's place on the latest course they have signed up for and not given back."""
    return db.session.scalar(
        select(CoursePlace)
        .join(CoursePlace.course)
        .where(
            CoursePlace.volunteer_id == volunteer.id,
            CoursePlace.status.in_((PlaceStatus.SEATED, PlaceStatus.WAITING)),
        )
        .options(joinedload(CoursePlace.course))
        .order_by(Course.starts_at.desc())
        .limit(1)
    )


def course_with(course_id: int) -> Course:
    """Return one course; raises NotVisibleError where there is none."""
    course = db.session.get(Course, min(course_id, LARGEST_ID))
    if course is None:
        raise NotVisibleError
    return course


def own_place(volunteer: Volunteer, course: Course) -> CoursePlace:
    """Return the volunteer's place on a course; raises NotVisibleError where there is none."""
    place = db.session.scalar(
        select(CoursePlace).where(
            CoursePlace.course_id == course.id, CoursePlace.volunteer_id == volunteer.id
        )
    )
    if place is None:
        raise NotVisibleError
    return place


def place_on(course: Course, place_id: int) -> CoursePlace:
    """Return one place on a course; raises NotVisibleError for any other."""
    place = db.session.get(CoursePlace, min(place_id, LARGEST_ID))
    if place is None or place.course_id != course.id:
        raise NotVisibleError
    return place


def participants(course: Course) -> Sequence[CoursePlace]:
    """Return those on seats by seat, then those who wait in their order."""
    is_waiting = case((CoursePlace.seat.is_(None), 1), else_=0)
    return db.session.scalars(
        select(CoursePlace)
        .where(CoursePlace.course_id == course.id, CoursePlace.status != PlaceStatus.CANCELLED)
        .options(
            joinedload(CoursePlace.volunteer).joinedload(Volunteer.user),
            joinedload(CoursePlace.volunteer).joinedload(Volunteer.mentor),
        )
        .order_by(is_waiting, CoursePlace.seat, CoursePlace.asked_at, CoursePlace.id)
    ).all()
