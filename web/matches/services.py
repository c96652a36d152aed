"""The final yes, which makes a match, and the end of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.locks import lock_row
from web.extensions import db
from web.matches import messages
from web.matches.labels import CloseReason
from web.matches.models import MATCH_STEPS, Match
from web.matches.reviews import settle_review
from web.profiles.models import MentorSeat
from web.proposals.beside import lacks_room
from web.proposals.models import PROPOSAL_STEPS, Proposal
from web.proposals.places import lock_mentor
from web.proposals.services import ensure_not_expired, withdraw_proposal, withdraw_what_no_longer_fits
from web.youth.models import MENTOR_REQUEST_STEPS, BlockedPair, BlockReason
from web.youth.services import reopen_request, withdraw_request

REFUSED_BY = (
    "match_needs_clearance",
    "match_needs_consent",
    "match_needs_mentor_consent",
    "uq_matches_seat",
    "fk_matches_seat",
)


@dataclass(frozen=True)
class Refusal:
    """The yes came, but a rule stands against the match today; the proposal has been withdrawn. `message` says why."""

    message: str


class NoFreeSeatError(Exception):
    """Every place of the mentor is taken."""


def accept_as_young_person(
    proposal: Proposal, *, by: User | None, is_on_behalf: bool, now: datetime
) -> Match | Refusal:
    """Take the young person's yes and make the match in the same transaction; `by` is None for a personal link.

    Where a clearance or the consent has lapsed, or no place or no time is free, the proposal is withdrawn instead and everybody
    told; the caller commits in both cases. Raises RuleError after the time is over, TransitionError for a second yes.
    """
    mentor = lock_mentor(proposal.mentor_id)
    lock_row(proposal)
    ensure_not_expired(proposal, now=now)
    if lacks_room(proposal, now=now):
        return refuse_match(proposal, reason="no_room", now=now)
    try:
        with db.session.begin_nested():
            match = make_match(proposal, by=by, is_on_behalf=is_on_behalf, now=now)
    except (IntegrityError, NoFreeSeatError) as error:
        return refuse_match(proposal, reason=refusal_reason(error), now=now)
    withdraw_what_no_longer_fits(mentor, now=now)
    messages.tell_of_match(match)
    return match


def make_match(proposal: Proposal, *, by: User | None, is_on_behalf: bool, now: datetime) -> Match:
    """Take both steps and write the match on the mentor's lowest free seat; the mentor's row must be locked."""
    take_step(
        proposal,
        PROPOSAL_STEPS,
        "accept as young person",
        by=by,
        now=now,
        details={"is_on_behalf": is_on_behalf},
        changes={"answered_on_behalf": is_on_behalf},
    )
    match = Match(
        proposal=proposal,
        request=proposal.request,
        young_person=proposal.request.young_person,
        mentor=proposal.mentor,
        seat=lowest_free_seat(proposal.mentor_id),
        started_on=local_date(now),
    )
    db.session.add(match)
    db.session.flush()
    take_step(proposal.request, MENTOR_REQUEST_STEPS, "match", by=by, now=now)
    record_event("make match", match, by=by, now=now, details={"proposal": proposal.id})
    return match


def lowest_free_seat(mentor_id: int) -> int:
    """Return the mentor's lowest seat that no running match holds; raise NoFreeSeatError where all are taken."""
    taken = select(Match.seat).where(Match.mentor_id == mentor_id, Match.seat.is_not(None))
    seat = db.session.scalar(
        select(MentorSeat.number)
        .where(MentorSeat.mentor_id == mentor_id, MentorSeat.number.not_in(taken))
        .order_by(MentorSeat.number)
        .limit(1)
    )
    if seat is None:
        raise NoFreeSeatError
    return seat


def refusal_reason(error: IntegrityError | NoFreeSeatError) -> str:
    """Return the code of the rule that stood against a match; raise the error again where it is none of the known."""
    if isinstance(error, NoFreeSeatError):
        return "no_place"
    constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if constraint not in REFUSED_BY:
        raise error
    return "no_place" if constraint in {"uq_matches_seat", "fk_matches_seat"} else str(constraint)


def refuse_match(proposal: Proposal, *, reason: str, now: datetime) -> Refusal:
    """Withdraw the proposal and say why in words that blame nobody."""
    withdraw_proposal(proposal, by=None, reason=reason, now=now)
    words = {
        "match_needs_clearance": gettext(
            "Something about the mentor's papers must be put right first, so there is no match yet. "
            "The caseworker has been told."
        ),
        "match_needs_consent": gettext(
            "The yes to being matched has been taken back, so there is no match. The caseworker has been told."
        ),
        "match_needs_mentor_consent": gettext(
            "The mentor has stopped, so there is no match. The caseworker has been told."
        ),
        "no_room": gettext(
            "Your week has filled up meanwhile, so there is no time left for a mentor just then. We look for one with other hours."
        ),
        "no_place": gettext(
            "The mentor has just got another young person and has no place left. We look for somebody else."
        ),
    }
    return Refusal(words[reason])


def close_match(
    match: Match,
    reason: CloseReason,
    *,
    words: str,
    wants_another: bool,
    by: User | None,
    now: datetime,
) -> None:
    """End a match: the mentor's seat is free again, and the request is opened anew or put away."""
    take_step(
        match,
        MATCH_STEPS,
        "close",
        by=by,
        now=now,
        details={"reason": reason.value},
        changes={
            "seat": None,
            "closed_on": local_date(now),
            "close_reason": reason.value,
            "close_words": words or None,
        },
    )
    settle_review(match, by=by, now=now)
    if reason is CloseReason.DID_NOT_WORK:
        block_pair(match)
    reopen_request(match.request, by=by, now=now)
    if not wants_another:
        withdraw_request(match.request, by=by, now=now)
    messages.tell_of_end(match)


def block_pair(match: Match) -> None:
    """Never propose these two to each other again."""
    db.session.execute(
        insert(BlockedPair)
        .values(
            young_person_id=match.young_person_id, mentor_id=match.mentor_id, reason=BlockReason.ENDED_BADLY
        )
        .on_conflict_do_nothing()
    )
