"""The requests that caseworkers and the data protection contact answer."""

from __future__ import annotations

from flask import Blueprint, flash, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.privacy.forms import AnswerRequestForm
from web.privacy.labels import REQUEST_KINDS, REQUEST_STATUSES, REQUEST_TONES
from web.privacy.models import RequestStatus
from web.privacy.requests import answer_request, request_to, requests_for


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    blueprint.add_url_rule("/databeskyttelse/henvendelser", view_func=list_requests)
    blueprint.add_url_rule(
        "/databeskyttelse/henvendelser/<int:request_id>", view_func=show_request, methods=["GET", "POST"]
    )


@requires(Permission.DATA_REQUEST_ANSWER)
def list_requests() -> str:
    """What waits for the viewer's answer, and what has been answered."""
    return render_template(
        "privacy/requests.html",
        page=paged(requests_for(signed_in_user())),
        kinds=REQUEST_KINDS,
        statuses=REQUEST_STATUSES,
        tones=REQUEST_TONES,
    )


@requires(Permission.DATA_REQUEST_ANSWER)
def show_request(request_id: int) -> str | Response:
    """One request, and the form to answer it."""
    viewer = signed_in_user()
    request = allowed(request_to(viewer, request_id))
    form = AnswerRequestForm()
    if request.status is RequestStatus.OPEN and form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            answer_request(
                request,
                form.answer.data,
                is_granted=form.decision.data == "grant",
                by=viewer,
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The answer has been sent."), "success")
            return finish(form, "privacy.list_requests")
    page = render_template(
        "privacy/request.html",
        request_=request,
        form=form,
        kinds=REQUEST_KINDS,
        statuses=REQUEST_STATUSES,
        tones=REQUEST_TONES,
    )
    record_event("look at data request", request, by=viewer, now=clock.now())
    db.session.commit()
    return page
