"""The page of a placement: trial days, how they were, from trial to work, and the end."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.employers.predicates import is_contact_of_employer
from web.extensions import db
from web.placements import labels
from web.placements.answering import take_answer
from web.placements.forms import EndForm, OutcomeForm, TrialDayForm, YesForm
from web.placements.hours import last_weeks
from web.placements.line import line_of
from web.placements.models import Outcome, Placement, PlacementStatus
from web.placements.queries import placement_for, trial_day_for
from web.placements.services import (
    EndReason,
    agree_on_trial_day,
    call_trial_day_off,
    employ,
    end_placement,
    say_how_it_was,
)
from web.placements.sight import seen_in_placement

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    post, both = ["POST"], ["GET", "POST"]
    placement = f"/smaajob/forloeb/<{NUMBER}:placement_id>"
    day = f"/smaajob/proevedag/<{NUMBER}:trial_day_id>"
    blueprint.add_url_rule(placement, view_func=show_placement)
    blueprint.add_url_rule(f"{placement}/proevedag", view_func=plan_trial_day, methods=post)
    blueprint.add_url_rule(f"{day}/udfald", view_func=say_outcome, methods=post)
    blueprint.add_url_rule(f"{day}/aflys", view_func=call_off, methods=post)
    blueprint.add_url_rule(f"{placement}/ansaet", view_func=go_to_work, methods=post)
    blueprint.add_url_rule(f"{placement}/slut", view_func=end, methods=both)


def open_placement(placement_id: int) -> Placement:
    """Return a placement that is the viewer's concern; the look at the young person is recorded."""
    viewer = signed_in_user()
    placement = allowed(placement_for(viewer, placement_id))
    record_event("look at placement", placement, by=viewer, now=clock.now())
    return placement


@requires(Permission.PLACEMENT_VIEW)
def show_placement(placement_id: int) -> str:
    """The placement, for all three."""
    placement = open_placement(placement_id)
    page = render_placement(placement, TrialDayForm(formdata=None))
    db.session.commit()
    return page


def render_placement(placement: Placement, form: TrialDayForm) -> str:
    """Return the page, as the reader may see it."""
    viewer, now = signed_in_user(), clock.now()
    is_employer = is_contact_of_employer(viewer, placement.small_job.employer)
    return render_template(
        "placements/placement.html",
        placement=placement,
        seen=seen_in_placement(placement, day=clock.local_date(now)),
        is_employer=is_employer,
        is_young_person=placement.young_person.user_id == viewer.id,
        form=form,
        outcome=OutcomeForm(formdata=None),
        yes=YesForm(formdata=None),
        line=line_of(placement, now=now),
        weeks=last_weeks(placement, now=now),
        now=now,
        labels=labels,
    )


@requires(Permission.PLACEMENT_MANAGE)
def plan_trial_day(placement_id: int) -> Response | str:
    """Agree on a day."""
    placement, form = open_placement(placement_id), TrialDayForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        starts_at, ends_at = form.times()
        try:
            agree_on_trial_day(
                placement,
                starts_at,
                ends_at,
                is_school_free=bool(form.is_school_free.data),
                by=signed_in_user(),
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The trial day is agreed. The young person is told."), "success")
            return finish(form, "placements.show_placement", placement_id=placement_id)
    page = render_placement(placement, form)
    db.session.commit()
    return page


@requires(Permission.TRIAL_DAY_ANSWER)
def say_outcome(trial_day_id: int) -> Response:
    """Say how the trial day was: the workplace for itself, the young person or the caseworker for the young person."""
    viewer, form = signed_in_user(), OutcomeForm()
    day = allowed(trial_day_for(viewer, trial_day_id))
    placement = day.placement
    is_young_person = placement.young_person.user_id == viewer.id
    landing = "placements.own_page" if is_young_person else "placements.show_placement"
    values: dict[str, Any] = {} if is_young_person else {"placement_id": placement.id}
    if not form.validate_on_submit():
        flash(gettext("Choose how it was."), "error")
        return redirect(url_for(landing, **values))
    is_employer = is_contact_of_employer(viewer, placement.small_job.employer)
    return take_answer(
        form,
        lambda: say_how_it_was(
            day, Outcome(form.outcome.data), is_employer=is_employer, by=viewer, now=clock.now()
        ),
        said=gettext("Thank you for telling us."),
        landing=landing,
        **values,
    )


@requires(Permission.PLACEMENT_MANAGE)
def call_off(trial_day_id: int) -> Response:
    """Call a trial day off."""
    viewer = signed_in_user()
    day = allowed(trial_day_for(viewer, trial_day_id))
    placement_id = day.placement_id
    with one_step(gettext("The trial day is called off.")):
        call_trial_day_off(day, by=viewer, now=clock.now())
    return redirect(url_for("placements.show_placement", placement_id=placement_id))


@requires(Permission.PLACEMENT_MANAGE)
def go_to_work(placement_id: int) -> Response:
    """From trial to ordinary work."""
    placement = open_placement(placement_id)
    with one_step(gettext("Congratulations! From now on, note the hours each week: one tap is enough.")):
        employ(placement, by=signed_in_user(), now=clock.now())
    return redirect(url_for("placements.show_placement", placement_id=placement_id))


@requires(Permission.PLACEMENT_MANAGE)
def end(placement_id: int) -> Response | str:
    """End it, with a reason."""
    placement, form, viewer = open_placement(placement_id), EndForm(), signed_in_user()
    is_employer = is_contact_of_employer(viewer, placement.small_job.employer)
    if placement.status is PlacementStatus.ENDED:
        return redirect(url_for("placements.show_placement", placement_id=placement_id))
    if request.method == "POST" and form.validate():
        young_person_id = placement.young_person_id
        return take_answer(
            form,
            lambda: end_placement(placement, EndReason(form.reason.data), by=viewer, now=clock.now()),
            said=gettext("The small job has ended. Thank you for what you gave."),
            **(
                {"landing": "placements.list_for_employer"}
                if is_employer
                else {"landing": "placements.show_young_person", "young_person_id": young_person_id}
            ),
        )
    page = render_template(
        "placements/end.html",
        placement=placement,
        seen=seen_in_placement(placement, day=clock.today()),
        form=form,
    )
    db.session.commit()
    return page
