"""The caseworker's pages: what waits, one proposal with its reasons, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.audit.services import record_event
from web.catalogue.queries import all_areas
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.deputies.caseloads import act_for
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.profiles.sight import Audience, SeenVolunteer, volunteer_seen
from web.proposals import queries, services
from web.proposals.area_map import AreaMap, area_map
from web.proposals.forms import CaseworkerNoForm, YesForm, YoungPersonNoForm
from web.proposals.labels import MENTOR_KINDS, PROPOSAL_STATUSES, PROPOSAL_TONES, REASONS
from web.proposals.lifting import lifting_sentence
from web.proposals.models import LIVE_PROPOSALS, Alternate, Proposal, ProposalStatus
from web.proposals.personal_links import answer_link
from web.proposals.sentences import (
    CriterionLine,
    consequence_sentence,
    criterion_lines,
    mentors_named,
    short_time_sentence,
    why_sentences,
)
from web.proposals.unmatched import unmatched_words
from web.proposals.whereabouts import (
    contributions_without_places,
    facts_without_places,
    is_protected_pair,
    score_without_places,
)
from web.youth.labels import SHORT_URGENCIES
from web.youth.models import MentorRequest
from web.youth.opening import record_refusal
from web.youth.queries import LARGEST_ID

ALTERNATES_AT_FIRST = 2


def add_routes(blueprint: Blueprint) -> None:
    """Add the caseworker's pages."""
    blueprint.add_url_rule("/forslag", view_func=list_proposals)
    blueprint.add_url_rule("/forslag/<int:proposal_id>", view_func=show_proposal)
    blueprint.add_url_rule("/forslag/<int:proposal_id>/godkend", view_func=approve, methods=["POST"])
    blueprint.add_url_rule("/forslag/<int:proposal_id>/afvis", view_func=decline, methods=["POST"])
    blueprint.add_url_rule("/forslag/<int:proposal_id>/vaelg/<int:rank>", view_func=choose, methods=["POST"])


@requires(Permission.PROPOSAL_VIEW)
def list_proposals() -> str:
    """What is under way for the caseworker's own young people, and who the newest run left without."""
    viewer = signed_in_user()
    wanted = request.args.get("status", ProposalStatus.PROPOSED.value)
    status = ProposalStatus(wanted) if wanted in {s.value for s in LIVE_PROPOSALS} else None
    run = queries.latest_done_run()
    left_out = queries.unmatched_of(viewer, run) if run is not None else []
    shown = render_template(
        "proposals/list.html",
        page=paged(queries.live_proposals_of(viewer, status=status)),
        score_shown=score_shown,
        status=status,
        counts={
            s: queries.count_of(queries.live_proposals_of(viewer, status=s))
            for s in ProposalStatus
            if s in LIVE_PROPOSALS
        },
        statuses=PROPOSAL_STATUSES,
        tones=PROPOSAL_TONES,
        urgencies=SHORT_URGENCIES,
        run=run,
        left_out=[(left, unmatched_words(left.reasons).headline) for left in left_out],
    )
    record_event("list proposals", viewer, by=viewer, now=clock.now())
    db.session.commit()
    return shown


@requires(Permission.PROPOSAL_VIEW)
def show_proposal(proposal_id: int) -> str:
    """One proposal with all its reasons."""
    proposal = open_proposal(proposal_id)
    page = render_proposal(proposal, CaseworkerNoForm())
    db.session.commit()
    return page


def open_proposal(proposal_id: int) -> Proposal:
    """Return one of the viewer's proposals; the look, or the refusal, is recorded."""
    viewer = signed_in_user()
    try:
        proposal = allowed(queries.proposal_for(viewer, proposal_id))
    except NotVisibleError:
        owner = select(MentorRequest.young_person_id).join(Proposal, Proposal.request_id == MentorRequest.id)
        young_person_id = db.session.scalar(owner.where(Proposal.id == min(proposal_id, LARGEST_ID)))
        record_refusal(viewer, young_person_id or 0, purpose="proposal")
        raise
    act_for(viewer, proposal.request.young_person.caseworker_id)
    record_event(
        "look at young person", proposal.request.young_person, by=viewer, now=clock.now(), purpose="proposal"
    )
    return proposal


def render_proposal(proposal: Proposal, form: CaseworkerNoForm) -> str:
    """Return the page of a proposal."""
    person = proposal.request.young_person
    is_hidden = is_protected_pair(proposal.request, proposal.mentor)
    return render_template(
        "proposals/proposal.html",
        proposal=proposal,
        young_person=person,
        mentor=proposal.mentor,
        fit=fit_of(proposal, proposal.request),
        why=why_sentences(proposal.facts, mentor_names=names_of_mentors(mentors_named(proposal.facts))),
        lifting=None if proposal.run is None else lifting_sentence(proposal.run),
        map=None if is_hidden else map_of(proposal),
        is_hidden=is_hidden,
        short_time=short_time_with(proposal.mentor, proposal.request),
        alternates=[alternate_shown(other, proposal.request) for other in proposal.alternates],
        alternates_at_first=ALTERNATES_AT_FIRST,
        form=form,
        yes=YesForm(formdata=None),
        young_no=YoungPersonNoForm(formdata=None),
        link=answer_link(proposal) if proposal.status is ProposalStatus.MENTOR_ACCEPTED else None,
        is_live=proposal.status in LIVE_PROPOSALS,
        statuses=PROPOSAL_STATUSES,
        tones=PROPOSAL_TONES,
        reasons=REASONS,
        kinds=MENTOR_KINDS,
    )


