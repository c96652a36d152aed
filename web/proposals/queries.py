"""Reads of proposals and runs; what concerns young people takes the viewer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.proposals.models import (
    LIVE_PROPOSALS,
    MatchRun,
    Proposal,
    ProposalStatus,
    RunStatus,
    Unmatched,
)
from web.proposals.predicates import SEEN_BY_MENTOR, SEEN_BY_YOUNG_PERSON
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson
from web.youth.queries import LARGEST_ID

WITH_PEOPLE = (
    contains_eager(Proposal.request).contains_eager(MentorRequest.young_person).joinedload(YoungPerson.area),
    joinedload(Proposal.mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user),
)


def proposals_of_caseworker(viewer: User) -> Select[Proposal]:
    """Return the statement for all proposals about the viewer's own young people."""
    return (
        select(Proposal)
        .join(MentorRequest, MentorRequest.id == Proposal.request_id)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(YoungPerson.caseworker_id.in_(caseloads_of(viewer)))
        .options(*WITH_PEOPLE)
    )


def live_proposals_of(viewer: User, *, status: ProposalStatus | None = None) -> Select[Proposal]:
    """Return the statement for what is under way, the most urgent and the longest waiting first."""
    statuses = LIVE_PROPOSALS if status is None else {status}
    return (
        proposals_of_caseworker(viewer)
        .where(Proposal.status.in_(statuses))
        .order_by(MentorRequest.urgency, MentorRequest.opened_on, Proposal.id)
    )


def proposal_for(viewer: User, proposal_id: int) -> Proposal:
    """Return a proposal about one of the viewer's young people; raise NotVisibleError for all others."""
    return _found(proposals_of_caseworker(viewer).where(Proposal.id == min(proposal_id, LARGEST_ID)))


def proposal_to_mentor(viewer: User, proposal_id: int) -> Proposal:
    """Return a proposal that a caseworker has approved for this mentor; raise NotVisibleError for all others."""
    return _found(proposals_to_mentor(viewer).where(Proposal.id == min(proposal_id, LARGEST_ID)))


def proposals_to_mentor(viewer: User) -> Select[Proposal]:
    """Return the statement for the proposals that the viewer may see as their mentor, newest first."""
    return (
        select(Proposal)
        .join(Mentor, Mentor.id == Proposal.mentor_id)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(Volunteer.user_id == viewer.id, Proposal.status.in_(SEEN_BY_MENTOR))
        .order_by(Proposal.id.desc())
    )


def proposals_to_young_person(viewer: User) -> Select[Proposal]:
    """Return the statement for the proposals that the viewer may see as the young person, newest first."""
    return (
        select(Proposal)
        .join(MentorRequest, MentorRequest.id == Proposal.request_id)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(YoungPerson.user_id == viewer.id, Proposal.status.in_(SEEN_BY_YOUNG_PERSON))
        .order_by(Proposal.id.desc())
    )


def proposal_to_young_person(viewer: User, proposal_id: int) -> Proposal:
    """Return a proposal that waits for, or was accepted by, the viewer; raise NotVisibleError for all others."""
    return _found(proposals_to_young_person(viewer).where(Proposal.id == min(proposal_id, LARGEST_ID)))


def _found(statement: Select[Proposal]) -> Proposal:
    proposal = db.session.scalars(statement).unique().one_or_none()
    if proposal is None:
        raise NotVisibleError
    return proposal


def count_of(statement: Select[Proposal]) -> int:
    """Return how many proposals a statement finds."""
    ids = statement.options().order_by(None).with_only_columns(Proposal.id).subquery()
    return db.session.scalar(select(func.count()).select_from(ids)) or 0


def proposals_of_young_person(young_person: YoungPerson) -> Sequence[Proposal]:
    """Return the answered and lapsed proposals of a young person whom the caller has loaded, newest first."""
    over = set(ProposalStatus) - LIVE_PROPOSALS - {ProposalStatus.REPLACED, ProposalStatus.ACCEPTED}
    return db.session.scalars(
        select(Proposal)
        .join(MentorRequest, MentorRequest.id == Proposal.request_id)
        .where(MentorRequest.young_person_id == young_person.id, Proposal.status.in_(over))
        .options(joinedload(Proposal.mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user))
        .order_by(Proposal.id.desc())
        .limit(10)
    ).all()


def latest_unmatched_of(request: MentorRequest) -> Unmatched | None:
    """Return why the newest finished run left this request without a mentor; None where it did not."""
    newest = select(func.max(MatchRun.id)).where(MatchRun.status == RunStatus.DONE).scalar_subquery()
    return db.session.scalar(
        select(Unmatched).where(Unmatched.request_id == request.id, Unmatched.run_id == newest)
    )


def unmatched_of(viewer: User, run: MatchRun, *, limit: int = 50) -> Sequence[Unmatched]:
    """Return the viewer's own open requests that the run left without a mentor, most urgent first."""
    return (
        db.session.scalars(
            select(Unmatched)
            .join(MentorRequest, MentorRequest.id == Unmatched.request_id)
            .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
            .where(
                Unmatched.run_id == run.id,
                YoungPerson.caseworker_id.in_(caseloads_of(viewer)),
                MentorRequest.status == MentorRequestStatus.OPEN,
            )
            .options(contains_eager(Unmatched.request).contains_eager(MentorRequest.young_person))
            .order_by(MentorRequest.urgency, MentorRequest.opened_on, MentorRequest.id)
            .limit(limit)
        )
        .unique()
        .all()
    )


def latest_done_run() -> MatchRun | None:
    """Return the newest finished run."""
    return db.session.scalar(
        select(MatchRun).where(MatchRun.status == RunStatus.DONE).order_by(MatchRun.id.desc()).limit(1)
    )


def all_runs() -> Select[MatchRun]:
    """Return the statement for every run, newest first."""
    return select(MatchRun).options(joinedload(MatchRun.requested_by)).order_by(MatchRun.id.desc())


def run_of(run_id: int) -> MatchRun:
    """Return the run of that id; raise NotVisibleError where there is none."""
    run = db.session.get(MatchRun, min(run_id, LARGEST_ID))
    if run is None:
        raise NotVisibleError
    return run


def main_reasons(run: MatchRun) -> list[tuple[str, int]]:
    """Return how many requests the run left out for each main reason, the most frequent first."""
    counts: dict[str, int] = {}
    for reasons in db.session.scalars(select(Unmatched.reasons).where(Unmatched.run_id == run.id)):
        code = main_reason(reasons)
        counts[code] = counts.get(code, 0) + 1
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def main_reason(reasons: list[dict[str, object]]) -> str:
    """Return the one code that says most: scarcity, else the rule that alone excluded most, else that excluded most."""
    by_kind: dict[object, list[str]] = {}
    for reason in reasons:
        by_kind.setdefault(reason["kind"], []).append(str(reason["code"]))
    if by_kind.get("reason", ["no_candidates"])[0] != "no_candidates":
        return by_kind["reason"][0]
    return next(iter(by_kind.get("only_rule") or by_kind.get("rule") or ["no_candidates"]))
