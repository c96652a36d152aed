"""The decision about a running match whose consent was taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.deputies.caseloads import act_for
from web.extensions import db
from web.matches import queries
from web.matches.forms import GoOnForm
from web.matches.reviews import let_match_go_on, open_review_of


def add_routes(blueprint: Blueprint) -> None:
    """Add the button."""
    blueprint.add_url_rule("/forloeb/<int:match_id>/fortsaet", view_func=let_go_on, methods=["POST"])


@requires(Permission.MATCH_CLOSE)
def let_go_on(match_id: int) -> Response:
    """Write down that the match goes on, and why; ending it has a page of its own."""
    match = allowed(queries.match_for(signed_in_user(), match_id))
    review = open_review_of(match)
    if review is None:
        raise NotVisibleError
    act_for(signed_in_user(), match.young_person.caseworker_id)
    form = GoOnForm()
    here = url_for("matches.show_match", match_id=match_id)
    if not form.validate_on_submit():
        flash(gettext("Write down what you have agreed on."), "error")
        return redirect(here)
    if repeat := sent_before(form):
        return repeat
    try:
        let_match_go_on(review, words=form.words.data, by=signed_in_user(), now=clock.now())
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(here)
    flash(gettext("The decision is written down. The match goes on."), "success")
    return finish(form, "matches.show_match", match_id=match_id)
