"""The workplace's pages: who would like to come, and the answer; who is there."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.placements import labels, queries
from web.placements.answering import take_answer
from web.placements.forms import EmployerNoForm, YesForm
from web.placements.models import JobProposal
from web.placements.proposal_services import accept_as_employer, decline_as_employer
from web.placements.sight import seen_in_placement, seen_in_proposal

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    post = ["POST"]
    proposal = f"/smaajob/unge/<{NUMBER}:job_proposal_id>"
    blueprint.add_url_rule("/smaajob/unge", view_func=list_for_employer)
    blueprint.add_url_rule(proposal, view_func=show_to_employer)
    blueprint.add_url_rule(f"{proposal}/ja", view_func=accept_for_employer, methods=post)
    blueprint.add_url_rule(f"{proposal}/nej", view_func=refuse_for_employer, methods=post)


@requires(Permission.EMPLOYER_PEOPLE)
def list_for_employer() -> str:
    """Those who would like to come, and those who are there."""
    viewer, now = signed_in_user(), clock.now()
    today = clock.local_date(now)
    waiting = paged(queries.proposals_to_employer(viewer))
    shown = render_template(
        "placements/employer_list.html",
        page=waiting,
        seen={one.id: seen_in_proposal(one, day=today) for one in waiting.items},
        placements=[
            (one, seen_in_placement(one, day=today)) for one in queries.placements_at_work_of(viewer)
        ],
        labels=labels,
    )
    record_event("list young people at work", viewer, by=viewer, now=now)
    db.session.commit()
    return shown


@requires(Permission.JOB_ANSWER_EMPLOYER)
def show_to_employer(job_proposal_id: int) -> str:
    """One young person, as far as they want to be seen, and two buttons."""
    proposal = open_to_employer(job_proposal_id)
    page = render_to_employer(proposal, EmployerNoForm(formdata=None))
    db.session.commit()
    return page


def open_to_employer(job_proposal_id: int) -> JobProposal:
    """Return a proposal to the viewer's workplace, and record the look at what it tells of a young person."""
    viewer = signed_in_user()
    proposal = allowed(queries.proposal_to_employer(viewer, job_proposal_id))
    record_event(
        "look at young person", proposal.young_person, by=viewer, now=clock.now(), purpose="as workplace"
    )
    return proposal


def render_to_employer(proposal: JobProposal, form: EmployerNoForm) -> str:
    """Return the page."""
    today = clock.today()
    return render_template(
        "placements/to_employer.html",
        proposal=proposal,
        seen=seen_in_proposal(proposal, day=today),
        yes=YesForm(formdata=None),
        form=form,
    )


@requires(Permission.JOB_ANSWER_EMPLOYER)
def accept_for_employer(job_proposal_id: int) -> Response:
    """Say yes."""
    proposal = open_to_employer(job_proposal_id)
    return take_answer(
        YesForm(),
        lambda: accept_as_employer(proposal, by=signed_in_user(), now=clock.now()),
        said=gettext("Thank you! Now agree on a trial day."),
        landing="placements.list_for_employer",
    )


@requires(Permission.JOB_ANSWER_EMPLOYER)
def refuse_for_employer(job_proposal_id: int) -> Response | str:
    """Say no, with a reason."""
    proposal, form = open_to_employer(job_proposal_id), EmployerNoForm()
    if not form.validate_on_submit():
        page = render_to_employer(proposal, form)
        db.session.commit()
        return page
    return take_answer(
        form,
        lambda: decline_as_employer(
            proposal, reason=str(form.reason.data), by=signed_in_user(), now=clock.now()
        ),
        said=gettext("Thank you for your answer. The young person is told kindly."),
        landing="placements.list_for_employer",
    )
