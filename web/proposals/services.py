"""What people do with a proposal, up to the young person's answer; the final yes is made in `web.matches`."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.consents.models import ConsentPurpose
from web.consents.queries import live_consent
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus, VolunteerStatus
from web.proposals import messages
from web.proposals.answers import No
from web.proposals.beside import lacks_room
from web.proposals.models import LIVE_PROPOSALS, PROPOSAL_STEPS, Alternate, Proposal, ProposalStatus
from web.proposals.places import free_places, lock_mentor, missing_clearances
from web.proposals.record import CASEWORKER_HAS
from web.youth.ages import age_on
from web.youth.models import BlockedPair, BlockReason, MentorRequest, MentorRequestStatus
from web.youth.services import withdraw_request as withdraw_from_runs

MENTOR_HAS = timedelta(days=7)
YOUNG_PERSON_HAS = timedelta(days=7)


def approve_proposal(proposal: Proposal, *, by: User, now: datetime) -> None:
    """Say yes as the caseworker and ask the mentor; raise RuleError where a rule stands against it today."""
    mentor = lock_mentor(proposal.mentor_id)
    lock_row(proposal)
    ensure_not_expired(proposal, now=now)
    ensure_fit(proposal, mentor, now=now)
    if proposal.status is ProposalStatus.PROPOSED and free_places(mentor) < 1:
        raise RuleError(
            gettext("The mentor has no free place any more. The next match run looks for another.")
        )
    if lacks_room(proposal, now=now):
        raise RuleError(
            gettext(
                "A small job that the young person has, or has been asked about, takes the time with this mentor. "
                "Choose another mentor, or talk about other hours."
            )
        )
    take_step(proposal, PROPOSAL_STEPS, "approve", by=by, now=now)
    proposal.approved_by = by
    proposal.expires_at = now + MENTOR_HAS
    db.session.flush()
    messages.ask_mentor(proposal)
    withdraw_what_no_longer_fits(mentor, now=now)


def ensure_fit(proposal: Proposal, mentor: Mentor, *, now: datetime) -> None:
    """Raise RuleError unless the two could be matched today: request, consent, mentor and clearances."""
    request = proposal.request
    day = local_date(now)
    if request.status is not MentorRequestStatus.OPEN:
        raise RuleError(gettext("The request is no longer open."))
    if request.young_person.consented_on is None:
        raise RuleError(gettext("The young person has not said yes to being matched, or has taken it back."))
    if mentor.status is not MentorStatus.APPROVED or mentor.volunteer.status is not VolunteerStatus.ACTIVE:
        raise RuleError(gettext("The mentor is not available at the moment."))
    if live_consent(mentor.volunteer.user, ConsentPurpose.BEING_MENTOR) is None:
        raise RuleError(gettext("The mentor has taken back the yes to being a mentor."))
    if missing_clearances(mentor, age=age_on(request.young_person.born_on, day), day=day):
        raise RuleError(
            gettext("One of the mentor's clearances is not valid today. It must be renewed first.")
        )


def ensure_not_expired(proposal: Proposal, *, now: datetime) -> None:
    """Raise RuleError for an answer that comes after the time is over."""
    if proposal.status in LIVE_PROPOSALS and proposal.expires_at < now:
        raise RuleError(gettext("The time to answer is over. The next match run looks again."))


def choose_alternate(proposal: Proposal, alternate: Alternate, *, by: User, now: datetime) -> Proposal:
    """Put another mentor in the place of the proposed one, and approve that; people overrule the engine here."""
    lock_mentor(alternate.mentor_id)
    take_step(proposal, PROPOSAL_STEPS, "replace", by=by, now=now, details={"rank": alternate.rank})
    chosen = Proposal(
        run_id=proposal.run_id,
        request=proposal.request,
        mentor_id=alternate.mentor_id,
        score=alternate.score,
        contributions=alternate.contributions,
        facts=alternate.facts,
        is_override=True,
        expires_at=now + CASEWORKER_HAS,
    )
    db.session.add(chosen)
    db.session.flush()
    record_event("choose alternate", chosen, by=by, now=now, details={"instead_of": proposal.id})
    approve_proposal(chosen, by=by, now=now)
    return chosen


def decline_as_caseworker(proposal: Proposal, no: No, *, by: User, now: datetime) -> None:
    """Say no as the caseworker; whoever had been asked already is told."""
    before = proposal.status
    take_step(
        proposal, PROPOSAL_STEPS, "decline as caseworker", by=by, now=now, details={"reason": no.reason}
    )
    write_down_no(proposal, no, usual=BlockReason.DECLINED_BY_CASEWORKER)
    messages.tell_of_withdrawal(proposal, before=before)


def accept_as_mentor(proposal: Proposal, *, by: User, now: datetime) -> None:
    """Say yes as the mentor and ask the young person; raise RuleError where a rule stands against it today."""
    mentor = lock_mentor(proposal.mentor_id)
    lock_row(proposal)
    ensure_not_expired(proposal, now=now)
    ensure_fit(proposal, mentor, now=now)
    take_step(proposal, PROPOSAL_STEPS, "accept as mentor", by=by, now=now)
    proposal.expires_at = now + YOUNG_PERSON_HAS
    db.session.flush()
    messages.ask_young_person(proposal)


def decline_as_mentor(proposal: Proposal, no: No, *, by: User, now: datetime) -> None:
    """Say no as the mentor, which is always all right."""
    before = proposal.status
    take_step(proposal, PROPOSAL_STEPS, "decline as mentor", by=by, now=now, details={"reason": no.reason})
    write_down_no(proposal, no, usual=BlockReason.DECLINED_BY_MENTOR)
    messages.tell_caseworker_of_no(proposal)
    if before is ProposalStatus.MENTOR_ACCEPTED:
        messages.tell_young_person_it_ended(proposal)


def decline_as_young_person(
    proposal: Proposal, no: No, *, by: User | None, is_on_behalf: bool, now: datetime
) -> None:
    """Say no as the young person; `by` is None when it came through the personal link."""
    details = {"reason": no.reason, "is_on_behalf": is_on_behalf}
    take_step(proposal, PROPOSAL_STEPS, "decline as young person", by=by, now=now, details=details)
    proposal.answered_on_behalf = is_on_behalf
    write_down_no(proposal, no, usual=BlockReason.DECLINED_BY_YOUNG_PERSON)
    messages.tell_mentor_of_no(proposal)
    messages.tell_caseworker_of_no(proposal)


def write_down_no(proposal: Proposal, no: No, *, usual: BlockReason) -> None:
    """Keep the reason, and never propose these two to each other again."""
    proposal.decline_reason = no.reason
    proposal.decline_words = no.words or None
    db.session.flush()
    db.session.execute(
        insert(BlockedPair)
        .values(
            young_person_id=proposal.request.young_person_id,
            mentor_id=proposal.mentor_id,
            reason=no.block_reason(usual),
        )
        .on_conflict_do_nothing()
    )


def withdraw_proposal(proposal: Proposal, *, by: User | None, reason: str, now: datetime) -> None:
    """Take a proposal out of play because something has changed; those who were asked are told, nobody is blamed."""
    before = proposal.status
    take_step(proposal, PROPOSAL_STEPS, "withdraw", by=by, now=now, details={"reason": reason})
    proposal.decline_reason = reason
    messages.tell_of_withdrawal(proposal, before=before)
    messages.tell_caseworker_of_withdrawal(proposal)


def withdraw_what_no_longer_fits(mentor: Mentor, *, now: datetime) -> None:
    """Withdraw proposals that wait for a caseworker beyond the places the mentor has left; the best ones stay."""
    waiting = db.session.scalars(
        select(Proposal)
        .where(Proposal.mentor_id == mentor.id, Proposal.status == ProposalStatus.PROPOSED)
        .order_by(Proposal.score.desc(), Proposal.id)
        .with_for_update()
    ).all()
    for proposal in waiting[max(0, free_places(mentor)) :]:
        withdraw_proposal(proposal, by=None, reason="no_place", now=now)


def withdraw_request(request: MentorRequest, *, by: User, now: datetime) -> None:
    """Withdraw a request together with the proposal that is under way for it."""
    live = db.session.scalars(
        select(Proposal).where(Proposal.request_id == request.id, Proposal.status.in_(LIVE_PROPOSALS))
    ).one_or_none()
    if live is not None:
        withdraw_proposal(live, by=by, reason="request_withdrawn", now=now)
    withdraw_from_runs(request, by=by, now=now)


def expire_proposal(proposal: Proposal, *, now: datetime) -> None:
    """Let a proposal lapse that nobody answered in time; raise TransitionError where somebody just did."""
    lock_row(proposal)
    before = proposal.status
    if before in LIVE_PROPOSALS and proposal.expires_at >= now:
        return
    take_step(proposal, PROPOSAL_STEPS, "expire", by=None, now=now)
    messages.tell_of_expiry(proposal, before=before)
