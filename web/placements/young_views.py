"""The young person's pages: my small job, and the answer to a proposal, signed in or by personal link."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.permissions import Permission
from web.placements import labels, queries
from web.placements.answering import take_answer
from web.placements.forms import OutcomeForm, YesForm, YesToTermsForm
from web.placements.line import line_of
from web.placements.models import JobProposal, JobProposalStatus
from web.placements.personal_links import proposal_of_link
from web.placements.proposal_services import (
    accept_as_young_person,
    decline_as_young_person,
    running_placement,
)
from web.small_jobs.queries import interests_of, wishes_of
from web.small_jobs.term_words import earlier_lines
from web.youth.queries import young_person_of_account

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    post = ["POST"]
    own = f"/smaajob/mit/<{NUMBER}:job_proposal_id>"
    blueprint.add_url_rule("/smaajob/mit", view_func=own_page)
    blueprint.add_url_rule(f"{own}/ja", view_func=accept, methods=post)
    blueprint.add_url_rule(f"{own}/nej", view_func=refuse, methods=post)
    blueprint.add_url_rule("/smaajob/svar/<token>", view_func=answer_by_link)
    blueprint.add_url_rule("/smaajob/svar/<token>/ja", view_func=accept_by_link, methods=post)
    blueprint.add_url_rule("/smaajob/svar/<token>/nej", view_func=refuse_by_link, methods=post)
    blueprint.add_url_rule("/smaajob/tak", view_func=answered)


@requires(Permission.OWN_SMALL_JOB)
def own_page() -> str:
    """Everything about my small job: what I am asked, when I try it, what I have earned, what I wish for."""
    person, now = young_person_of_account(signed_in_user()), clock.now()
    placement = running_placement(person)
    return render_template(
        "placements/mine.html",
        asked=queries.asked_of(person),
        placement=placement,
        line=None if placement is None else line_of(placement, now=now),
        wishes=wishes_of(person),
        interests=interests_of(person),
        yes=YesForm(formdata=None),
        outcome=OutcomeForm(formdata=None),
        now=now,
        labels=labels,
        earlier_lines=earlier_lines,
    )


@requires(Permission.JOB_ANSWER_YOUNG)
def accept(job_proposal_id: int) -> Response:
    """Yes, from one's own account."""
    proposal = allowed(queries.own_job_proposal(signed_in_user(), job_proposal_id))
    form = YesToTermsForm()
    return take_answer(
        form,
        lambda: accept_as_young_person(
            proposal,
            terms_version=form.terms.data or 0,
            by=signed_in_user(),
            is_on_behalf=False,
            now=clock.now(),
        ),
        said=gettext("Great! Now we ask the workplace and write to you."),
        landing="placements.own_page",
    )


@requires(Permission.JOB_ANSWER_YOUNG)
def refuse(job_proposal_id: int) -> Response:
    """No thanks, from one's own account."""
    proposal = allowed(queries.own_job_proposal(signed_in_user(), job_proposal_id))
    return take_answer(
        YesForm(),
        lambda: decline_as_young_person(proposal, by=signed_in_user(), is_on_behalf=False, now=clock.now()),
        said=gettext("That is perfectly all right. We look on."),
        landing="placements.own_page",
    )


@public
def answer_by_link(token: str) -> str:
    """The job, and two big buttons, without an account."""
    proposal = proposal_of_link(token)
    return render_template(
        "placements/answer.html",
        proposal=proposal,
        is_asked=proposal.status is JobProposalStatus.APPROVED,
        yes_url=url_for("placements.accept_by_link", token=token),
        no_url=url_for("placements.refuse_by_link", token=token),
        yes=YesForm(formdata=None),
        earlier_lines=earlier_lines,
    )


@public
def accept_by_link(token: str) -> Response:
    """Yes, without an account."""
    proposal: JobProposal = proposal_of_link(token)
    form = YesToTermsForm()
    return take_answer(
        form,
        lambda: accept_as_young_person(
            proposal, terms_version=form.terms.data or 0, by=None, is_on_behalf=False, now=clock.now()
        ),
        said=gettext("Great! Now we ask the workplace and write to you."),
        landing="placements.answered",
        refused_at=url_for("placements.answer_by_link", token=token),
    )


@public
def refuse_by_link(token: str) -> Response:
    """No thanks, without an account."""
    proposal: JobProposal = proposal_of_link(token)
    return take_answer(
        YesForm(),
        lambda: decline_as_young_person(proposal, by=None, is_on_behalf=False, now=clock.now()),
        said=gettext("That is perfectly all right. We look on."),
        landing="placements.answered",
    )


@public
def answered() -> str:
    """Thanks for an answer; the page tells nothing about anybody."""
    return render_template("placements/answered.html")
