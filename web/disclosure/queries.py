"""Reads of opened records, and finding the one record that somebody names in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from web.accounts.models import Role, RoleName, User
from web.audit.models import AuditEvent
from web.core.errors import NotVisibleError
from web.disclosure.models import Disclosure, DisclosureStatus
from web.extensions import db
from web.profiles.models import Volunteer
from web.youth.models import YoungPerson

LARGEST_ID = 2**31 - 1
MOST_SHOWN = 20


def young_person_named(*, name: str, born_on: date) -> YoungPerson | None:
    """Return the one young person of that whole name and birthday; None for nobody, and where it could be several."""
    whole = func.lower(func.trim(YoungPerson.first_name + " " + YoungPerson.last_name))
    statement = select(YoungPerson).where(whole == plain(name), YoungPerson.born_on == born_on)
    found = db.session.scalars(statement.limit(2)).all()
    return found[0] if len(found) == 1 else None


def volunteer_named(*, name: str, born_on: date) -> Volunteer | None:
    """Return the one volunteer of that whole name and birthday; None for nobody, and where it could be several."""
    statement = (
        select(Volunteer)
        .join(User, User.id == Volunteer.user_id)
        .where(func.lower(func.trim(User.name)) == plain(name), Volunteer.born_on == born_on)
    )
    found = db.session.scalars(statement.limit(2)).all()
    return found[0] if len(found) == 1 else None


def plain(name: str) -> str:
    """Return a name in small letters with single spaces."""
    return " ".join(name.lower().split())


def disclosure_of(viewer: User, disclosure_id: int) -> Disclosure:
    """Return an opened record of the viewer's own; raise NotVisibleError for all others."""
    found = db.session.get(Disclosure, min(disclosure_id, LARGEST_ID))
    if found is None or found.reader_id != viewer.id:
        raise NotVisibleError
    return found


def disclosure_to_review(viewer: User, disclosure_id: int) -> Disclosure:
    """Return an opened record for the data protection contact; raise NotVisibleError for what they opened themselves."""
    found = db.session.get(Disclosure, min(disclosure_id, LARGEST_ID))
    if found is None or found.reader_id == viewer.id:
        raise NotVisibleError
    return found


def own_disclosures(viewer: User) -> Sequence[Disclosure]:
    """Return what the viewer has opened, newest first."""
    statement = select(Disclosure).where(Disclosure.reader_id == viewer.id).order_by(Disclosure.id.desc())
    return db.session.scalars(statement.limit(MOST_SHOWN)).all()


def disclosures_to_review(viewer: User, *, status: DisclosureStatus | None) -> Select[Disclosure]:
    """Return the statement for what others have opened, newest first."""
    statement = (
        select(Disclosure).where(Disclosure.reader_id != viewer.id).options(joinedload(Disclosure.reader))
    )
    if status is not None:
        statement = statement.where(Disclosure.status == status)
    return statement.order_by(Disclosure.id.desc())


def counts_by_status(viewer: User) -> dict[DisclosureStatus, int]:
    """Return how many there are of each status."""
    rows = db.session.execute(
        select(Disclosure.status, func.count())
        .where(Disclosure.reader_id != viewer.id)
        .group_by(Disclosure.status)
    )
    found = {row[0]: row[1] for row in rows}
    return {status: found.get(status, 0) for status in DisclosureStatus}


def disclosures_about(young_person: YoungPerson) -> Sequence[Disclosure]:
    """Return who else has opened the record of a young person whom the caller has loaded, newest first."""
    statement = (
        select(Disclosure)
        .where(Disclosure.young_person_id == young_person.id)
        .options(joinedload(Disclosure.reader))
        .order_by(Disclosure.id.desc())
    )
    return db.session.scalars(statement.limit(MOST_SHOWN)).all()


def looks_within(disclosure: Disclosure) -> int:
    """Return how often the reader looked at the record while it was open, as the log says."""
    is_young = disclosure.young_person_id is not None
    statement = select(func.count()).where(
        AuditEvent.subject_kind == ("YoungPerson" if is_young else "Volunteer"),
        AuditEvent.subject_id == (disclosure.young_person_id or disclosure.volunteer_id),
        AuditEvent.actor_id == disclosure.reader_id,
        AuditEvent.purpose == purpose_of(disclosure),
        AuditEvent.at >= disclosure.opened_at,
        AuditEvent.at <= disclosure.ends_at,
        AuditEvent.action.startswith("look at"),
    )
    return db.session.scalar(statement) or 0


def purpose_of(disclosure: Disclosure) -> str:
    """Return what the log says such a look was for."""
    return f"broken glass: {disclosure.reason.value}"


def everybody_with(role: RoleName) -> Sequence[User]:
    """Return the active users who have a role."""
    statement = select(User).where(User.roles.any(Role.name == role), User.active).order_by(User.id)
    return db.session.scalars(statement).all()
