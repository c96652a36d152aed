"""The volunteer's own pages: what is in order, what is missing for the shifts they want, and what comes next."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.papers.blueprint import blueprint
from web.papers.queries import own_papers, own_wish, wanted_tasks, wish_of
from web.papers.services import let_go, wish_for
from web.papers.worth import shifts_behind_papers
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.tasks.conditions import Condition, lacks_of
from web.tasks.models import Shift
from web.tasks.signup_views import ask_for_profile, open_shift
from web.vetting.labels import CLEARANCE_KINDS, CLEARANCE_STATUSES, STATUS_TONES
from web.vetting.queries import IN_ORDER
from web.vetting.steps import next_step_of

MOST_SUGGESTED = 5


@blueprint.get("/frivillig/papirer")
@requires(Permission.OWN_PROFILE)
def show_own() -> str | Response:
    """What is in order, what is missing, for which tasks, and what happens next."""
    volunteer, now = own_volunteer(signed_in_user()), clock.now()
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        flash(gettext("First tell us a little about yourself. Then you can sign up for the task."), "info")
        return redirect(url_for("profiles.sign_up"))
    papers, wanted = own_papers(volunteer, now=now), wanted_tasks(volunteer, now=now)
    return render_template(
        "papers/own.html",
        papers=papers,
        wanted=wanted,
        suggested=suggestions(volunteer, except_ids={one.task.id for one in wanted}),
        is_mentor=volunteer.mentor is not None,
        kinds=CLEARANCE_KINDS,
        statuses=CLEARANCE_STATUSES,
        tones=STATUS_TONES,
    )


def suggestions(volunteer: Volunteer, *, except_ids: set[int]) -> list[Shift]:
    """Return the next shift of each task that suits them and that only papers keep from them."""
    first: dict[int, Shift] = {}
    for shift in shifts_behind_papers(volunteer, now=clock.now()):
        if shift.task_id not in except_ids:
            first.setdefault(shift.task_id, shift)
    return list(first.values())[:MOST_SUGGESTED]


@blueprint.get("/frivillig/papirer/vagter/<int(max=2147483647):shift_id>")
@requires(Permission.TASK_SIGN_UP)
def show_for_shift(shift_id: int) -> str | Response:
    """What one shift asks for that is missing, and how one gets it; signing up where nothing is missing any more."""
    shift, now = allowed(open_shift(shift_id)), clock.now()
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None or volunteer.status is not VolunteerStatus.ACTIVE:
        return ask_for_profile(shift, volunteer)
    lacks = lacks_of([(shift, volunteer)], now=now)[shift.id, volunteer.id]
    codes = {code for lack in lacks if lack.condition is Condition.CLEARANCES for code in lack.codes}
    missing = [kind for kind in IN_ORDER if kind.value in codes]
    if not missing:
        return redirect(url_for("tasks.show_sign_up", shift_id=shift.id))
    wish = wish_of(volunteer, shift.task)
    return render_template(
        "papers/shift.html",
        shift=shift,
        task=shift.task,
        steps=[(CLEARANCE_KINDS[kind], next_step_of(volunteer, kind, now=now)) for kind in missing],
        is_wished=wish is not None and wish.wished_at is not None and wish.declined_at is None,
    )


@blueprint.post("/frivillig/papirer/vagter/<int(max=2147483647):shift_id>")
@requires(Permission.TASK_SIGN_UP)
def want(shift_id: int) -> Response:
    """Say that one would like to get what the task of this shift asks for."""
    shift, user = allowed(open_shift(shift_id)), signed_in_user()
    volunteer = own_volunteer(user)
    if volunteer is None or volunteer.status is not VolunteerStatus.ACTIVE:
        return ask_for_profile(shift, volunteer)
    with one_step(gettext("Good. Here you see what to do now, one thing at a time.")):
        wish_for(shift.task, volunteer, by=user, now=clock.now())
    return redirect(url_for("papers.show_own"))


@blueprint.post("/frivillig/papirer/opgaver/<int(max=2147483647):task_id>/oensk")
@requires(Permission.OWN_PROFILE)
def accept(task_id: int) -> Response:
    """Say yes to the association's question: from then on it is the volunteer's own wish."""
    user = signed_in_user()
    wish = allowed(own_wish(user, task_id))
    with one_step(gettext("Good. Here you see what to do now, one thing at a time.")):
        wish_for(wish.task, wish.volunteer, by=user, now=clock.now())
    return redirect(url_for("papers.show_own"))


@blueprint.post("/frivillig/papirer/opgaver/<int(max=2147483647):task_id>/slip")
@requires(Permission.OWN_PROFILE)
def drop(task_id: int) -> Response:
    """Let go of the wish for a task, or say no, thank you, to the association."""
    user = signed_in_user()
    wish = allowed(own_wish(user, task_id))
    with one_step(gettext("All right. Nothing is asked of you because of this task any more.")):
        let_go(wish.task, wish.volunteer, by=user, now=clock.now())
    return redirect(url_for("papers.show_own"))
