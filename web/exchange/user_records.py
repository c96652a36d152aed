"""Accounts for people who come with a file: found by e-mail, made where there is none, given the role."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Set

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import Role, RoleName, User
from web.exchange.kinds import Origin
from web.exchange.records import add_records
from web.exchange.references import Ids, among, dictionary
from web.extensions import Base, db


def user_ids(emails: Set[str]) -> Ids:
    """Return {email: id} of the users there are."""
    email = func.lower(User.email)
    statement = select(email, User.id).where(among(email, set(emails)))
    return dictionary(statement)


def ensure_users(
    names: Mapping[str, str], *, roles: Mapping[str, list[RoleName]], origin: Origin, locale: str = "da"
) -> Ids:
    """Return {email: id}; an account without a password is made where there is none, its owner chooses one by mail.

    A name that is already known is kept.
    """
    known = user_ids(names.keys())
    made = add_records(
        User,
        [
            {
                "email": email,
                "name": name,
                "locale": locale,
                "active": True,
                "confirmed_at": origin.now,
                "fs_uniquifier": uuid.uuid4().hex,
            }
            for email, name in names.items()
            if email not in known
        ],
        origin,
    )
    ids = known | {user.email: user.id for user in made}
    grant_roles({ids[email]: given for email, given in roles.items()})
    return ids


def grant_roles(roles: Mapping[int, list[RoleName]]) -> None:
    """Give each user the roles; those they have already stay."""
    ids = dictionary(select(Role.name, Role.id))
    rows = [{"user_id": user_id, "role_id": ids[name]} for user_id, given in roles.items() for name in given]
    if rows:
        db.session.execute(insert(Base.metadata.tables["roles_users"]).on_conflict_do_nothing(), rows)
