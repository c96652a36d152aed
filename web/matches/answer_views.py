"""The young person's answer: through a personal link, from their account, or told to the caseworker."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.matches.personal_links import match_token
from web.matches.queries import match_of_proposal
from web.matches.services import Refusal, accept_as_young_person
from web.profiles.sight import Audience, volunteer_seen
from web.proposals.decision_views import open_proposal
from web.proposals.forms import YesForm, YoungPersonNoForm
from web.proposals.labels import MENTOR_KINDS
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.names import Names
from web.proposals.personal_links import proposal_of_link
from web.proposals.queries import proposal_to_young_person
from web.proposals.sentences import your_short_time
from web.proposals.services import decline_as_young_person
from web.youth.personal_links import choices_path
from web.youth.sight import Stage, seen_by_mentor

Landing = tuple[str, dict[str, object]]


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages on which a young person, or the caseworker for them, answers."""
    blueprint.add_url_rule("/svar/<token>", view_func=answer_by_link)
    blueprint.add_url_rule("/svar/<token>/ja", view_func=accept_by_link, methods=["POST"])
    blueprint.add_url_rule("/svar/<token>/nej", view_func=decline_by_link, methods=["POST"])
    blueprint.add_url_rule("/svar/tak", view_func=answered)
    blueprint.add_url_rule("/mit-forslag/<int:proposal_id>", view_func=answer_signed_in)
    blueprint.add_url_rule("/mit-forslag/<int:proposal_id>/ja", view_func=accept_signed_in, methods=["POST"])
    blueprint.add_url_rule(
        "/mit-forslag/<int:proposal_id>/nej", view_func=decline_signed_in, methods=["POST"]
    )
    blueprint.add_url_rule("/forslag/<int:proposal_id>/ung-ja", view_func=accept_on_behalf, methods=["POST"])
    blueprint.add_url_rule(
        "/forslag/<int:proposal_id>/ung-nej", view_func=decline_on_behalf, methods=["POST"]
    )


@public
def answer_by_link(token: str) -> str | Response:
    """Who the mentor is, and two big buttons; after a yes the page of the match."""
    proposal = proposal_of_link(token)
    if proposal.status is ProposalStatus.ACCEPTED:
        return redirect_to_match(proposal)
    yes_url = url_for("matches.accept_by_link", token=token)
    return render_answer(
        proposal,
        yes_url=yes_url,
        no_url=url_for("matches.decline_by_link", token=token),
        choices_url=choices_path(proposal.request.young_person),
    )


def redirect_to_match(proposal: Proposal) -> Response:
    """Lead to the page of the match that the proposal has become, by personal link."""
    match = match_of_proposal(proposal)
    assert match is not None, "an accepted proposal has its match"
    return redirect(url_for("matches.show_match_by_link", token=match_token(match)))


def render_answer(proposal: Proposal, *, yes_url: str, no_url: str, choices_url: str) -> str:
    """Return the young person's page of a proposal: the mentor's first name, kind, words and what both like."""
    volunteer, names = proposal.mentor.volunteer, Names()
    common = proposal.request.week & volunteer.week
    return render_template(
        "matches/answer.html",
        first_name=volunteer_seen(volunteer, by=Audience.OTHERS).first_name,
        young=seen_by_mentor(proposal.request, stage=Stage.MATCH, day=clock.local_date(clock.now())),
        choices_url=choices_url,
        kind=MENTOR_KINDS[proposal.mentor.kind],
        about=volunteer.about,
        motivation=proposal.mentor.motivation,
        interests=names.of("interests", proposal.facts.get("interests", [])),
        goals=names.of("goals", proposal.facts.get("goals", [])),
        languages=names.of("languages", proposal.facts.get("languages", [])),
        common=common,
        short_time=your_short_time(common.minutes, wanted_minutes=proposal.request.minutes_per_week),
        until=proposal.expires_at,
        yes_url=yes_url,
        no_url=no_url,
        yes=YesForm(formdata=None),
        no=YoungPersonNoForm(formdata=None),
    )


@public
def accept_by_link(token: str) -> Response:
    """Yes, without an account."""
    proposal = proposal_of_link(token)
    if proposal.status is ProposalStatus.ACCEPTED:
        return redirect_to_match(proposal)
    return take_yes(
        proposal,
        by=None,
        is_on_behalf=False,
        landing=lambda match_id, token: ("matches.show_match_by_link", {"token": token}),
        otherwise=("matches.answered", {}),
    )


@public
def decline_by_link(token: str) -> Response:
    """No thanks, without an account."""
    return take_no(
        proposal_of_link(token),
        YoungPersonNoForm(),
        by=None,
        is_on_behalf=False,
        landing=("matches.answered", {}),
    )


