"""The list of the caseworker's own young people, and the page of each."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.audit.services import record_event
from web.caseload.queries import caseload_of, standings_of
from web.caseload.situations import SITUATIONS, TONES, Situation
from web.consents.models import ADULT_IN_CONSENT
from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.disclosure.labels import REASONS
from web.disclosure.queries import disclosures_about
from web.extensions import db
from web.profiles.labels import MEANS, MENTOR_KINDS
from web.proposals import services as proposals
from web.proposals.labels import PROPOSAL_STATUSES
from web.proposals.queries import latest_unmatched_of, proposals_of_young_person
from web.proposals.unmatched import unmatched_words
from web.youth.ages import age_on
from web.youth.labels import SHORT_URGENCIES, WISHED_GENDERS
from web.youth.models import MentorRequestStatus
from web.youth.opening import open_request, open_young_person
from web.youth.services import reopen_request

blueprint = Blueprint("caseload", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.get("/unge")
@requires(Permission.YOUNG_PERSON_VIEW)
@limit_searches
def list_young_people() -> str:
    """The caseworker's own young people, searchable, with what each waits for."""
    viewer = signed_in_user()
    search = request.args.get("q", "").replace("\x00", "").strip()[:100]
    chosen = request.args.get("situation", "")
    situation = Situation(chosen) if chosen in set(Situation) else None
    page = paged(caseload_of(viewer, search=search, situation=situation))
    record_event("list young people", viewer, by=viewer, now=clock.now(), details={"is_search": bool(search)})
    shown = render_template(
        "caseload/list.html",
        page=page,
        standings=standings_of(page.items),
        search=search,
        situation=situation,
        situations=SITUATIONS,
        tones=TONES,
    )
    db.session.commit()
    return shown


@blueprint.get("/unge/<int:young_person_id>")
@requires(Permission.YOUNG_PERSON_VIEW)
def show_young_person(young_person_id: int) -> str:
    """Everything about one young person, and what happens next."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="casework")
    standing = standings_of([young_person])[young_person.id]
    unmatched = latest_unmatched_of(standing.request) if standing.request else None
    page = render_template(
        "caseload/young_person.html",
        young_person=young_person,
        age=age_on(young_person.born_on, clock.local_date(clock.now())),
        needs_parent=age_on(young_person.born_on, clock.local_date(clock.now())) < ADULT_IN_CONSENT,
        standing=standing,
        earlier=proposals_of_young_person(young_person),
        withdrawn=[r for r in young_person.requests if r.status is MentorRequestStatus.WITHDRAWN][-1:],
        unmatched=unmatched_words(unmatched.reasons) if unmatched else None,
        proposal_statuses=PROPOSAL_STATUSES,
        situations=SITUATIONS,
        tones=TONES,
        means_names=MEANS,
        urgencies=SHORT_URGENCIES,
        wished_genders=WISHED_GENDERS,
        mentor_kinds=MENTOR_KINDS,
        opened_by_others=disclosures_about(young_person),
        opening_reasons=REASONS,
    )
    db.session.commit()
    return page


@blueprint.post("/anmodninger/<int:request_id>/traek-tilbage")
@requires(Permission.MENTOR_REQUEST)
def withdraw_request(request_id: int) -> Response:
    """Take a request, and any proposal for it, out of play."""
    mentor_request = open_request(signed_in_user(), request_id, purpose="withdraw the request")
    proposals.withdraw_request(mentor_request, by=signed_in_user(), now=clock.now())
    db.session.commit()
    flash(gettext("The request is withdrawn. You can open it again whenever you like."), "success")
    return redirect(url_for("caseload.show_young_person", young_person_id=mentor_request.young_person_id))


@blueprint.post("/anmodninger/<int:request_id>/genaabn")
@requires(Permission.MENTOR_REQUEST)
def reopen(request_id: int) -> Response:
    """Put a withdrawn request back into the coming runs."""
    mentor_request = open_request(signed_in_user(), request_id, purpose="reopen the request")
    young_person_id = mentor_request.young_person_id
    with one_step(gettext("The request is open again.")):
        reopen_request(mentor_request, by=signed_in_user(), now=clock.now())
    return redirect(url_for("caseload.show_young_person", young_person_id=young_person_id))
