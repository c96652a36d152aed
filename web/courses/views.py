"""The pages about courses: choosing one as a mentor, and laying, looking through and ticking off as staff."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.courses import refusals, steps  # noqa: F401 - tell what comes next, and what ends
from web.courses.forms import CourseForm
from web.courses.labels import PLACE_STATUSES, PLACE_TONES
from web.courses.models import PlaceStatus
from web.courses.queries import (
    all_courses,
    course_with,
    offers_for,
    own_place,
    participants,
    place_on,
    seats_taken,
)
from web.courses.services import (
    call_off_course,
    cancel_place,
    lay_course,
    record_attendance,
    sign_up,
)
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.queries import own_volunteer
from web.vetting.asking import is_asked_of
from web.vetting.models import ClearanceKind

blueprint = Blueprint("courses", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def own_learner() -> Volunteer:
    """Return the reader as a mentor, an applicant or a volunteer of whom the training is asked, or who is on a course."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    if volunteer.mentor is None and not is_asked_of(volunteer, ClearanceKind.TRAINING, now=clock.now()):
        raise NotVisibleError
    return volunteer


@blueprint.get("/frivillig/mentor/kurser")
@requires(Permission.COURSE_SIGN_UP)
def list_offers() -> str:
    """The courses ahead, and one's own place."""
    volunteer = own_learner()
    offers = offers_for(volunteer, now=clock.now())
    return render_template(
        "courses/offers.html",
        offers=offers,
        statuses=PLACE_STATUSES,
        tones=PLACE_TONES,
        is_mentor=volunteer.mentor is not None,
    )


@blueprint.post("/frivillig/mentor/kurser/<int:course_id>/tilmeld")
@requires(Permission.COURSE_SIGN_UP)
def take_place(course_id: int) -> Response:
    """Sign up for a course."""
    course, volunteer = allowed(course_with(course_id)), own_learner()
    try:
        place = sign_up(course, volunteer, by=signed_in_user(), now=clock.now())
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        db.session.commit()
        if place.status is PlaceStatus.SEATED:
            flash(gettext("You have a seat. We have sent you a mail with time and place."), "success")
        else:
            flash(gettext("The course is full. You are on the waiting list, and we write to you."), "info")
    return redirect(url_for("courses.list_offers"))


@blueprint.post("/frivillig/mentor/kurser/<int:course_id>/afmeld")
@requires(Permission.COURSE_SIGN_UP)
def give_place_back(course_id: int) -> Response:
    """Sign off from a course."""
    place = own_place(own_learner(), allowed(course_with(course_id)))
    with one_step(gettext("You are signed off. Thank you for telling us in time.")):
        cancel_place(place, by=signed_in_user(), now=clock.now())
    return redirect(url_for("courses.list_offers"))


@blueprint.get("/kurser")
@requires(Permission.COURSE_MANAGE)
def list_courses() -> str:
    """Every course, the latest first."""
    found = paged(all_courses())
    return render_template(
        "courses/list.html", courses=found, taken=seats_taken(found.items), now=clock.now()
    )


@blueprint.route("/kurser/nyt", methods=["GET", "POST"])
@requires(Permission.COURSE_MANAGE)
def lay() -> str | Response:
    """Lay a course."""
    form = CourseForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            course = lay_course(form.plan(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The course is ready, and mentors can sign up."), "success")
            return finish(form, "courses.show_course", course_id=course.id)
    return render_template("courses/new.html", form=form)


@blueprint.get("/kurser/<int:course_id>")
@requires(Permission.COURSE_MANAGE)
def show_course(course_id: int) -> str:
    """Who has a seat, who waits, and who came."""
    course, now = allowed(course_with(course_id)), clock.now()
    places = participants(course)
    return render_template(
        "courses/course.html",
        course=course,
        places=places,
        taken=sum(place.seat is not None for place in places),
        has_begun=course.starts_at <= now,
        may_tick_off=course.last_starts_at <= now,
        statuses=PLACE_STATUSES,
        tones=PLACE_TONES,
    )


@blueprint.post("/kurser/<int:course_id>/aflys")
@requires(Permission.COURSE_MANAGE)
def call_off(course_id: int) -> Response:
    """Call a course off."""
    course = allowed(course_with(course_id))
    with one_step(gettext("The course is called off, and everybody on it has a mail.")):
        call_off_course(course, by=signed_in_user(), now=clock.now())
    return redirect(url_for("courses.show_course", course_id=course_id))


@blueprint.post("/kurser/<int:course_id>/deltagere/<int:place_id>/<any(kom, udeblev):attendance>")
@requires(Permission.COURSE_MANAGE)
def tick_off(course_id: int, place_id: int, attendance: str) -> Response:
    """Record with one tap who came."""
    place = place_on(allowed(course_with(course_id)), place_id)
    has_come = attendance == "kom"
    done = gettext("%(name)s came. The training is in order.", name=place.volunteer.user.name)
    if not has_come:
        done = gettext("%(name)s did not come.", name=place.volunteer.user.name)
    with one_step(done):
        record_attendance(place, has_come=has_come, by=signed_in_user(), now=clock.now())
    return redirect(url_for("courses.show_course", course_id=course_id))
