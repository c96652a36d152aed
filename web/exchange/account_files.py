"""The file of staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from web.accounts.models import STAFF_ROLES, RoleName, User, area_contacts
from web.exchange import cells
from web.exchange.kinds import Column, FileKind, Key, Origin, Values
from web.exchange.records import link_codes
from web.exchange.references import among
from web.exchange.user_records import ensure_users
from web.extensions import db


def stored_staff(keys: set[Key]) -> dict[Key, Values]:
    """Find users who have one of the roles of staff."""
    statement = (
        select(User)
        .where(among(func.lower(User.email), {email for (email,) in keys}))
        .options(selectinload(User.contact_areas))
    )
    return {
        (user.email.lower(),): {
            "name": user.name,
            "locale": user.locale,
            "roles": sorted(role.name for role in user.roles if role.name in STAFF_ROLES),
            "areas": sorted(area.code for area in user.contact_areas),
        }
        for user in db.session.scalars(statement)
        if user.has_any_role(*STAFF_ROLES)
    }


def add_staff(rows: Sequence[Values], origin: Origin) -> None:
    """Give each their account, roles and areas."""
    ids: dict[str, int] = {}
    for locale in ("da", "en"):
        chosen = [row for row in rows if row["locale"] == locale]
        ids |= ensure_users(
            {row["email"]: row["name"] for row in chosen},
            roles={row["email"]: [RoleName(name) for name in row["roles"]] for row in chosen},
            origin=origin,
            locale=locale,
        )
    owners = [ids[row["email"]] for row in rows]
    link_codes(area_contacts, "user_id", "area_id", owners, [row["areas"] for row in rows], to="areas")


STAFF_FILE = FileKind(
    name="staff",
    columns=(
        Column("email", cells.email),
        Column("name", cells.text()),
        Column("roles", cells.choices(STAFF_ROLES)),
        Column("areas", cells.codes, empty="list", refers_to="areas"),
        Column("locale", cells.choice(("da", "en"))),
    ),
    key=("email",),
    stored=stored_staff,
    add=add_staff,
)
