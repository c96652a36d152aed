"""A coordinator's pages: the free places of an association, and asking the next people about one of them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from web.calls.blueprint import blueprint
from web.calls.candidates import Candidate, candidates_for
from web.calls.forms import AskForm
from web.calls.gaps import free_seats, gaps_of, is_urgent
from web.calls.labels import STATUSES, TONES
from web.calls.queries import asks_of
from web.calls.services import ask_volunteers, stop_asking
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.sight import seen_by_others
from web.tasks.coordinator_queries import association_of, shift_of
from web.tasks.models import Shift

FOR_EACH_PLACE = 5
MOST_SHOWN = 15
MOST_UNDERSTOOD = 40  # of those shown a while ago, when the order has changed since


@blueprint.get("/foreninger/<int(max=2147483647):association_id>/mangler")
@requires(Permission.TASK_POST)
def list_gaps(association_id: int) -> str:
    """Every coming shift with a free place, the nearest first."""
    association = allowed(association_of(signed_in_user(), association_id))
    return render_template(
        "calls/gaps.html", association=association, page=gaps_of(association, now=clock.now())
    )


@blueprint.route("/vagter/<int(max=2147483647):shift_id>/spoerg", methods=["GET", "POST"])
@requires(Permission.SIGNUP_DECIDE)
def ask(shift_id: int) -> str | Response:
    """The next people in turn for a free place, with the reason, and one button that asks them all."""
    user, now = signed_in_user(), clock.now()
    shift = allowed(shift_of(user, shift_id))
    form = AskForm()
    candidates = candidates_for(shift, most=MOST_UNDERSTOOD, now=now)
    form.offer([one.volunteer.id for one in shown_of(candidates, shift)])
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        chosen = [one.volunteer for one in candidates if one.volunteer.id in form.people.data]
        try:
            asked = ask_volunteers(shift, chosen, by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            words = ngettext("One person has been asked.", "%(num)s people have been asked.", len(asked))
            flash(words, "success")
            return finish(form, "calls.ask", shift_id=shift.id)
    return render_template(
        "calls/ask.html",
        form=form,
        shift=shift,
        task=shift.task,
        free=free_seats(shift),
        is_over=shift.called_off_at is not None or (shift.starts_at is not None and shift.starts_at <= now),
        is_urgent=is_urgent(shift, now=now),
        candidates=shown_of(candidates, shift),
        asks=asks_of(shift),
        seen_by_others=seen_by_others,
        statuses=STATUSES,
        tones=TONES,
    )


def shown_of(candidates: list[Candidate], shift: Shift) -> list[Candidate]:
    """Return the next five for each free place."""
    return candidates[: min(MOST_SHOWN, FOR_EACH_PLACE * free_seats(shift))]


@blueprint.post("/vagter/<int(max=2147483647):shift_id>/spoerg/stop")
@requires(Permission.SIGNUP_DECIDE)
def stop(shift_id: int) -> Response:
    """Tell everybody who has not answered that nobody is needed any more."""
    user = signed_in_user()
    shift = allowed(shift_of(user, shift_id))
    with one_step(gettext("Those who had not answered have been told that they need not.")):
        stop_asking(shift, by=user, now=clock.now())
    return redirect(url_for("calls.ask", shift_id=shift.id))
