"""Where somebody's name and addresses may stand in what belongs to others: mails, imported rows, kept forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from web.accounts.models import User
from web.consents.models import ConsentQuestion
from web.core.submissions import InterruptedForm
from web.exchange.models import ImportBatch
from web.extensions import db
from web.notifications.models import OutboxMessage, OutboxStatus
from web.profiles.models import Volunteer
from web.youth.models import YoungPerson

GONE = "…"
SHORTEST = 3


@dataclass(frozen=True)
class Traces:
    """What gives a person away: mail addresses; names and numbers that are theirs alone; words that others share."""

    addresses: frozenset[str]
    phrases: frozenset[str]
    words: frozenset[str]

    @property
    def all_phrases(self) -> frozenset[str]:
        """Addresses, names and numbers, in small letters."""
        return frozenset(phrase.casefold() for phrase in self.addresses | self.phrases)


def traces_of(*, user: User | None, young_person: YoungPerson | None) -> Traces:
    """Collect what is to be found and removed, before it is erased from the person's own rows."""
    addresses: list[str] = []
    phrases: list[str] = []
    words: list[str] = []
    if user is not None:
        volunteer = db.session.scalar(select(Volunteer).where(Volunteer.user_id == user.id))
        addresses.append(user.email)
        phrases += [user.name, volunteer.phone if volunteer else ""]
        words += user.name.split()
    if young_person is not None:
        parents = select(ConsentQuestion.address).where(ConsentQuestion.young_person_id == young_person.id)
        addresses += [young_person.email, *db.session.scalars(parents)]
        full_name = f"{young_person.first_name} {young_person.last_name}".strip()
        phrases += [full_name, young_person.alias, young_person.phone]
        words += full_name.split()
    return Traces(meaningful(addresses), meaningful(phrases), meaningful(words))


def meaningful(values: Iterable[str]) -> frozenset[str]:
    """Return the values that are long enough to mean somebody."""
    return frozenset(value.strip() for value in values if len(value.strip()) >= SHORTEST)


def remove_traces(traces: Traces) -> None:
    """Remove them from the outbox, from imported files and from forms kept for an hour."""
    delete_mails_to(traces.addresses)
    for phrase in traces.addresses | traces.phrases:
        blot_out_of_mails(phrase, is_sent_only=False)
    for word in traces.words:
        blot_out_of_mails(word, is_sent_only=True)
    remove_from_imports(traces)
    remove_from_kept_forms(traces)


def delete_mails_to(addresses: frozenset[str]) -> None:
    """Delete the copies of every mail to these addresses, sent or not."""
    small = [address.lower() for address in addresses]
    db.session.execute(delete(OutboxMessage).where(func.lower(OutboxMessage.address).in_(small)))


def blot_out_of_mails(phrase: str, *, is_sent_only: bool) -> None:
    """Replace a name or address in mails to others; a single word, which others may share, only where it has left."""
    pattern = rf"\m{re.escape(phrase)}\M" if is_sent_only else re.escape(phrase)
    columns = (OutboxMessage.subject, OutboxMessage.body, OutboxMessage.failure, OutboxMessage.occasion)
    statement = (
        update(OutboxMessage)
        .where(or_(*(column.regexp_match(pattern, flags="i") for column in columns)))
        .values({column: func.regexp_replace(column, pattern, GONE, "gi") for column in columns})
    )
    if is_sent_only:
        statement = statement.where(OutboxMessage.status == OutboxStatus.SENT)
    db.session.execute(statement, execution_options={"synchronize_session": False})


def remove_from_imports(traces: Traces) -> None:
    """Take the person's rows, and faults that quote them, out of imported files."""
    for batch in db.session.scalars(select(ImportBatch).with_for_update()):
        batch.rows = [row for row in batch.rows if not gives_away(row, traces)]
        batch.errors = [fault for fault in batch.errors if not gives_away(fault, traces)]


def remove_from_kept_forms(traces: Traces) -> None:
    """Delete forms in which the person is named."""
    for form in db.session.scalars(select(InterruptedForm)):
        if gives_away(form.content, traces):
            db.session.delete(form)


def gives_away(value: Any, traces: Traces) -> bool:
    """Tell whether a text, or any text within a list or object, holds an address, name or number of the person."""
    if isinstance(value, dict):
        return any(gives_away(part, traces) for part in value.values())
    if isinstance(value, list):
        return any(gives_away(part, traces) for part in value)
    text = str(value).casefold()
    return any(phrase in text for phrase in traces.all_phrases)
