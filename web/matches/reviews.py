"""Running matches whose consent was taken back: the caseworker is told, decides and writes down why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import record_event
from web.consents.effects import after_withdrawal
from web.consents.models import Consent, ConsentPurpose
from web.consents.queries import live_consent
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.matches import messages
from web.matches.models import Match, MatchReview, MatchStatus, ReviewDecision, ReviewReason
from web.profiles.models import Mentor, Volunteer
from web.youth.models import YoungPerson

REASONS = {
    ConsentPurpose.BEING_MATCHED: ReviewReason.YOUNG_PERSON_WITHDREW,
    ConsentPurpose.BEING_MENTOR: ReviewReason.MENTOR_WITHDREW,
}


@after_withdrawal
def ask_for_decision(consent: Consent, by: User | None, now: datetime) -> None:
    """Flag every running match of the person to its caseworker; it is not cut."""
    reason = REASONS.get(consent.purpose)
    if reason is None:
        return
    for match in running_matches_of(consent):
        raise_review(match, reason, by=by, now=now)


def running_matches_of(consent: Consent) -> Sequence[Match]:
    """Return the running matches of whoever took the consent back."""
    running = select(Match).where(Match.status == MatchStatus.ACTIVE).order_by(Match.id)
    if consent.young_person_id is not None:
        return db.session.scalars(running.where(Match.young_person_id == consent.young_person_id)).all()
    of_mentor = running.join(Mentor).join(Volunteer).where(Volunteer.user_id == consent.user_id)
    return db.session.scalars(of_mentor).all()


def raise_review(match: Match, reason: ReviewReason, *, by: User | None, now: datetime) -> None:
    """Ask for a decision unless one is asked for already, and tell the caseworker."""
    key = db.session.scalar(
        insert(MatchReview)
        .values(match_id=match.id, reason=reason, raised_at=now)
        .on_conflict_do_nothing()
        .returning(MatchReview.id)
    )
    if key is not None:
        review = db.session.get_one(MatchReview, key)
        record_event("flag match", match, by=by, now=now, details={"reason": reason.value})
        messages.tell_of_review(review)


def open_review_of(match: Match) -> MatchReview | None:
    """Return what waits for a decision about the match."""
    return db.session.scalar(
        select(MatchReview).where(MatchReview.match_id == match.id, MatchReview.decision.is_(None))
    )


def reviews_waiting_for(viewer: User) -> Sequence[MatchReview]:
    """Return the open reviews of the viewer's own young people, the oldest first."""
    return db.session.scalars(
        select(MatchReview)
        .join(Match, Match.id == MatchReview.match_id)
        .join(YoungPerson, YoungPerson.id == Match.young_person_id)
        .where(
            MatchReview.decision.is_(None),
            Match.status == MatchStatus.ACTIVE,
            YoungPerson.caseworker_id == viewer.id,
        )
        .order_by(MatchReview.raised_at)
        .limit(50)
    ).all()


def let_match_go_on(review: MatchReview, *, words: str, by: User, now: datetime) -> None:
    """Decide that the match goes on, because a new consent has been given; raise RuleError without one."""
    person = (
        review.match.young_person
        if review.reason is ReviewReason.YOUNG_PERSON_WITHDREW
        else review.match.mentor.volunteer.user
    )
    purpose = next(purpose for purpose, reason in REASONS.items() if reason is review.reason)
    if live_consent(person, purpose) is None:
        raise RuleError(
            gettext("The match can only go on when a new yes has been given. Otherwise it must be ended.")
        )
    decide(review, ReviewDecision.GOES_ON, words=words, by=by, now=now)


def decide(
    review: MatchReview, decision: ReviewDecision, *, words: str, by: User | None, now: datetime
) -> None:
    """Write the decision down, once."""
    lock_row(review)
    if review.decision is not None:
        raise RuleError(gettext("This has been decided already."))
    review.decision = decision
    review.decided_at = now
    review.decided_by_id = None if by is None else by.id
    review.words = words or None
    record_event("decide about match", review.match, by=by, now=now, details={"decision": decision.value})
    db.session.flush()


def settle_review(match: Match, *, by: User | None, now: datetime) -> None:
    """A match that ends needs no further decision."""
    review = open_review_of(match)
    if review is not None:
        decide(review, ReviewDecision.ENDED, words="", by=by, now=now)
