"""What is due to end, kind by kind, and how one record of it ends; each rule asks again before it acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, update

from web.accounts.models import User
from web.advice.models import PlanTrial
from web.audit.services import take_step
from web.consents.models import Consent, ConsentQuestion
from web.core.retention import KEPT_FOR, Retention
from web.core.submissions import FormSubmission, InterruptedForm
from web.exchange.models import IMPORT_STEPS, ImportBatch, ImportStatus
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.notifications.models import DevelopmentMail, OutboxMessage, OutboxStatus
from web.privacy.erasure import erase_user, erase_young_person
from web.privacy.inactive import INACTIVE, volunteers_to_look_at, warn_or_erase
from web.privacy.models import DataRequest, RequestStatus
from web.privacy.pseudonyms import MARK
from web.proposals.models import LIVE_PROPOSALS, Alternate, Proposal, Unmatched
from web.youth.models import BlockedPair, BlockReason, MentorRequest, MentorRequestStatus, YoungPerson


@dataclass(frozen=True)
class Ended:
    """What became of one record: warned of, ended, or (both 0) left alone because it is not due any more."""

    warned: int = 0
    ended: int = 0


@dataclass(frozen=True)
class Rule:
    """Which records are due at a moment, by key, and how one of them ends."""

    due: Callable[[datetime], Select[Any]]
    end: Callable[[Any, datetime], Ended]


def before(kind: Retention, now: datetime) -> datetime:
    """Return the moment before which a kind of record is too old."""
    return now - KEPT_FOR[kind].length


def is_due(rule: Rule, key: Any, now: datetime) -> bool:
    """Tell whether a record is still due, as it is stored now."""
    statement = rule.due(now)
    (column,) = statement.selected_columns
    return db.session.scalar(statement.where(column == key)) is not None


def unconfirmed_accounts(now: datetime) -> Select[Any]:
    """Accounts whose address was never confirmed."""
    old = before(Retention.UNCONFIRMED_ACCOUNT, now)
    return select(User.id).where(
        User.confirmed_at.is_(None), User.create_datetime < old, User.email.not_like(f"{MARK}%")
    )


def erase_account(key: int, now: datetime) -> Ended:
    """Erase an account that nobody has used."""
    erase_user(db.session.get_one(User, key), by=None, now=now)
    return Ended(ended=1)


def old_forms(now: datetime) -> Select[Any]:
    """Notes of which forms were sent."""
    return select(FormSubmission.key).where(FormSubmission.taken_at < before(Retention.DRAFT, now))


def kept_forms(now: datetime) -> Select[Any]:
    """What was typed when a session ended."""
    old = before(Retention.TYPED_IN_A_FORM, now)
    return select(InterruptedForm.id).where(InterruptedForm.kept_at < old)


def undecided_imports(now: datetime) -> Select[Any]:
    """Uploaded files that nobody decided on."""
    old = before(Retention.UNDECIDED_IMPORT, now)
    return select(ImportBatch.id).where(
        ImportBatch.status == ImportStatus.WAITING, ImportBatch.created_at < old
    )


def discard_import(key: int, now: datetime) -> Ended:
    """Discard a file, and forget its rows."""
    take_step(db.session.get_one(ImportBatch, key), IMPORT_STEPS, "discard", by=None, now=now)
    return empty_import(key, now)


def finished_imports(now: datetime) -> Select[Any]:
    """Files that were decided on, whose rows are still there."""
    old = before(Retention.FINISHED_IMPORT, now)
    has_rows = or_(
        func.jsonb_array_length(ImportBatch.rows) > 0, func.jsonb_array_length(ImportBatch.errors) > 0
    )
    return select(ImportBatch.id).where(
        ImportBatch.status != ImportStatus.WAITING, ImportBatch.created_at < old, has_rows
    )


def empty_import(key: int, now: datetime) -> Ended:
    """Keep only how many rows there were."""
    db.session.execute(update(ImportBatch).where(ImportBatch.id == key).values(rows=[], errors=[]))
    return Ended(ended=1)


def sent_mails(now: datetime) -> Select[Any]:
    """Copies of mails that have left."""
    old = before(Retention.SENT_MAIL, now)
    return select(OutboxMessage.id).where(
        OutboxMessage.status != OutboxStatus.WAITING, OutboxMessage.created_at < old, OutboxMessage.body != ""
    )


def empty_mail(key: int, now: datetime) -> Ended:
    """Keep only that it was sent, so that the same occasion never mails again."""
    db.session.execute(delete(DevelopmentMail).where(DevelopmentMail.outbox_message_id == key))
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == key)
        .values(address="", subject="", body="", failure=None)
    )
    return Ended(ended=1)


def old_proposals(now: datetime) -> Select[Any]:
    """Proposals that are over and hold more than the fact that they were; not of a match that runs."""
    old = before(Retention.OLD_PROPOSAL, now)
    running = select(Match.proposal_id).where(Match.status == MatchStatus.ACTIVE)
    return select(Proposal.id).where(
        Proposal.status.not_in(LIVE_PROPOSALS),
        Proposal.created_at < old,
        Proposal.id.not_in(running),
        or_(func.jsonb_array_length(Proposal.contributions) > 0, Proposal.decline_words.is_not(None)),
    )


def empty_proposal(key: int, now: datetime) -> Ended:
    """Keep only that there was one, and how it ended."""
    db.session.execute(delete(Alternate).where(Alternate.proposal_id == key))
    db.session.execute(
        update(Proposal).where(Proposal.id == key).values(contributions=[], facts={}, decline_words=None)
    )
    request_id = db.session.scalar(select(Proposal.request_id).where(Proposal.id == key))
    db.session.execute(delete(Unmatched).where(Unmatched.request_id == request_id))
    return Ended(ended=1)


def old_trials(now: datetime) -> Select[Any]:
    """Plans that somebody has tried out."""
    return select(PlanTrial.id).where(PlanTrial.created_at < before(Retention.PLAN_TRIAL, now))


def old_blocks(now: datetime) -> Select[Any]:
    """Young people with pairs that once said no; what ended badly stays until one of the two is erased."""
    old = before(Retention.BLOCKED_PAIR, now)
    return (
        select(BlockedPair.young_person_id)
        .where(BlockedPair.created_at < old, BlockedPair.reason != BlockReason.ENDED_BADLY)
        .distinct()
    )


def unblock(key: int, now: datetime) -> Ended:
    """Let the two be proposed to each other again."""
    old = before(Retention.BLOCKED_PAIR, now)
    gone = db.session.execute(
        delete(BlockedPair)
        .where(
            BlockedPair.young_person_id == key,
            BlockedPair.created_at < old,
            BlockedPair.reason != BlockReason.ENDED_BADLY,
        )
        .returning(BlockedPair.mentor_id)
    )
    return Ended(ended=len(gone.all()))


def closed_cases(now: datetime) -> Select[Any]:
    """Young people without a request, a match or anything new for long."""
    old = before(Retention.CLOSED_CASE, now)
    open_request = select(MentorRequest.young_person_id).where(
        MentorRequest.status != MentorRequestStatus.WITHDRAWN
    )
    return select(YoungPerson.id).where(
        YoungPerson.created_at < old,
        YoungPerson.code.not_like(f"{MARK}%"),
        YoungPerson.id.not_in(open_request),
        none_since(MentorRequest.young_person_id, MentorRequest.created_at, old),
        none_since(Match.young_person_id, Match.closed_on, old.date()),
        YoungPerson.id.not_in(select(Match.young_person_id).where(Match.status == MatchStatus.ACTIVE)),
        none_since(Consent.young_person_id, Consent.given_at, old),
    )


def none_since(owner: Any, moment: Any, since: Any) -> ColumnElement[bool]:
    """Return the clause that a young person has no row with a moment since then."""
    return YoungPerson.id.not_in(select(owner).where(owner.is_not(None), moment >= since))


def erase_case(key: int, now: datetime) -> Ended:
    """Erase a young person's record."""
    erase_young_person(db.session.get_one(YoungPerson, key), by=None, now=now)
    return Ended(ended=1)


