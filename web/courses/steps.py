"""How far the training is, for its owner and those who vet."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext

from web.core.pages import moment
from web.courses.models import PlaceStatus
from web.courses.queries import courses_ahead, has_live_place, newest_place
from web.profiles.models import Volunteer
from web.vetting.asking import tells_what_is_under_way
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind
from web.vetting.steps import NextStep, tells_owner, tells_staff


@tells_what_is_under_way
def is_on_course(volunteer: Volunteer, kind: ClearanceKind, now: datetime) -> bool:
    """A place on a course is a reason of its own for the training."""
    return kind is ClearanceKind.TRAINING and has_live_place(volunteer, now=now)


@tells_owner(ClearanceKind.TRAINING)
def own_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Choose a course; then the evening on which one has a seat."""
    url, place = url_for("courses.list_offers"), newest_place(volunteer)
    if place is not None and place.course.last_ends_at > now:
        begins = moment(place.course.starts_at)
        if place.status is PlaceStatus.SEATED:
            text = (
                gettext("You have a seat. The course began %(begins)s.", begins=begins)
                if place.course.starts_at <= now
                else gettext("You have a seat. The course begins %(begins)s.", begins=begins)
            )
            return NextStep(text, url, gettext("See the course, or sign off"), is_waiting=True)
        return NextStep(
            gettext("You are on the waiting list for the course that begins %(begins)s.", begins=begins),
            url,
            gettext("See the courses"),
            is_waiting=True,
        )
    if not courses_ahead(now=now):
        return NextStep(gettext("No course is planned right now. We write to you when there is one."))
    return NextStep(str(NEXT_STEPS[ClearanceKind.TRAINING]), url, gettext("Choose a course"))


@tells_staff(ClearanceKind.TRAINING)
def staff_step(volunteer: Volunteer, now: datetime) -> NextStep | None:
    """The course that the applicant has signed up for."""
    place = newest_place(volunteer)
    if place is None:
        return None
    begins = moment(place.course.starts_at)
    if place.status is PlaceStatus.SEATED:
        if place.course.starts_at <= now:
            return NextStep(gettext("Has a seat on the course that began %(begins)s.", begins=begins))
        return NextStep(gettext("Has a seat on the course that begins %(begins)s.", begins=begins))
    return NextStep(gettext("On the waiting list for the course that begins %(begins)s.", begins=begins))
