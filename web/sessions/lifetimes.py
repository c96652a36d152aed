"""How long a session lasts: without being used, and at all, by what its person may see.

Whoever works for the municipality sees many people's data: their sessions follow the second level of NIST SP 800-63B
(an hour without use at most; ten hours, which is a working day, where it allows twenty-four). Mentors and coordinators
see a few other people: some days. Volunteers and young people see hardly more than their own, sign in from their own
phone, and are lost where every visit begins with a password: the thirty days of the first level. Without an account a
session lives as long as an unfinished sign-up is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Interval, and_, case, exists, func, literal, or_, select

from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.sessions.models import StoredSession

MOST_PER_PERSON = 10
"""So many devices may one person be signed in on; a further one ends the session that was not used for longest."""


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts without being used, and how long after the sign-in at most."""

    idle: timedelta
    absolute: timedelta


NOBODY = Lifetime(idle=timedelta(days=6), absolute=timedelta(days=6))
OWN_DATA = Lifetime(idle=timedelta(days=14), absolute=timedelta(days=30))
OTHER_PEOPLE = Lifetime(idle=timedelta(days=3), absolute=timedelta(days=14))
STAFF = Lifetime(idle=timedelta(hours=1), absolute=timedelta(hours=10))
SEES_OTHER_PEOPLE = (RoleName.MENTOR, RoleName.COORDINATOR)


def is_alive(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """The clause for sessions that still count: in time, and of a person who is active and has not ended them all.

    Whatever replaces a person's `fs_uniquifier` (a new password, above all) ends every session that names the old one.
    """
    moment = now if isinstance(now, ColumnElement) else literal(now)
    began_at = func.coalesce(StoredSession.authenticated_at, StoredSession.created_at)
    return and_(
        StoredSession.seen_at > moment - limit("idle"),
        began_at > moment - limit("absolute"),
        or_(StoredSession.user_id.is_(None), is_of_present_person()),
    )


def limit(name: str) -> ColumnElement[timedelta]:
    """The idle or absolute limit of a session, by the roles that its person has now."""

    def span(lifetime: Lifetime) -> ColumnElement[timedelta]:
        return literal(getattr(lifetime, name), Interval)

    return case(
        (StoredSession.user_id.is_(None), span(NOBODY)),
        (has_role(STAFF_ROLES), span(STAFF)),
        (has_role(SEES_OTHER_PEOPLE), span(OTHER_PEOPLE)),
        else_=span(OWN_DATA),
    )


def has_role(names: Collection[RoleName]) -> ColumnElement[bool]:
    """The clause for sessions of people with one of these roles."""
    return exists(
        select(1)
        .where(User.id == StoredSession.user_id, User.roles.any(Role.name.in_(names)))
        .correlate(StoredSession)
    )


def is_of_present_person() -> ColumnElement[bool]:
    """The clause for sessions whose person is active and still goes by the name that the session holds."""
    return exists(
        select(1)
        .where(
            User.id == StoredSession.user_id,
            User.active,
            User.fs_uniquifier == StoredSession.fs_uniquifier,
        )
        .correlate(StoredSession)
    )
