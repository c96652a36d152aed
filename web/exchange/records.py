"""Writing many rows at once: records, links between them, and one audit event for each record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Integer, Table, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.inspection import inspect

from web.audit.services import record_imports
from web.exchange.kinds import Origin, Values
from web.exchange.references import Ids, ids_of, referred_in
from web.extensions import db


def add_records(model: type[Any], rows: Sequence[Values], origin: Origin | None = None) -> list[int]:
    """Insert the rows and return their ids in the same order; with an origin each leaves an audit event."""
    if not rows:
        return []
    table = table_of(model)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = list(db.session.scalars(statement, rows))
    if origin is not None:
        record_imports(model, ids, by=origin.by, now=origin.now)
    return ids


def table_of(model: Table | type[Any]) -> Table:
    """Return the table of a model; a table is its own."""
    if isinstance(model, Table):
        return model
    table: Table = inspect(model).local_table
    return table


def add_links(
    table: Table | type[Any], rows: Iterable[dict[str, int]], *, is_repeat_ignored: bool = False
) -> None:
    """Insert rows of numbers into a table that links others, all with one statement of a few long arrays."""
    if not (links := list(rows)):
        return
    target = table_of(table)
    names = list(links[0])
    arrays = [literal([link[name] for link in links], ARRAY(Integer)) for name in names]
    unnested = func.unnest(*arrays).table_valued(*names).render_derived()
    chosen = select(*(unnested.c[name] for name in names))
    statement = insert(target).from_select(names, chosen, include_defaults=False)
    db.session.execute(statement.on_conflict_do_nothing() if is_repeat_ignored else statement)


def link_codes(
    table: Table, owner: str, other: str, owners: Sequence[int], values: Sequence[Any], *, to: str
) -> None:
    """Link each owner to what its value refers to: `owner` and `other` are the columns of the table."""
    ids = ids_of(to, values)
    add_links(
        table,
        (
            {owner: owner_id, other: ids[key]}
            for owner_id, value in zip(owners, values, strict=True)
            for key in referred_in(value)
        ),
    )


def link_languages(model: type[Any], owner: str, owners: Sequence[int], levels: Sequence[Ids]) -> None:
    """Give each owner their languages with levels."""
    ids = ids_of("languages", levels)
    add_links(
        model,
        (
            {owner: owner_id, "language_id": ids[code], "level": level}
            for owner_id, spoken in zip(owners, levels, strict=True)
            for code, level in spoken.items()
        ),
    )
