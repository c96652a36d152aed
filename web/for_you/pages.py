"""The volunteer's own list of what fits."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import RoleName, User
from web.calls.volunteer_views import is_without_profile
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.for_you.blueprint import blueprint
from web.for_you.picks import Pick, picks_for, reader_with_all, set_aside_shifts
from web.for_you.services import look_again, set_aside
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.signup_views import open_shift

MOST_SHOWN = 24
ON_START_PAGE = 3


def own_active_volunteer() -> Volunteer:
    """Return the reader's profile; raise NotVisibleError for somebody who is not a volunteer."""
    volunteer = reader_with_all(signed_in_user().id)
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        raise NotVisibleError
    return volunteer


@blueprint.get("/til-dig")
@requires(Permission.OWN_PROFILE)
def list_picks() -> str | Response:
    """Shifts and micro-tasks, what fits best first, each with its reason and one button."""
    if is_without_profile():
        return redirect(url_for("profiles.own_profile"))
    volunteer, now = own_active_volunteer(), clock.now()
    return render_template(
        "for_you/list.html",
        volunteer=volunteer,
        picks=picks_for(volunteer, most=MOST_SHOWN, now=now),
        set_aside=set_aside_shifts(volunteer, now=now),
        new_form_key=uuid.uuid4,
    )


@blueprint.post("/til-dig/<int(max=2147483647):shift_id>/ikke-for-mig")
@requires(Permission.TASK_SIGN_UP)
def put_aside(shift_id: int) -> Response:
    """Never show the task of this shift again."""
    shift = allowed(open_shift(shift_id))
    with one_step(gettext("We won't show it to you again. You find it below if you think better of it.")):
        set_aside(shift.task, own_active_volunteer(), by=signed_in_user(), now=clock.now())
    return redirect(url_for("for_you.list_picks"))


@blueprint.post("/til-dig/<int(max=2147483647):shift_id>/alligevel")
@requires(Permission.TASK_SIGN_UP)
def take_back(shift_id: int) -> Response:
    """Show the task of this shift again after all."""
    shift = allowed(open_shift(shift_id))
    with one_step(gettext("It is back on your list.")):
        look_again(shift.task, own_active_volunteer(), by=signed_in_user(), now=clock.now())
    return redirect(url_for("for_you.list_picks"))


def picks_on_start_page(user: User) -> list[Pick]:
    """Return the few that fit best, for the start page of a volunteer; none for others."""
    if not user.has_any_role(RoleName.VOLUNTEER):
        return []
    volunteer = reader_with_all(user.id)
    if volunteer is None:
        return []
    return list(picks_for(volunteer, most=ON_START_PAGE, now=clock.now()).shifts)
