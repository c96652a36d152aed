"""The file of associations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from web.accounts.models import RoleName
from web.associations.models import Association, AssociationKind, AssociationStatus, association_coordinators
from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, FileKind, Key, Origin, Values
from web.exchange.records import add_links, add_records
from web.exchange.references import among, dictionary, ids_of
from web.exchange.user_records import ensure_users
from web.extensions import db

PLAIN = ("code", "name", "kind", "status", "email", "phone", "website", "about")


def stored_associations(keys: set[Key]) -> dict[Key, Values]:
    """Find associations; who coordinates may change freely and is not compared."""
    statement = (
        select(Association)
        .where(among(Association.code, {code for (code,) in keys}))
        .options(selectinload(Association.area))
    )
    return {
        (found.code,): {name: str(getattr(found, name)) for name in PLAIN} | {"area": found.area.code}
        for found in db.session.scalars(statement)
    }


def add_associations(rows: Sequence[Values], origin: Origin) -> None:
    """Add associations, each with its coordinator's account."""
    areas = ids_of("areas", [row["area"] for row in rows])
    associations = add_records(
        Association,
        [{name: row[name] for name in PLAIN} | {"area_id": areas[row["area"]]} for row in rows],
        origin,
    )
    users = ensure_users(
        {row["coordinator_email"]: row["coordinator_name"] for row in rows},
        roles={row["coordinator_email"]: [RoleName.COORDINATOR] for row in rows},
        origin=origin,
    )
    add_links(
        association_coordinators,
        (
            {"association_id": association_id, "user_id": users[row["coordinator_email"]]}
            for association_id, row in zip(associations, rows, strict=True)
        ),
    )


def association_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """Two associations cannot have the same name."""
    statement = select(Association.name, Association.code).where(
        among(Association.name, {row.values["name"] for row in rows})
    )
    owners = dictionary(statement)
    for row in rows:
        if owners.setdefault(row.values["name"], row.values["code"]) != row.values["code"]:
            yield row.line, "name", gettext("Another association has this name.")


ASSOCIATIONS = FileKind(
    name="associations",
    columns=(
        Column("code", cells.code),
        Column("name", cells.text()),
        Column("kind", cells.choice(AssociationKind)),
        Column("area", cells.code, refers_to="areas"),
        Column("email", cells.email),
        Column("phone", cells.text(longest=40), empty="text"),
        Column("website", cells.text(), empty="text"),
        Column("about", cells.paragraph(), empty="text"),
        Column("status", cells.choice((AssociationStatus.PENDING, AssociationStatus.APPROVED))),
        Column("coordinator_email", cells.email),
        Column("coordinator_name", cells.text()),
    ),
    key=("code",),
    stored=stored_associations,
    add=add_associations,
    common_complaints=association_complaints,
    is_for_upload=True,
)
