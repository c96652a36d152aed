"""The file of young people; only an operator at the command line imports it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from web.exchange import cells
from web.exchange.consent_records import add_consents_of_young_people
from web.exchange.kinds import Column, FileKind, Key, Origin, Values
from web.exchange.records import add_records, link_languages
from web.exchange.references import among, ids_of
from web.extensions import db
from web.profiles.models import Gender
from web.youth.models import YoungPerson, YoungPersonLanguage

PLAIN = (
    "code", "first_name", "last_name", "alias", "phone", "email", "is_protected",
)  # fmt: skip


def stored_young_people(keys: set[Key]) -> dict[Key, Values]:
    """Find young people by code."""
    statement = (
        select(YoungPerson)
        .where(among(YoungPerson.code, {code for (code,) in keys}))
        .options(
            joinedload(YoungPerson.area),
            joinedload(YoungPerson.caseworker),
            selectinload(YoungPerson.languages).joinedload(YoungPersonLanguage.language),
        )
    )
    return {(found.code,): values_of(found) for found in db.session.scalars(statement)}


def values_of(young_person: YoungPerson) -> Values:
    """Return a young person in the values of the file; where a protected one lives is not compared."""
    place = {} if young_person.is_protected else {"area": young_person.area.code}
    return (
        {name: getattr(young_person, name) for name in PLAIN}
        | place
        | {
            "born_on": young_person.born_on.isoformat(),
            "gender": young_person.gender.value if young_person.gender else None,
            "caseworker_email": young_person.caseworker.email.lower(),
            "languages": {known.language.code: known.level for known in young_person.languages},
            "may_show_wishes": young_person.may_show_wishes,
            "consented_on": young_person.consented_on.isoformat() if young_person.consented_on else None,
        }
    )


def add_young_people(rows: Sequence[Values], origin: Origin) -> None:
    """Add young people, without accounts: their caseworker invites them."""
    areas = ids_of("areas", [row["area"] for row in rows])
    caseworkers = ids_of("caseworkers", [row["caseworker_email"] for row in rows])
    owners = add_records(
        YoungPerson,
        [
            {name: row[name] for name in PLAIN}
            | {
                "born_on": date.fromisoformat(row["born_on"]),
                "gender": Gender(row["gender"]) if row["gender"] else None,
                "area_id": areas[row["area"]],
                "caseworker_id": caseworkers[row["caseworker_email"]],
            }
            for row in rows
        ],
        origin,
    )
    add_consents_of_young_people(owners, rows, origin)
    link_languages(YoungPersonLanguage, "young_person_id", owners, [row["languages"] for row in rows])


YOUNG_PEOPLE = FileKind(
    name="young_people",
    columns=(
        Column("code", cells.code),
        Column("first_name", cells.text()),
        Column("last_name", cells.text(), empty="text"),
        Column("alias", cells.text()),
        Column("born_on", cells.birthday),
        Column("gender", cells.choice(Gender), empty="none"),
        Column("area", cells.code, refers_to="areas"),
        Column("caseworker_email", cells.email, refers_to="caseworkers"),
        Column("phone", cells.text(longest=40), empty="text"),
        Column("email", cells.email, empty="text"),
        Column("languages", cells.language_levels, refers_to="languages"),
        Column("is_protected", cells.yes_or_no),
        Column("may_show_wishes", cells.yes_or_no),
        Column("consented_on", cells.day, empty="none"),
    ),
    key=("code",),
    stored=stored_young_people,
    add=add_young_people,
)
