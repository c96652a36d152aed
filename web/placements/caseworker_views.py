"""The caseworker's pages: what waits, a young person's way into work with its line, and answers."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.jobs import enqueue
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.deputies.caseloads import act_for
from web.extensions import db
from web.placements import labels, queries
from web.placements.answering import take_answer
from web.placements.forms import CaseworkerNoForm, YesForm, YesToTermsForm
from web.placements.jobs import run_job_matching
from web.placements.line import line_of
from web.placements.models import LIVE_JOB_PROPOSALS, JobProposal, JobProposalStatus, PlacementStatus
from web.placements.proposal_services import (
    accept_as_young_person,
    approve_proposal,
    decline_as_caseworker,
    decline_as_young_person,
    propose_job,
)
from web.placements.reasons import reason_lines, words_without
from web.placements.room import room_beside_mentor
from web.placements.runs import queue_run
from web.placements.signals import signals_of
from web.small_jobs.age_law import obstacles
from web.small_jobs.filters import JobFilter
from web.small_jobs.queries import find_jobs, interests_of, open_job, wishes_of
from web.small_jobs.term_words import earlier_lines
from web.youth.ages import age_on
from web.youth.opening import open_young_person, record_refusal
from web.youth.queries import LARGEST_ID

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    post = ["POST"]
    proposal = f"/smaajob/forslag/<{NUMBER}:job_proposal_id>"
    young = f"/unge/<{NUMBER}:young_person_id>/smaajob"
    blueprint.add_url_rule("/smaajob/forslag", view_func=list_proposals)
    blueprint.add_url_rule("/smaajob/find", view_func=start_run, methods=post)
    blueprint.add_url_rule(f"{proposal}/godkend", view_func=approve, methods=post)
    blueprint.add_url_rule(f"{proposal}/afvis", view_func=decline, methods=post)
    blueprint.add_url_rule(f"{proposal}/ung-ja", view_func=accept_on_behalf, methods=post)
    blueprint.add_url_rule(f"{proposal}/ung-nej", view_func=decline_on_behalf, methods=post)
    blueprint.add_url_rule(young, view_func=show_young_person)
    blueprint.add_url_rule(f"{young}/<{NUMBER}:small_job_id>/foreslaa", view_func=propose, methods=post)


@requires(Permission.JOB_PROPOSAL_DECIDE)
def list_proposals() -> str:
    """What is under way for the caseworker's own young people, whom the newest run left, and who is at work."""
    viewer, now = signed_in_user(), clock.now()
    page = render_template(
        "placements/caseworker_list.html",
        page=paged(queries.job_proposals_of(viewer)),
        run=queries.newest_run(),
        left=[(one, words_without(one.reasons)) for one in queries.left_without(viewer)],
        placements=[(one, list(signals_of(one, now=now))) for one in queries.placements_of_caseload(viewer)],
        labels=labels,
    )
    record_event("list job proposals", viewer, by=viewer, now=now)
    db.session.commit()
    return page


@requires(Permission.JOB_RUN_START)
def start_run() -> Response:
    """Look for small jobs for everybody who would like one."""
    viewer = signed_in_user()
    with one_step(gettext("We are looking. It takes less than a minute.")):
        run = queue_run(by=viewer, now=clock.now())
        enqueue(run_job_matching, run_id=run.id)
    return redirect(
        url_for(
            (request.form.get("back") == "overview" and "placements.overview") or "placements.list_proposals"
        )
    )


@requires(Permission.JOB_PROPOSAL_DECIDE)
def show_young_person(young_person_id: int) -> str:
    """A young person's way into work: wishes, what is under way, and the line of hours."""
    viewer, now = signed_in_user(), clock.now()
    person = allowed(open_young_person(viewer, young_person_id, purpose="small jobs"))
    placements = queries.placements_of_young_person(person)
    proposals = queries.proposals_of_young_person(person)
    interests = interests_of(person)
    wishes = wishes_of(person)
    age = age_on(person.born_on, clock.local_date(now))
    is_at_school = wishes.is_at_school if wishes is not None else True
    page = render_template(
        "placements/young_person.html",
        young_person=person,
        wishes=wishes,
        interests=interests,
        proposals=[(one, [] if person.is_protected else reason_lines(one)) for one in proposals],
        room={
            one.id: room_beside_mentor(person, one.small_job, now=now)
            for one in proposals
            if one.status in LIVE_JOB_PROPOSALS
        },
        live=LIVE_JOB_PROPOSALS,
        has_live=any(one.status in LIVE_JOB_PROPOSALS - {JobProposalStatus.PROPOSED} for one in proposals),
        has_job=any(one.status is not PlacementStatus.ENDED for one in placements),
        lines=[(one, line_of(one, now=now), list(signals_of(one, now=now))) for one in placements],
        possible=[
            job
            for job in find_jobs(JobFilter(age=age)).items
            if not any(obstacles(job, age=age, is_at_school=is_at_school))
            and job.id not in {one.small_job_id for one in interests}
        ],
        yes=YesForm(formdata=None),
        no=CaseworkerNoForm(formdata=None),
        earlier_lines=earlier_lines,
        labels=labels,
    )
    db.session.commit()
    return page