@dataclass(frozen=True)
class Fit:
    """How well a mentor fits, as the page shows it: nothing about the way where one of the two is protected."""

    mentor: SeenVolunteer
    score: float
    lines: list[CriterionLine]


def fit_of(written: Proposal | Alternate, request: MentorRequest) -> Fit:
    """Return how well the mentor of a proposal or an alternate fits, as it may be shown now."""
    mentor = volunteer_seen(written.mentor.volunteer, by=Audience.STAFF)
    contributions, facts = written.contributions, written.facts
    score = score_shown(written, request)
    if not is_protected_pair(request, written.mentor):
        return Fit(mentor, score, criterion_lines(contributions, facts, is_protected=False))
    return Fit(
        mentor,
        score,
        criterion_lines(
            contributions_without_places(contributions), facts_without_places(facts), is_protected=True
        ),
    )


@dataclass(frozen=True)
class AlternateShown:
    """Another who could: how well they fit, and what choosing them changes for others."""

    written: Alternate
    fit: Fit
    consequence: str
    short_time: str | None


def alternate_shown(alternate: Alternate, request: MentorRequest) -> AlternateShown:
    """Return an alternate as the page shows it."""
    return AlternateShown(
        alternate,
        fit_of(alternate, request),
        consequence_sentence(alternate.consequences),
        short_time_with(alternate.mentor, request),
    )


def short_time_with(mentor: Mentor, request: MentorRequest) -> str | None:
    """Return that a mentor has less time in common with the young person than was asked for, where it is so."""
    common = request.week & mentor.volunteer.week
    return short_time_sentence(common.minutes, wanted_minutes=request.minutes_per_week)


def score_shown(written: Proposal | Alternate, request: MentorRequest) -> float:
    """Return the score as it may be shown: without the way where one of the two is protected."""
    if not is_protected_pair(request, written.mentor):
        return written.score
    return score_without_places(written.contributions, score=written.score)


def map_of(proposal: Proposal) -> AreaMap | None:
    """Return the drawing of both areas, where the mentor has told theirs."""
    mentors_area = proposal.mentor.volunteer.area
    if mentors_area is None:
        return None
    return area_map(all_areas(), young=proposal.request.young_person.area, mentor=mentors_area)


def names_of_mentors(ids: set[int]) -> dict[int, str]:
    """Return the names of these mentors."""
    rows = db.session.execute(
        select(Mentor.id, User.name)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .join(User, User.id == Volunteer.user_id)
        .where(Mentor.id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def answer(proposal: Proposal, form: BaseForm, service: Callable[[], object], *, said: str) -> Response | str:
    """Take an answer once: claim the form, call the service, commit, and go back to the page of the proposal."""
    proposal_id = proposal.id
    if not form.validate_on_submit():
        return redirect(url_for("proposals.show_proposal", proposal_id=proposal_id))
    if repeat := sent_before(form):
        return repeat
    try:
        made = service()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("proposals.show_proposal", proposal_id=proposal_id))
    flash(said, "success")
    landing = made.id if isinstance(made, Proposal) else proposal_id
    return finish(form, "proposals.show_proposal", proposal_id=landing)


@requires(Permission.PROPOSAL_APPROVE)
def approve(proposal_id: int) -> Response | str:
    """Say yes and ask the mentor."""
    proposal = open_proposal(proposal_id)
    return answer(
        proposal,
        YesForm(),
        lambda: services.approve_proposal(proposal, by=signed_in_user(), now=clock.now()),
        said=gettext("Thank you. We have asked the mentor."),
    )


@requires(Permission.PROPOSAL_APPROVE)
def choose(proposal_id: int, rank: int) -> Response | str:
    """Choose an alternate instead, and ask that mentor."""
    proposal = open_proposal(proposal_id)
    alternate = next((other for other in proposal.alternates if other.rank == rank), None)
    if alternate is None:
        raise NotVisibleError
    return answer(
        proposal,
        YesForm(),
        lambda: services.choose_alternate(proposal, alternate, by=signed_in_user(), now=clock.now()),
        said=gettext("Thank you. We have asked the mentor you chose."),
    )


@requires(Permission.PROPOSAL_APPROVE)
def decline(proposal_id: int) -> Response | str:
    """Say no, with a reason."""
    proposal = open_proposal(proposal_id)
    form = CaseworkerNoForm()
    if not form.validate_on_submit():
        page = render_proposal(proposal, form)
        db.session.commit()
        return page
    return answer(
        proposal,
        form,
        lambda: services.decline_as_caseworker(proposal, form.no(), by=signed_in_user(), now=clock.now()),
        said=gettext("Noted. These two will not be proposed to each other again."),
    )