def old_questions(now: datetime) -> Select[Any]:
    """Questions to parents whose address is no longer needed."""
    old = before(Retention.PARENT_QUESTION, now)
    return select(ConsentQuestion.id).where(
        ConsentQuestion.address != "",
        func.coalesce(ConsentQuestion.answered_at, ConsentQuestion.ended_at, ConsentQuestion.expires_at)
        < old,
    )


def forget_address(key: int, now: datetime) -> Ended:
    """Keep that there was a question and an answer, not where it was sent."""
    db.session.execute(update(ConsentQuestion).where(ConsentQuestion.id == key).values(address=""))
    return Ended(ended=1)


def old_consents(now: datetime) -> Select[Any]:
    """Consents that were taken back long ago."""
    return select(Consent.id).where(Consent.withdrawn_at < before(Retention.CONSENT_RECORD, now))


def old_requests(now: datetime) -> Select[Any]:
    """Requests that were answered long ago."""
    old = before(Retention.DATA_REQUEST, now)
    return select(DataRequest.id).where(DataRequest.status != RequestStatus.OPEN, DataRequest.closed_at < old)


def deletion(column: Any) -> Callable[[Any, datetime], Ended]:
    """Return the ending that deletes the row of that key."""

    def end(key: Any, now: datetime) -> Ended:
        db.session.execute(delete(column.class_).where(column == key))
        return Ended(ended=1)

    return end


RULES: Mapping[Retention, Rule] = {
    INACTIVE: Rule(volunteers_to_look_at, lambda key, now: Ended(*warn_or_erase(key, now=now))),
    Retention.UNCONFIRMED_ACCOUNT: Rule(unconfirmed_accounts, erase_account),
    Retention.DRAFT: Rule(old_forms, deletion(FormSubmission.key)),
    Retention.TYPED_IN_A_FORM: Rule(kept_forms, deletion(InterruptedForm.id)),
    Retention.UNDECIDED_IMPORT: Rule(undecided_imports, discard_import),
    Retention.FINISHED_IMPORT: Rule(finished_imports, empty_import),
    Retention.SENT_MAIL: Rule(sent_mails, empty_mail),
    Retention.OLD_PROPOSAL: Rule(old_proposals, empty_proposal),
    Retention.PLAN_TRIAL: Rule(old_trials, deletion(PlanTrial.id)),
    Retention.BLOCKED_PAIR: Rule(old_blocks, unblock),
    Retention.CLOSED_CASE: Rule(closed_cases, erase_case),
    Retention.PARENT_QUESTION: Rule(old_questions, forget_address),
    Retention.CONSENT_RECORD: Rule(old_consents, deletion(Consent.id)),
    Retention.DATA_REQUEST: Rule(old_requests, deletion(DataRequest.id)),
}
