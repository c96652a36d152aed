"""Files of areas, skills, languages, goals and experiences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from web.catalogue.models import Area, AreaKind, Experience, Goal, Language, Skill
from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, FileKind, Key, Origin, Values
from web.exchange.records import add_records
from web.exchange.references import among, ids_of
from web.extensions import db

CODE = Column("code", cells.code)
NAMES = (Column("name_da", cells.text()), Column("name_en", cells.text()))


def stored_fields(model: Any, *fields: str) -> Callable[[set[Key]], dict[Key, Values]]:
    """Return the function that finds records of a model with a code, with the given fields."""

    def stored(keys: set[Key]) -> dict[Key, Values]:
        statement = select(model).where(among(model.code, {code for (code,) in keys}))
        return {
            (record.code,): {name: getattr(record, name) for name in fields}
            for record in db.session.scalars(statement)
        }

    return stored


def adder(model: Any) -> Callable[[Sequence[Values], Origin], None]:
    """Return the function that adds records whose fields are the columns."""

    def add(rows: Sequence[Values], origin: Origin) -> None:
        add_records(model, rows, origin)

    return add


def stored_areas(keys: set[Key]) -> dict[Key, Values]:
    """Find the areas."""
    parent = aliased(Area)
    statement = (
        select(Area, parent.code)
        .outerjoin(parent, Area.parent_id == parent.id)
        .where(among(Area.code, {code for (code,) in keys}))
    )
    fields = ("name", "postcode", "latitude", "longitude", "has_evening_bus")
    return {
        (area.code,): {name: getattr(area, name) for name in fields}
        | {"kind": area.kind.value, "parent": parent_code or ""}
        for area, parent_code in db.session.execute(statement)
    }


def add_areas(rows: Sequence[Values], origin: Origin) -> None:
    """Add areas, then say which lies in which."""
    plain = [{name: value for name, value in row.items() if name != "parent"} for row in rows]
    areas = add_records(Area, plain, origin)
    parents = ids_of("areas", [row["parent"] for row in rows])
    for area_id, row in zip(areas, rows, strict=True):
        if row["parent"]:
            db.session.execute(
                update(Area).where(Area.id == area_id).values(parent_id=parents[row["parent"]])
            )
    db.session.flush()


def area_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """A parent may stand in the same file, so it is looked for here and not as a plain reference."""
    here = {row.values["code"] for row in rows}
    known = ids_of("areas", [row.values["parent"] for row in rows])
    for row in rows:
        parent = row.values["parent"]
        if parent and parent == row.values["code"]:
            yield row.line, "parent", gettext("An area cannot lie in itself.")
        elif parent and parent not in here and parent not in known:
            yield (
                row.line,
                "parent",
                gettext("“%(value)s” is not known. It belongs in %(file)s.", value=parent, file="areas.csv"),
            )


AREAS = FileKind(
    name="areas",
    columns=(
        CODE,
        Column("name", cells.text()),
        Column("kind", cells.choice(AreaKind)),
        Column("parent", cells.code, empty="text"),
        Column("postcode", cells.text(longest=10)),
        Column("latitude", cells.decimal_number(least=-90, most=90)),
        Column("longitude", cells.decimal_number(least=-180, most=180)),
        Column("has_evening_bus", cells.yes_or_no),
    ),
    key=("code",),
    stored=stored_areas,
    add=add_areas,
    common_complaints=area_complaints,
    is_for_upload=True,
)
SKILLS = FileKind(
    name="skills",
    columns=(CODE, Column("group", cells.code), *NAMES, Column("is_interest", cells.yes_or_no)),
    key=("code",),
    stored=stored_fields(Skill, "group", "name_da", "name_en", "is_interest"),
    add=adder(Skill),
    is_for_upload=True,
)


def named_list(name: str, model: Any) -> FileKind:
    """A file of codes with a Danish and an English name."""
    return FileKind(
        name=name,
        columns=(CODE, *NAMES),
        key=("code",),
        stored=stored_fields(model, "name_da", "name_en"),
        add=adder(model),
        is_for_upload=True,
    )


LANGUAGES = named_list("languages", Language)
GOALS = named_list("goals", Goal)
EXPERIENCES = named_list("experiences", Experience)
