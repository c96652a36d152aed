"""Reads of matches; each takes the viewer and finds only what they are part of or responsible for."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.profiles.models import Mentor, Volunteer
from web.proposals.models import Proposal
from web.youth.models import YoungPerson
from web.youth.queries import LARGEST_ID


def matches_of(viewer: User) -> Select[Match]:
    """Return the statement for the matches the viewer is in, or whose young person is in their caseload, newest first."""
    return (
        select(Match)
        .join(YoungPerson, YoungPerson.id == Match.young_person_id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(
            or_(
                Volunteer.user_id == viewer.id,
                YoungPerson.user_id == viewer.id,
                YoungPerson.caseworker_id.in_(caseloads_of(viewer)),
            )
        )
        .options(
            contains_eager(Match.young_person),
            contains_eager(Match.mentor).contains_eager(Mentor.volunteer).joinedload(Volunteer.user),
        )
        .order_by(Match.status, Match.id.desc())
    )


def match_for(viewer: User, match_id: int) -> Match:
    """Return one of the viewer's matches, for those in it while it runs; raise NotVisibleError for all others."""
    statement = matches_of(viewer).where(
        Match.id == min(match_id, LARGEST_ID),
        or_(Match.status == MatchStatus.ACTIVE, YoungPerson.caseworker_id.in_(caseloads_of(viewer))),
    )
    match = db.session.scalars(statement).unique().one_or_none()
    if match is None:
        raise NotVisibleError
    return match


def match_of_proposal(proposal: Proposal) -> Match | None:
    """Return the match that an accepted proposal has become."""
    return db.session.scalar(
        select(Match).where(Match.proposal_id == proposal.id).options(joinedload(Match.young_person))
    )
