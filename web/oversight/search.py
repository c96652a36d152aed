"""Reads of the audit log: bounded, newest first, each along an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, text, tuple_

from web.accounts.models import User
from web.audit.models import AuditCheck, AuditEvent, AuditSeal
from web.audit.sealing import newest_seal
from web.core import clock
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.youth.models import YoungPerson

PAGE_SIZE = 50
MOST_EXPORTED = 20_000
PATIENCE = "5s"
LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class EventFilter:
    """What is asked for; empty means any. `person` is a code or an e-mail, `actor` an e-mail or an id."""

    first_on: date
    last_on: date
    person: str = ""
    actor: str = ""
    action: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class EventPage:
    """Some events, newest first, and where the next page begins."""

    events: Sequence[AuditEvent]
    actors: dict[int, str]
    codes: dict[int, str]
    next_before: str | None


@dataclass(frozen=True)
class ChainState:
    """How the seals stand."""

    newest: AuditSeal | None
    last_check: AuditCheck | None
    has_unsealed: bool


class UnknownPersonError(Exception):
    """Nobody has that code, e-mail or id."""


def matching(wanted: EventFilter) -> Select[AuditEvent]:
    """Return the statement for the events that fit; raise UnknownPersonError where someone named does not exist."""
    begin = clock.at_local_time(wanted.first_on, 0)
    end = clock.at_local_time(wanted.last_on + timedelta(days=1), 0)
    conditions: list[ColumnElement[bool]] = [AuditEvent.at >= begin, AuditEvent.at < end]
    if wanted.person:
        conditions.append(concerns(wanted.person))
    if wanted.actor:
        conditions.append(AuditEvent.actor_id == account_named(wanted.actor))
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    if wanted.purpose:
        conditions.append(AuditEvent.purpose == wanted.purpose)
        conditions.append(AuditEvent.purpose != "")
    return select(AuditEvent).where(and_(*conditions)).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())


def concerns(name: str) -> ColumnElement[bool]:
    """Return the condition that an event concerns the young person of that code, or the account of that e-mail."""
    if young_person := young_person_named(name):
        return or_(
            AuditEvent.young_person_id == young_person.id, is_about(YoungPerson.__name__, young_person.id)
        )
    user_id = account_named(name)
    volunteer_id = db.session.scalar(select(Volunteer.id).where(Volunteer.user_id == user_id))
    mentor_id = db.session.scalar(select(Mentor.id).where(Mentor.volunteer_id == volunteer_id))
    subjects = [(User, user_id), (Volunteer, volunteer_id), (Mentor, mentor_id)]
    return or_(*(is_about(kind.__name__, found) for kind, found in subjects if found is not None))


def young_person_named(code: str) -> YoungPerson | None:
    """Return the young person of that code."""
    return db.session.scalar(select(YoungPerson).where(YoungPerson.code == code))


def is_about(kind: str, subject_id: int) -> ColumnElement[bool]:
    """Return the condition that an event is about this record."""
    return and_(AuditEvent.subject_kind == kind, AuditEvent.subject_id == subject_id)


def account_named(name: str) -> int:
    """Return the id of an account by its e-mail or its id, which may be one that was erased; else UnknownPersonError."""
    if name.isascii() and name.isdecimal() and int(name) <= LARGEST_ID:
        return int(name)
    found = db.session.scalar(
        select(User.id).where(User.email.ilike(name.replace("%", r"\%").replace("_", r"\_")))
    )
    if found is None:
        raise UnknownPersonError
    return found


def page_of(wanted: EventFilter, *, before: tuple[datetime, int] | None) -> EventPage:
    """Return one page; `before` is where the page before ended."""
    db.session.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE}'"))
    statement = matching(wanted)
    if before is not None:
        statement = statement.where(tuple_(AuditEvent.at, AuditEvent.id) < before)
    rows = db.session.scalars(statement.limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    following = f"{shown[-1].at.isoformat()}_{shown[-1].id}" if len(rows) > PAGE_SIZE else None
    return EventPage(shown, actors_of(shown), codes_of(shown), following)


def read_before(value: str) -> tuple[datetime, int] | None:
    """Read where a page begins from an address; nonsense means the first page."""
    moment, _, event_id = value.rpartition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    is_complete = at.tzinfo is not None and event_id.isascii() and event_id.isdecimal() and len(event_id) < 19
    return (at, int(event_id)) if is_complete else None


def exported(wanted: EventFilter) -> Iterator[AuditEvent]:
    """Yield the events that fit, newest first, up to a bound."""
    db.session.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE}'"))
    yield from db.session.scalars(matching(wanted).limit(MOST_EXPORTED)).yield_per(1_000)


def actors_of(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Return the names of those who acted, as far as they still have accounts."""
    ids = {event.actor_id for event in events if event.actor_id is not None}
    statement = select(User.id, User.name).where(User.id.in_(ids))
    return {found_id: found for found_id, found in db.session.execute(statement).all()}  # noqa: C416 - typed


def codes_of(events: Sequence[AuditEvent]) -> dict[int, str]:
    """Return the codes of the young people concerned: never their names."""
    ids = {event.young_person_id for event in events if event.young_person_id is not None}
    statement = select(YoungPerson.id, YoungPerson.code).where(YoungPerson.id.in_(ids))
    return {found_id: found for found_id, found in db.session.execute(statement).all()}  # noqa: C416 - typed


def known(column: str) -> list[str]:
    """Return every value of `action` or `purpose` in the log, by hopping along the index from one to the next."""
    statement = text(
        f"WITH RECURSIVE hop AS (SELECT min({column}) AS value FROM audit_events WHERE {column} <> ''"
        f" UNION ALL SELECT (SELECT min({column}) FROM audit_events WHERE {column} > hop.value AND {column} <> '')"
        " FROM hop WHERE hop.value IS NOT NULL) SELECT value FROM hop WHERE value IS NOT NULL LIMIT 500"
    )
    return [str(value) for value in db.session.scalars(statement)]


def chain_state() -> ChainState:
    """Return how the seals stand, without recomputing any."""
    newest = newest_seal()
    last_id = 0 if newest is None else newest.to_id
    has_unsealed = (
        db.session.scalar(select(AuditEvent.id).where(AuditEvent.id > last_id).limit(1)) is not None
    )
    last_check = db.session.scalar(select(AuditCheck).order_by(AuditCheck.id.desc()).limit(1))
    return ChainState(newest, last_check, has_unsealed)
