"""Reads for the caseworker's overview, within her own caseload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from web.accounts.models import Role, RoleName, User
from web.caseload.situations import Situation
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.proposals.models import LIVE_PROPOSALS, Proposal, ProposalStatus
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson
from web.youth.queries import young_people_of

CURRENT = (MentorRequestStatus.OPEN, MentorRequestStatus.MATCHED)
SITUATION_OF = {
    ProposalStatus.PROPOSED: Situation.PROPOSED,
    ProposalStatus.APPROVED: Situation.WAITS_FOR_MENTOR,
    ProposalStatus.MENTOR_ACCEPTED: Situation.WAITS_FOR_YOUNG_PERSON,
}
PROPOSAL_OF = {situation: status for status, situation in SITUATION_OF.items()}


@dataclass(frozen=True)
class Standing:
    """The present request of a young person, its live proposal and its running match, where there are such."""

    situation: Situation
    request: MentorRequest | None = None
    proposal: Proposal | None = None
    match: Match | None = None


def caseload_of(viewer: User, *, search: str, situation: Situation | None) -> Select[YoungPerson]:
    """Return the statement for the viewer's own young people, all or those in one situation."""
    statement = young_people_of(viewer, search=search).options(joinedload(YoungPerson.area))
    if situation is None:
        return statement
    current = select(MentorRequest.young_person_id).where(MentorRequest.status.in_(CURRENT))
    if situation is Situation.NO_REQUEST:
        return statement.where(YoungPerson.id.not_in(current))
    live = select(Proposal.request_id).where(Proposal.status.in_(LIVE_PROPOSALS))
    if situation is Situation.MATCHED:
        wanted = current.where(MentorRequest.status == MentorRequestStatus.MATCHED)
    elif situation is Situation.OPEN:
        wanted = current.where(
            MentorRequest.status == MentorRequestStatus.OPEN, MentorRequest.id.not_in(live)
        )
    else:
        wanted = current.join(Proposal, Proposal.request_id == MentorRequest.id).where(
            Proposal.status == PROPOSAL_OF[situation]
        )
    return statement.where(YoungPerson.id.in_(wanted))


def standings_of(young_people: Sequence[YoungPerson]) -> dict[int, Standing]:
    """Return where each of these young people stands, by id."""
    ids = [young_person.id for young_person in young_people]
    found = {key: Standing(Situation.NO_REQUEST) for key in ids}
    rows = db.session.execute(
        select(MentorRequest, Proposal, Match)
        .outerjoin(Proposal, (Proposal.request_id == MentorRequest.id) & Proposal.status.in_(LIVE_PROPOSALS))
        .outerjoin(Match, (Match.request_id == MentorRequest.id) & (Match.status == MatchStatus.ACTIVE))
        .where(MentorRequest.young_person_id.in_(ids), MentorRequest.status.in_(CURRENT))
    )
    for request, proposal, match in rows:
        found[request.young_person_id] = Standing(situation_of(request, proposal), request, proposal, match)
    return found


def situation_of(request: MentorRequest, proposal: Proposal | None) -> Situation:
    """Return the situation that a present request and its live proposal make."""
    if request.status is MentorRequestStatus.MATCHED:
        return Situation.MATCHED
    return Situation.OPEN if proposal is None else SITUATION_OF[proposal.status]


def caseloads_without_caseworker() -> Sequence[tuple[User, int]]:
    """Return the users who have young people but cannot work as their caseworker, each with how many."""
    has_role = User.roles.any(Role.name == RoleName.CASEWORKER)
    statement = (
        select(User, func.count())
        .join(YoungPerson, YoungPerson.caseworker_id == User.id)
        .where(~(User.active & has_role))
        .group_by(User.id)
        .order_by(User.name, User.id)
    )
    return [(user, number) for user, number in db.session.execute(statement)]
