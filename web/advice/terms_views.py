"""The administrator's page of what counts in match runs, with a way to see first what a change would mean."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.advice import trials
from web.advice.forms import TermsForm
from web.advice.jobs import try_plan_out
from web.advice.terms import set_terms
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.jobs import enqueue
from web.core.permissions import Permission
from web.extensions import db
from web.proposals.intake import mentoring_programme
from web.proposals.labels import MEANINGS
from web.proposals.terms import terms_of


def add_routes(blueprint: Blueprint) -> None:
    """Add the page."""
    blueprint.add_url_rule("/matchkoersler/hvad-taeller", view_func=change_terms, methods=["GET", "POST"])


@requires(Permission.RUN_TERMS_SET)
def change_terms() -> str | Response:
    """See and change what counts; or try the change out first, which changes nothing."""
    form = TermsForm(terms=terms_of(mentoring_programme()))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            return try_terms(form) if "try" in request.form else save_terms(form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
    return render_template("advice/terms.html", form=form, meanings=MEANINGS)


def try_terms(form: TermsForm) -> Response:
    """Ask what the plan would be with these terms."""
    trial = trials.ask_what_if(form.changes(), by=signed_in_user(), now=clock.now())
    enqueue(try_plan_out, trial_id=trial.id)
    return finish(form, "advice.show_trial", trial_id=trial.id)


def save_terms(form: TermsForm) -> Response:
    """Let these terms count from the next run."""
    set_terms(form.terms(), by=signed_in_user(), now=clock.now())
    flash(gettext("It counts from the next match run."), "success")
    return finish(form, "advice.change_terms")