@requires(Permission.JOB_PROPOSAL_DECIDE)
def propose(young_person_id: int, small_job_id: int) -> Response:
    """Propose a job that the young person would like, or that the caseworker has found, and ask at once."""
    viewer = signed_in_user()
    person = allowed(open_young_person(viewer, young_person_id, purpose="small jobs"))
    job = open_job(small_job_id)
    with one_step(gettext("We have asked the young person.")):
        propose_job(person, job, by=viewer, now=clock.now())
    return redirect(url_for("placements.show_young_person", young_person_id=young_person_id))


def open_proposal(job_proposal_id: int) -> JobProposal:
    """Return one of the viewer's proposals; a refusal is recorded."""
    viewer = signed_in_user()
    try:
        proposal = allowed(queries.job_proposal_for(viewer, job_proposal_id))
    except NotVisibleError:
        found = db.session.get(JobProposal, min(job_proposal_id, LARGEST_ID))
        record_refusal(viewer, found.young_person_id if found is not None else 0, purpose="small jobs")
        raise
    act_for(viewer, proposal.young_person.caseworker_id)
    return proposal


def back_to(proposal: JobProposal) -> dict[str, object]:
    """Return where an answer leads: the young person's page."""
    return {"landing": "placements.show_young_person", "young_person_id": proposal.young_person_id}


@requires(Permission.JOB_PROPOSAL_DECIDE)
def approve(job_proposal_id: int) -> Response:
    """Say yes and ask the young person."""
    proposal = open_proposal(job_proposal_id)
    return take_answer(
        YesForm(),
        lambda: approve_proposal(proposal, by=signed_in_user(), now=clock.now()),
        said=gettext("We have asked the young person."),
        **back_to(proposal),  # type: ignore[arg-type]
    )


@requires(Permission.JOB_PROPOSAL_DECIDE)
def decline(job_proposal_id: int) -> Response:
    """Say no, with a reason."""
    proposal, form = open_proposal(job_proposal_id), CaseworkerNoForm()
    if not form.validate_on_submit():
        flash(gettext("Choose why not, so that we do not propose it again."), "error")
        return redirect(url_for("placements.show_young_person", young_person_id=proposal.young_person_id))
    return take_answer(
        form,
        lambda: decline_as_caseworker(
            proposal, reason=str(form.reason.data), by=signed_in_user(), now=clock.now()
        ),
        said=gettext("Noted. This job will not be proposed to them again."),
        **back_to(proposal),  # type: ignore[arg-type]
    )


@requires(Permission.JOB_PROPOSAL_DECIDE)
def accept_on_behalf(job_proposal_id: int) -> Response:
    """The young person has told the caseworker yes."""
    proposal, form = open_proposal(job_proposal_id), YesToTermsForm()
    return take_answer(
        form,
        lambda: accept_as_young_person(
            proposal,
            terms_version=form.terms.data or 0,
            by=signed_in_user(),
            is_on_behalf=True,
            now=clock.now(),
        ),
        said=gettext("Noted. We have asked the workplace."),
        **back_to(proposal),  # type: ignore[arg-type]
    )


@requires(Permission.JOB_PROPOSAL_DECIDE)
def decline_on_behalf(job_proposal_id: int) -> Response:
    """The young person has told the caseworker no thanks."""
    proposal = open_proposal(job_proposal_id)
    return take_answer(
        YesForm(),
        lambda: decline_as_young_person(proposal, by=signed_in_user(), is_on_behalf=True, now=clock.now()),
        said=gettext("Noted. A no is perfectly all right."),
        **back_to(proposal),  # type: ignore[arg-type]
    )
