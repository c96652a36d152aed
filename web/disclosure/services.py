"""Opening a record outside one's own work, closing it again, and what the data protection contact says about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.audit.services import record_event, record_view, take_step
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.deputies.caseloads import caseloads_of
from web.disclosure import messages
from web.disclosure.models import DISCLOSURE_STEPS, Disclosure, DisclosureReason, DisclosureStatus
from web.disclosure.queries import everybody_with, purpose_of
from web.extensions import db
from web.profiles.models import Volunteer
from web.youth.models import YoungPerson

OPEN_FOR = timedelta(minutes=60)


def open_record(
    record: YoungPerson | Volunteer, reason: DisclosureReason, *, words: str, by: User, now: datetime
) -> Disclosure:
    """Open one record for an hour; the data protection contact and the record's own caseworker are told at once.

    Raises RuleError for a record of one's own, and where there is nobody to tell.
    """
    watchers = [user for user in everybody_with(RoleName.DATA_PROTECTION_CONTACT) if user.id != by.id]
    if not watchers:
        raise RuleError(
            gettext(
                "There is no data protection contact to tell, so nothing can be opened. Ask an administrator."
            )
        )
    ensure_not_own(record, by)
    close_earlier(record, by=by, now=now)
    disclosure = Disclosure(
        reader=by,
        young_person=record if isinstance(record, YoungPerson) else None,
        volunteer=record if isinstance(record, Volunteer) else None,
        reason=reason,
        words=words,
        opened_at=now,
        ends_at=now + OPEN_FOR,
        status=DisclosureStatus.WAITING,
    )
    db.session.add(disclosure)
    db.session.flush()
    details = {"disclosure": disclosure.id, "minutes": OPEN_FOR // timedelta(minutes=1)}
    record_event("break the glass", record, by=by, now=now, purpose=reason.value, details=details)
    messages.tell_watchers(disclosure, watchers)
    messages.tell_caseworker(disclosure)
    return disclosure


def ensure_not_own(record: YoungPerson | Volunteer, reader: User) -> None:
    """Raise RuleError for a record that the reader may see anyway, as caseworker, as deputy or as oneself."""
    is_own = (
        record.caseworker_id in caseloads_of(reader)
        if isinstance(record, YoungPerson)
        else record.user_id == reader.id
    )
    if is_own:
        raise RuleError(gettext("This is your own work already. You find the record on its ordinary page."))


def close_earlier(record: YoungPerson | Volunteer, *, by: User, now: datetime) -> None:
    """Close what the reader has still open of the same record: each opening has its own reason."""
    column = Disclosure.young_person_id if isinstance(record, YoungPerson) else Disclosure.volunteer_id
    still_open = select(Disclosure).where(
        Disclosure.reader_id == by.id,
        column == record.id,
        Disclosure.closed_at.is_(None),
        Disclosure.ends_at > now,
    )
    for disclosure in db.session.scalars(still_open):
        close_record(disclosure, by=by, now=now)


def look_at_record(disclosure: Disclosure, *, by: User, now: datetime) -> None:
    """Write down one look at the opened record."""
    record = disclosure.young_person or disclosure.volunteer
    assert record is not None, "a disclosure is about one record"
    record_view(record, by=by, now=now, purpose=purpose_of(disclosure))


def close_record(disclosure: Disclosure, *, by: User, now: datetime) -> None:
    """Close the record before the hour is over; closing twice changes nothing."""
    lock_row(disclosure)
    if not disclosure.is_open(now=now):
        return
    disclosure.closed_at = now
    db.session.flush()
    record_event("close opened record", disclosure, by=by, now=now)


def note_disclosure(disclosure: Disclosure, *, words: str, by: User, now: datetime) -> None:
    """Say that it was in order."""
    review(disclosure, "note", words=words, by=by, now=now)


def ask_about_disclosure(disclosure: Disclosure, *, words: str, by: User, now: datetime) -> None:
    """Ask the reader about it; raise RuleError without a question."""
    if not words:
        raise RuleError(gettext("Write what you would like to know."), field="words")
    review(disclosure, "ask about", words=words, by=by, now=now)
    messages.ask_reader(disclosure)


def escalate_disclosure(disclosure: Disclosure, *, words: str, by: User, now: datetime) -> None:
    """Take it further: the administrators are told, though not by name whom it concerns."""
    if not words:
        raise RuleError(gettext("Write why it must be taken further."), field="words")
    review(disclosure, "escalate", words=words, by=by, now=now)
    others = [user for user in everybody_with(RoleName.ADMINISTRATOR) if user.id != disclosure.reader_id]
    messages.tell_of_escalation(disclosure, others)


def review(disclosure: Disclosure, step: str, *, words: str, by: User, now: datetime) -> None:
    """Take one step of the review."""
    take_step(disclosure, DISCLOSURE_STEPS, step, by=by, now=now)
    disclosure.reviewed_by, disclosure.reviewed_at = by, now
    disclosure.review_words = words or None
    db.session.flush()


def answer_question(disclosure: Disclosure, *, words: str, by: User, now: datetime) -> None:
    """Answer what the data protection contact asked; raise RuleError where nothing is asked."""
    lock_row(disclosure)
    if disclosure.status is not DisclosureStatus.ASKED:
        raise RuleError(gettext("Nothing is asked about this any more."))
    disclosure.answer, disclosure.answered_at = words, now
    db.session.flush()
    record_event("answer about opened record", disclosure, by=by, now=now)
    messages.tell_reviewer_of_answer(disclosure, at=now)
