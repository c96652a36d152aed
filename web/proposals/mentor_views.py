"""The mentor's pages: what one may know of a young person before both have said yes, and the answer."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.proposals import queries, services
from web.proposals.forms import MentorNoForm, YesForm
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.sentences import your_short_time
from web.youth.sight import SeenYoungPerson, Stage, seen_by_mentor


def add_routes(blueprint: Blueprint) -> None:
    """Add the mentor's pages."""
    blueprint.add_url_rule("/mentor/forslag", view_func=list_to_mentor)
    blueprint.add_url_rule("/mentor/forslag/<int:proposal_id>", view_func=show_to_mentor)
    blueprint.add_url_rule("/mentor/forslag/<int:proposal_id>/ja", view_func=accept, methods=["POST"])
    blueprint.add_url_rule("/mentor/forslag/<int:proposal_id>/nej", view_func=refuse, methods=["POST"])


@requires(Permission.MENTOR_ANSWER)
def list_to_mentor() -> str:
    """The proposals that the mentor may see."""
    viewer = signed_in_user()
    page = paged(queries.proposals_to_mentor(viewer))
    seen = {proposal.id: seen_in(proposal) for proposal in page.items}
    shown = render_template("proposals/mentor_list.html", page=page, seen=seen)
    record_event("list proposals to mentor", viewer, by=viewer, now=clock.now())
    db.session.commit()
    return shown


@requires(Permission.MENTOR_ANSWER)
def show_to_mentor(proposal_id: int) -> str:
    """One proposal: common times, and of the young person what they let a mentor see."""
    proposal = open_to_mentor(proposal_id)
    page = render_to_mentor(proposal, MentorNoForm())
    db.session.commit()
    return page


def open_to_mentor(proposal_id: int) -> Proposal:
    """Return a proposal addressed to the viewer, and record the look at what it tells of a young person."""
    viewer = signed_in_user()
    proposal = allowed(queries.proposal_to_mentor(viewer, proposal_id))
    record_event(
        "look at young person", proposal.request.young_person, by=viewer, now=clock.now(), purpose="as mentor"
    )
    return proposal


def render_to_mentor(proposal: Proposal, form: MentorNoForm) -> str:
    """Return the mentor's page of a proposal."""
    return render_template(
        "proposals/to_mentor.html",
        proposal=proposal,
        seen=seen_in(proposal),
        wanted=proposal.request,
        week=proposal.mentor.volunteer.week,
        short_time=your_short_time(
            (proposal.request.week & proposal.mentor.volunteer.week).minutes,
            wanted_minutes=proposal.request.minutes_per_week,
        ),
        is_waiting=proposal.status is ProposalStatus.APPROVED,
        has_accepted=proposal.status is ProposalStatus.MENTOR_ACCEPTED,
        form=form,
        yes=YesForm(formdata=None),
    )


def seen_in(proposal: Proposal) -> SeenYoungPerson:
    """Return what the mentor of a proposal sees of the young person now; what a match adds stands on its own page."""
    return seen_by_mentor(proposal.request, stage=Stage.PROPOSAL, day=clock.local_date(clock.now()))


@requires(Permission.MENTOR_ANSWER)
def accept(proposal_id: int) -> Response:
    """Say yes."""
    proposal = open_to_mentor(proposal_id)
    return take_answer(
        proposal_id,
        YesForm(),
        lambda: services.accept_as_mentor(proposal, by=signed_in_user(), now=clock.now()),
        said=gettext("Thank you for saying yes! Now the young person decides. We write to you."),
    )


@requires(Permission.MENTOR_ANSWER)
def refuse(proposal_id: int) -> Response | str:
    """Say no, with a reason."""
    proposal = open_to_mentor(proposal_id)
    form = MentorNoForm()
    if not form.validate_on_submit():
        page = render_to_mentor(proposal, form)
        db.session.commit()
        return page
    return take_answer(
        None,
        form,
        lambda: services.decline_as_mentor(proposal, form.no(), by=signed_in_user(), now=clock.now()),
        said=gettext("Thank you for your answer. A no is perfectly all right; we look on."),
    )


def take_answer(
    proposal_id: int | None, form: BaseForm, service: Callable[[], None], *, said: str
) -> Response:
    """Take the mentor's answer once, then show the proposal, or the list where it is gone."""
    if not form.validate_on_submit():
        return redirect(url_for("proposals.list_to_mentor"))
    if repeat := sent_before(form):
        return repeat
    try:
        service()
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect(url_for("proposals.list_to_mentor"))
    flash(said, "success")
    if proposal_id is None:
        return finish(form, "proposals.list_to_mentor")
    return finish(form, "proposals.show_to_mentor", proposal_id=proposal_id)