@public
def answered() -> str:
    """Thanks for an answer; the page tells nothing about anybody."""
    return render_template("matches/answered.html")


@requires(Permission.YOUNG_ANSWER)
def answer_signed_in(proposal_id: int) -> str | Response:
    """The same page for a young person with an account."""
    proposal = allowed(proposal_to_young_person(signed_in_user(), proposal_id))
    match = match_of_proposal(proposal)
    if match is not None:
        return redirect(url_for("matches.show_match", match_id=match.id))
    yes_url = url_for("matches.accept_signed_in", proposal_id=proposal_id)
    return render_answer(
        proposal,
        yes_url=yes_url,
        no_url=url_for("matches.decline_signed_in", proposal_id=proposal_id),
        choices_url=url_for("youth.choose_own"),
    )


@requires(Permission.YOUNG_ANSWER)
def accept_signed_in(proposal_id: int) -> Response:
    """Yes, from the young person's own account."""
    return take_yes(
        allowed(proposal_to_young_person(signed_in_user(), proposal_id)),
        by=signed_in_user(),
        is_on_behalf=False,
        landing=lambda match_id, token: ("matches.show_match", {"match_id": match_id}),
        otherwise=("matches.answered", {}),
    )


@requires(Permission.YOUNG_ANSWER)
def decline_signed_in(proposal_id: int) -> Response:
    """No thanks, from the young person's own account."""
    return take_no(
        allowed(proposal_to_young_person(signed_in_user(), proposal_id)),
        YoungPersonNoForm(),
        by=signed_in_user(),
        is_on_behalf=False,
        landing=("matches.answered", {}),
    )


@requires(Permission.PROPOSAL_APPROVE)
def accept_on_behalf(proposal_id: int) -> Response:
    """The young person has told the caseworker yes."""
    return take_yes(
        open_proposal(proposal_id),
        by=signed_in_user(),
        is_on_behalf=True,
        landing=lambda match_id, token: ("matches.show_match", {"match_id": match_id}),
        otherwise=("proposals.show_proposal", {"proposal_id": proposal_id}),
    )


@requires(Permission.PROPOSAL_APPROVE)
def decline_on_behalf(proposal_id: int) -> Response:
    """The young person has told the caseworker no thanks."""
    return take_no(
        open_proposal(proposal_id),
        YoungPersonNoForm(),
        by=signed_in_user(),
        is_on_behalf=True,
        landing=("proposals.show_proposal", {"proposal_id": proposal_id}),
    )


def take_yes(
    proposal: Proposal,
    *,
    by: User | None,
    is_on_behalf: bool,
    landing: Callable[[int, str], Landing],
    otherwise: Landing,
) -> Response:
    """Take a yes once; land on the match, or where it was refused on `otherwise` with the reason."""
    form = YesForm()
    endpoint, values = otherwise
    if not form.validate_on_submit():
        return redirect(url_for(endpoint, **values))  # type: ignore[arg-type]
    if repeat := sent_before(form):
        return repeat
    try:
        made = accept_as_young_person(proposal, by=by, is_on_behalf=is_on_behalf, now=clock.now())
    except RuleError as error:
        return refused(error, otherwise)
    if isinstance(made, Refusal):
        flash(made.message, "warning")
    else:
        flash(gettext("How nice! Now you can see how to reach each other."), "success")
        endpoint, values = landing(made.id, match_token(made))
    return finish(form, endpoint, **values)


def take_no(
    proposal: Proposal, form: YoungPersonNoForm, *, by: User | None, is_on_behalf: bool, landing: Landing
) -> Response:
    """Take a no thanks once."""
    endpoint, values = landing
    if not is_complete(form):
        return redirect(url_for(endpoint, **values))  # type: ignore[arg-type]
    if repeat := sent_before(form):
        return repeat
    try:
        decline_as_young_person(proposal, form.no(), by=by, is_on_behalf=is_on_behalf, now=clock.now())
    except RuleError as error:
        return refused(error, landing)
    flash(gettext("Thank you for your answer. It is perfectly all right to say no thanks."), "success")
    return finish(form, endpoint, **values)


def is_complete(form: BaseForm) -> bool:
    """Tell whether a form of ours was sent, whole."""
    return bool(form.validate_on_submit())


def refused(error: RuleError, landing: Landing) -> Response:
    """Say why the answer could not be taken."""
    db.session.rollback()
    flash(error.message, "error")
    endpoint, values = landing
    return redirect(url_for(endpoint, **values))  # type: ignore[arg-type]
