"""Accounts for people who come with a file: found by e-mail, made where there is none, given the role."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import func, select

from web.accounts.models import Role, RoleName, User
from web.exchange.kinds import Origin
from web.exchange.records import add_links, add_records
from web.exchange.references import Ids, among, dictionary
from web.extensions import Base


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
    unknown = [email for email in names if email not in known]
    accounts = [new_account(email, names[email], locale=locale, origin=origin) for email in unknown]
    ids = known | dict(zip(unknown, add_records(User, accounts, origin), strict=True))
    grant_roles({ids[email]: given for email, given in roles.items()})
    return ids


def new_account(email: str, name: str, *, locale: str, origin: Origin) -> dict[str, Any]:
    """Return the row of an account that nobody has signed in to yet."""
    return {
        "email": email,
        "name": name,
        "locale": locale,
        "active": True,
        "confirmed_at": origin.now,
        "fs_uniquifier": uuid.uuid4().hex,
    }


def grant_roles(roles: Mapping[int, list[RoleName]]) -> None:
    """Give each user the roles; those they have already stay."""
    ids = dictionary(select(Role.name, Role.id))
    add_links(
        Base.metadata.tables["roles_users"],
        ({"user_id": user_id, "role_id": ids[name]} for user_id, given in roles.items() for name in given),
        is_repeat_ignored=True,
    )
