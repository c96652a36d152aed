"""The data protection contact's pages: every record opened outside somebody's own work, and what to say about it."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event, record_view
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.disclosure import services
from web.disclosure.forms import ReviewForm
from web.disclosure.labels import REASONS, STATUSES, TONES
from web.disclosure.models import OPEN_FOR_REVIEW, Disclosure, DisclosureStatus
from web.disclosure.queries import (
    counts_by_status,
    disclosure_to_review,
    disclosures_to_review,
    looks_within,
)
from web.extensions import db

DECISIONS = {
    "note": services.note_disclosure,
    "ask": services.ask_about_disclosure,
    "escalate": services.escalate_disclosure,
}


def add_routes(blueprint: Blueprint) -> None:
    """Add the data protection contact's pages."""
    blueprint.add_url_rule("/indsigt", view_func=list_to_review)
    blueprint.add_url_rule("/indsigt/<int:disclosure_id>", view_func=review_one, methods=["GET", "POST"])


@requires(Permission.DISCLOSURE_REVIEW)
def list_to_review() -> str:
    """Every opened record, newest first."""
    viewer = signed_in_user()
    wanted = request.args.get("status", "")
    status = DisclosureStatus(wanted) if wanted in set(DisclosureStatus) else None
    page = render_template(
        "disclosure/list.html",
        page=paged(disclosures_to_review(viewer, status=status)),
        counts=counts_by_status(viewer),
        status=status,
        reasons=REASONS,
        statuses=STATUSES,
        tones=TONES,
        now=clock.now(),
    )
    record_event("list opened records", viewer, by=viewer, now=clock.now())
    db.session.commit()
    return page


@requires(Permission.DISCLOSURE_REVIEW)
def review_one(disclosure_id: int) -> str | Response:
    """One opened record: who, when, why, how often; and what the data protection contact says."""
    viewer = signed_in_user()
    disclosure = allowed(disclosure_to_review(viewer, disclosure_id))
    form = ReviewForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            decide = DECISIONS[form.decision.data]
            decide(disclosure, words=form.words.data or "", by=viewer, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is written down."), "success")
            return finish(form, "disclosure.review_one", disclosure_id=disclosure_id)
    page = render_review(disclosure, form)
    record_view(disclosure, by=viewer, now=clock.now(), purpose="review")
    db.session.commit()
    return page


def render_review(disclosure: Disclosure, form: ReviewForm) -> str:
    """Return the page of one opened record; it does not say whose record it is."""
    return render_template(
        "disclosure/review.html",
        form=form,
        disclosure=disclosure,
        looks=looks_within(disclosure),
        reasons=REASONS,
        statuses=STATUSES,
        tones=TONES,
        is_open=disclosure.is_open(now=clock.now()),
        may_review=disclosure.status in OPEN_FOR_REVIEW,
    )
