"""Courses: laying and calling off, signing up for a seat or the waiting list, and attendance, which clears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core import clock
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.courses import messages
from web.courses.models import (
    COURSE_STEPS,
    PLACE_STEPS,
    Course,
    CoursePlace,
    CourseSeat,
    CourseStatus,
    PlaceStatus,
)
from web.extensions import db
from web.profiles.models import MentorStatus, Volunteer
from web.vetting.models import ClearanceKind, ClearanceStatus
from web.vetting.services import (
    Validity,
    ensure_may_record,
    locked_clearance,
    reopen_clearance,
    usual_last_day,
    verify_clearance,
)

TAKEN = (PlaceStatus.SEATED, PlaceStatus.WAITING)


@dataclass(frozen=True)
class CoursePlan:
    """What a course is, where and when; a second evening is optional."""

    title: str
    description: str
    place: str
    seats: int
    starts_at: datetime
    ends_at: datetime
    second_starts_at: datetime | None
    second_ends_at: datetime | None


def lay_course(plan: CoursePlan, *, by: User, now: datetime) -> Course:
    """Lay a course; raises RuleError for evenings that are over, or the wrong way round."""
    if plan.starts_at <= now:
        raise RuleError(gettext("This time is over."), field="day")
    if plan.ends_at <= plan.starts_at:
        raise RuleError(gettext("The end must come after the beginning."), field="to_time")
    if plan.second_starts_at is not None and plan.second_ends_at is not None:
        if plan.second_starts_at < plan.ends_at:
            raise RuleError(gettext("The second evening comes after the first."), field="second_day")
        if plan.second_ends_at <= plan.second_starts_at:
            raise RuleError(gettext("The end must come after the beginning."), field="second_to_time")
    course = Course(
        title=plan.title,
        description=plan.description,
        place=plan.place,
        seats=plan.seats,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        second_starts_at=plan.second_starts_at,
        second_ends_at=plan.second_ends_at,
    )
    db.session.add(course)
    db.session.flush()
    record_event("lay course", course, by=by, now=now)
    return course


def call_off_course(course: Course, *, by: User, now: datetime) -> None:
    """Call a course off, and tell everybody who has a seat or waits."""
    take_step(course, COURSE_STEPS, "call off", by=by, now=now)
    for place in places_of(course, *TAKEN):
        take_step(place, PLACE_STEPS, "cancel", by=by, now=now, changes={"seat": None})
        messages.tell_of_calling_off(place)


def places_of(course: Course, *statuses: PlaceStatus) -> list[CoursePlace]:
    """Return the places of these statuses, in the order in which they were asked for."""
    return list(
        db.session.scalars(
            select(CoursePlace)
            .where(CoursePlace.course_id == course.id, CoursePlace.status.in_(statuses))
            .order_by(CoursePlace.asked_at, CoursePlace.id)
        )
    )


def sign_up(course: Course, volunteer: Volunteer, *, by: User, now: datetime) -> CoursePlace:
    """Take the lowest free seat, or a place on the waiting list.

    Raises RuleError for a course that is over or called off, for somebody whose application was refused, and for a second
    sign-up. Everybody who signs up waits for the course's row, and a seat is a row that only one can hold.
    """
    lock_row(course)
    ensure_open(course, now=now)
    if volunteer.mentor is not None and volunteer.mentor.status is MentorStatus.REFUSED:
        raise RuleError(gettext("Please call us first."))
    place = db.session.scalar(
        select(CoursePlace).where(
            CoursePlace.course_id == course.id, CoursePlace.volunteer_id == volunteer.id
        )
    )
    seat = lowest_free_seat(course)
    if place is None:
        place = CoursePlace(
            course=course,
            volunteer_id=volunteer.id,
            status=PlaceStatus.WAITING if seat is None else PlaceStatus.SEATED,
            seat=seat,
            asked_at=now,
        )
        db.session.add(place)
        db.session.flush()
        record_event("sign up for course", place, by=by, now=now, details={"status": place.status.value})
    elif place.status is PlaceStatus.CANCELLED:
        step = "wait" if seat is None else "seat"
        take_step(place, PLACE_STEPS, step, by=by, now=now, changes={"seat": seat, "asked_at": now})
    else:
        raise RuleError(gettext("You have signed up for this course already."))
    messages.confirm(place, at=now)
    return place


def ensure_open(course: Course, *, now: datetime) -> None:
    """Raise RuleError for a course that has begun or is called off."""
    if course.status is not CourseStatus.OPEN:
        raise RuleError(gettext("The course is called off."))
    if course.starts_at <= now:
        raise RuleError(gettext("The course has begun."))


def lowest_free_seat(course: Course) -> int | None:
    """Return the lowest seat that nobody holds; None where the course is full."""
    taken = select(CoursePlace.seat).where(CoursePlace.course_id == course.id, CoursePlace.seat.is_not(None))
    return db.session.scalar(
        select(CourseSeat.number)
        .where(CourseSeat.course_id == course.id, CourseSeat.number.not_in(taken))
        .order_by(CourseSeat.number)
        .limit(1)
    )


def cancel_place(place: CoursePlace, *, by: User, now: datetime) -> None:
    """Give a place back; whoever has waited longest gets the seat, and a mail."""
    course = place.course
    lock_row(course)
    ensure_open(course, now=now)
    take_step(place, PLACE_STEPS, "cancel", by=by, now=now, changes={"seat": None})
    seat_next(course, now=now)


def seat_next(course: Course, *, now: datetime) -> None:
    """Give free seats to those who wait, the longest waiting first; the course's row is locked."""
    for waiting in places_of(course, PlaceStatus.WAITING):
        seat = lowest_free_seat(course)
        if seat is None:
            return
        take_step(waiting, PLACE_STEPS, "seat", by=None, now=now, changes={"seat": seat})
        messages.tell_of_seat(waiting, at=now)


def record_attendance(place: CoursePlace, *, has_come: bool, by: User, now: datetime) -> None:
    """Record with one tap who came: the training counts from that day, for as long as the programme says.

    Raises RuleError before the last evening, and for those who may not record it. Taking it back takes the clearance back.
    """
    volunteer, course = place.volunteer, place.course
    ensure_may_record(volunteer, ClearanceKind.TRAINING, by=by, now=now)
    if course.last_starts_at > now:
        raise RuleError(gettext("The last evening has not begun yet."))
    had_come = place.status is PlaceStatus.ATTENDED
    take_step(place, PLACE_STEPS, "attend" if has_come else "miss", by=by, now=now)
    day = clock.local_date(course.last_starts_at)
    if has_come:
        validity = Validity(day, usual_last_day(volunteer, ClearanceKind.TRAINING, day, now=now))
        verify_clearance(volunteer, ClearanceKind.TRAINING, validity, by=by, now=now)
    elif had_come and locked_clearance(volunteer, ClearanceKind.TRAINING).status is ClearanceStatus.VALID:
        reopen_clearance(volunteer, ClearanceKind.TRAINING, by=by, now=now)
