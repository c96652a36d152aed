"""The words of the mails about courses."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.core.pages import clock_time, moment
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.notifications.services import write_notice


def evenings(course: Course) -> str:
    """Return when the course is, one line an evening, in the language of the mail."""
    pairs = [(course.starts_at, course.ends_at), (course.second_starts_at, course.second_ends_at)]
    lines = [
        f"{moment(starts_at)}–{clock_time(ends_at)}"
        for starts_at, ends_at in pairs
        if starts_at is not None and ends_at is not None
    ]
    return "\n".join(lines)


def confirm(place: CoursePlace, *, at: datetime) -> None:
    """Confirm a seat, or a place on the waiting list."""
    course, user = place.course, place.volunteer.user
    with force_locale(user.locale):
        words = (
            gettext("You have a seat. We look forward to seeing you.")
            if place.status is PlaceStatus.SEATED
            else gettext("The course is full, and you are on the waiting list. We write when a seat is free.")
        )
        body = gettext(
            "Hello %(name)s\n\n%(words)s\n\n%(title)s\n%(evenings)s\n%(place)s\n\nIf you cannot come, say so here, so that"
            " somebody else gets the seat:\n\n%(link)s",
            name=user.name,
            words=words,
            title=course.title,
            evenings=evenings(course),
            place=course.place,
            link=absolute_link("courses.list_offers"),
        )
        subject = gettext("The mentor training")
    write_notice(f"course place {place.id} asked {at.isoformat()}", to=user, subject=subject, body=body)


def tell_of_seat(place: CoursePlace, *, at: datetime) -> None:
    """Tell somebody who waited that they have a seat now."""
    course, user = place.course, place.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nA seat is free, and it is yours:\n\n%(title)s\n%(evenings)s\n%(place)s\n\nIf it no longer"
            " suits you, sign off here:\n\n%(link)s",
            name=user.name,
            title=course.title,
            evenings=evenings(course),
            place=course.place,
            link=absolute_link("courses.list_offers"),
        )
        subject = gettext("You have a seat on the mentor training")
    write_notice(f"course place {place.id} seated {at.isoformat()}", to=user, subject=subject, body=body)


def tell_of_calling_off(place: CoursePlace) -> None:
    """Tell that a course is called off, and where the others are."""
    course, user = place.course, place.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nWe are sorry: this course is called off.\n\n%(title)s\n%(evenings)s\n\nYou can choose"
            " another one here:\n\n%(link)s",
            name=user.name,
            title=course.title,
            evenings=evenings(course),
            link=absolute_link("courses.list_offers"),
        )
        subject = gettext("The mentor training is called off")
    write_notice(f"course place {place.id} called off", to=user, subject=subject, body=body)


def tell_of_freed_place(place: CoursePlace, *, at: datetime) -> None:
    """Tell a refused applicant that the seat has gone to somebody else."""
    course, user = place.course, place.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nYou are no longer signed up for the mentor training:\n\n%(title)s\n%(evenings)s\n\n"
            "You have another mail about your application.",
            name=user.name,
            title=course.title,
            evenings=evenings(course),
        )
        subject = gettext("You are no longer signed up for the mentor training")
    write_notice(f"course place {place.id} freed {at.isoformat()}", to=user, subject=subject, body=body)
