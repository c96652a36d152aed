"""Pages of plans that are tried out: another mentor for one young person, what if, and what came of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.accounts.models import RoleName
from web.advice import trials
from web.advice.choosing import options_for
from web.advice.forms import InsistForm, WhatIfForm
from web.advice.insisting import insist
from web.advice.jobs import try_plan_out
from web.advice.models import PlanTrial, TrialKind, TrialStatus
from web.advice.queries import (
    mentor_to_choose,
    mentors_to_choose,
    other_moves,
    own_moves,
    trial_of,
    trials_of,
)
from web.advice.trial_words import (
    BROKEN_RULES,
    FAILURES,
    STAGES,
    STATUSES,
    TONES,
    changes_in_words,
    move_words,
    name_of,
    number_words,
    other_words,
)
from web.audit.services import record_event
from web.catalogue.queries import all_areas, all_languages
from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.jobs import enqueue
from web.core.permissions import Permission
from web.deputies.caseloads import act_for
from web.extensions import db
from web.proposals.forms import YesForm
from web.proposals.intake import mentoring_programme
from web.proposals.labels import MEANINGS, MENTOR_KINDS
from web.proposals.places import used_places
from web.proposals.terms import terms_of
from web.youth.models import MentorRequestStatus
from web.youth.opening import open_request

TERMS = ("lifting", "weights", "common_minutes", "age_distance_years")


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages of plans that are tried out."""
    blueprint.add_url_rule("/anmodninger/<int:request_id>/anden-mentor", view_func=choose_mentor)
    blueprint.add_url_rule(
        "/anmodninger/<int:request_id>/anden-mentor/<int:mentor_id>", view_func=try_mentor, methods=["POST"]
    )
    blueprint.add_url_rule("/hvad-hvis", view_func=what_if, methods=["GET", "POST"])
    blueprint.add_url_rule("/hvad-hvis/<int:trial_id>", view_func=show_trial)
    blueprint.add_url_rule("/hvad-hvis/<int:trial_id>/vaelg", view_func=choose_anyway, methods=["POST"])


@requires(Permission.PROPOSAL_INSIST)
@limit_searches
def choose_mentor(request_id: int) -> str:
    """Every approved mentor, the best fit first, to see what it would change to choose them."""
    mentor_request = open_request(signed_in_user(), request_id, purpose="proposal")
    search = request.args.get("q", "").replace("\x00", "").strip()[:100]
    options, problem = None, ""
    if mentor_request.status is MentorRequestStatus.OPEN:
        try:
            options = options_for(mentor_request, search=search, now=clock.now())
        except RuleError as error:
            problem = error.message
    page = render_template(
        "advice/choose_mentor.html",
        mentor_request=mentor_request,
        young_person=mentor_request.young_person,
        search=search,
        page=options,
        problem=problem,
        used=used_places(),
        kinds=MENTOR_KINDS,
        form=YesForm(formdata=None),
    )
    db.session.commit()
    return page


@requires(Permission.PROPOSAL_INSIST)
def try_mentor(request_id: int, mentor_id: int) -> Response:
    """Ask what it would change to choose this mentor."""
    mentor_request = open_request(signed_in_user(), request_id, purpose="proposal")
    mentor = mentor_to_choose(mentor_id)
    form = YesForm()
    if not form.validate_on_submit():
        return redirect(url_for("advice.choose_mentor", request_id=request_id))
    if repeat := sent_before(form):
        return repeat
    try:
        trial = trials.ask_for_override(mentor_request, mentor, by=signed_in_user(), now=clock.now())
        enqueue(try_plan_out, trial_id=trial.id)
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "info")
        return redirect(url_for("advice.what_if" if may(Permission.PLAN_TRY) else "home.start"))
    return finish(form, "advice.show_trial", trial_id=trial.id)


@requires(Permission.PLAN_TRY)
def what_if() -> str | Response:
    """Choose what is to be different, and see earlier trials; nothing is ever changed by it."""
    viewer = signed_in_user()
    form = WhatIfForm(
        terms=terms_of(mentoring_programme()),
        mentors=db.session.scalars(mentors_to_choose()).unique().all(),
        areas=all_areas(),
        languages=all_languages(),
    )
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            trial = trials.ask_what_if(form.changes(), by=viewer, now=clock.now())
            enqueue(try_plan_out, trial_id=trial.id)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "advice.show_trial", trial_id=trial.id)
    return render_template(
        "advice/what_if.html",
        form=form,
        meanings=MEANINGS,
        earlier=[(trial, title_of(trial)) for trial in trials_of(viewer)],
        statuses=STATUSES,
        tones=TONES,
    )


def title_of(trial: PlanTrial) -> str:
    """Return what a trial is about, in a line."""
    if trial.kind is TrialKind.OVERRIDE:
        assert trial.request is not None
        return gettext(
            "%(mentor)s for %(young)s",
            mentor=name_of(trial.mentor),
            young=trial.request.young_person.first_name,
        )
    return " ".join(changes_in_words(trial))


@requires(Permission.PLAN_TRY)
def show_trial(trial_id: int) -> str:
    """One trial: its progress while it is worked out, afterwards what would be different for whom."""
    trial = open_trial(trial_id)
    page = render_trial(trial, InsistForm())
    db.session.commit()
    return page


def open_trial(trial_id: int) -> PlanTrial:
    """Return one of the viewer's own trials; the look at those whom its answer names is recorded."""
    viewer = signed_in_user()
    trial: PlanTrial = allowed(trial_of(viewer, trial_id))
    if trial.request is not None:
        act_for(viewer, trial.request.young_person.caseworker_id)
    if trial.status is TrialStatus.DONE:
        record_event("look at plan trial", trial, by=viewer, now=clock.now())
    return trial


def render_trial(trial: PlanTrial, form: InsistForm) -> str:
    """Return the page of a trial."""
    viewer = signed_in_user()
    is_done = trial.status is TrialStatus.DONE
    named = own_moves(viewer, trial) if is_done else []
    own = [move for move in named if move.request_id != trial.request_id]
    broken = trial.answer["broken_rules"] if is_done else []
    tells_of_few = viewer.has_any_role(RoleName.CASEWORKER)
    return render_template(
        "advice/trial.html",
        trial=trial,
        title=title_of(trial),
        is_active=trials.LIFE.is_under_way(trial),
        is_about_terms=any(trial.changes.get(name) for name in TERMS),
        is_override=trial.kind is TrialKind.OVERRIDE,
        stage=STAGES[trial.stage] if trial.stage else "",
        statuses=STATUSES,
        tones=TONES,
        failure=FAILURES.get(trial.failure or ""),
        broken=list(dict.fromkeys(str(BROKEN_RULES[rule]) for rule in broken)),
        numbers=number_words(trial, tells_of_few=tells_of_few) if is_done and not broken else [],
        moves=[move_words(move) for move in own],
        others=other_words(other_moves(trial, named), tells_of_few=tells_of_few),
        form=form,
    )


@requires(Permission.PROPOSAL_INSIST)
def choose_anyway(trial_id: int) -> Response | str:
    """Propose the mentor that was tried out, and ask them."""
    trial = open_trial(trial_id)
    form = InsistForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            chosen = insist(trial, form.reason(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. We have asked the mentor you chose."), "success")
            return finish(form, "proposals.show_proposal", proposal_id=chosen.id)
    page = render_trial(trial, form)
    db.session.commit()
    return page
