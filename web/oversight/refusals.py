"""Refused requests for young people's records are written down too, in one place for every page."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, request
from flask_login import current_user
from sqlalchemy import select

from web.advice.models import PlanTrial
from web.audit.services import record_refusal
from web.core import clock
from web.core.access import signed_in_user
from web.core.error_pages import REFUSALS
from web.extensions import db
from web.matches.models import Match
from web.oversight.watch import note_refusal
from web.placements.models import JobProposal, Placement, TrialDay
from web.proposals.models import Proposal
from web.youth.models import MentorRequest, YoungPerson

# What stands in an address, and of which record it is the id.
RECORDS: dict[str, type[Any]] = {
    "young_person_id": YoungPerson,
    "request_id": MentorRequest,
    "proposal_id": Proposal,
    "trial_id": PlanTrial,
    "match_id": Match,
    "job_proposal_id": JobProposal,
    "placement_id": Placement,
    "trial_day_id": TrialDay,
}


def init_refusals(app: Flask) -> None:
    """Let the page for what is not there write down what was asked for."""
    app.extensions[REFUSALS] = record_refused_request


def record_refused_request() -> None:
    """Write down, and commit, that somebody asked in vain: each time for a young person's record, else counted by minute.

    What does not exist is written down like what does: the answer takes as long, and trying out ids or links shows.
    """
    if g.get("is_refusal_recorded"):
        return
    arguments = request.view_args or {}
    asked = [(name, value) for name, value in arguments.items() if name in RECORDS]
    if not asked or not current_user.is_authenticated:
        if current_user.is_authenticated or "token" in arguments:
            note_refusal("link" if "token" in arguments else "page")
        return
    name, value = asked[0]
    record_refusal(
        RECORDS[name],
        int(value),
        by=signed_in_user(),
        now=clock.now(),
        young_person_id=young_person_of(RECORDS[name], int(value)),
        is_change=request.method != "GET",
    )
    db.session.commit()


def young_person_of(kind: type[Any], record_id: int) -> int | None:
    """Return the id of the young person whose record it is, where it exists."""
    if kind is YoungPerson:
        statement = select(YoungPerson.id).where(YoungPerson.id == record_id)
    elif kind in (Proposal, PlanTrial):
        statement = select(MentorRequest.young_person_id).join(kind).where(kind.id == record_id)
    elif kind is TrialDay:
        statement = select(Placement.young_person_id).join(TrialDay).where(TrialDay.id == record_id)
    else:
        statement = select(kind.young_person_id).where(kind.id == record_id)
    return db.session.scalar(statement)
