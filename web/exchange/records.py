"""Writing many rows at once: records, links between them, and one audit event for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table, insert
from sqlalchemy.inspection import inspect

from web.audit.services import record_event
from web.exchange.kinds import Origin, Values
from web.exchange.references import Ids, ids_of, referred_in
from web.extensions import db

Record = TypeVar("Record")


def add_records(model: type[Record], rows: Sequence[Values], origin: Origin | None = None) -> list[Record]:
    """Insert the rows and return the records in their order; with an origin each leaves an audit event."""
    if not rows:
        return []
    statement = insert(model).returning(model, sort_by_parameter_order=True)
    records = list(db.session.scalars(statement, rows))
    if origin is not None:
        for record in records:
            record_event("import", record, by=origin.by, now=origin.now)  # type: ignore[arg-type]
        db.session.flush()
    return records


def add_links(table: Table | type[Any], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows into a table that links two others."""
    if links := list(rows):
        target = table if isinstance(table, Table) else inspect(table).local_table
        db.session.execute(insert(target), links)


def link_codes(
    table: Table, owner: str, other: str, owners: Sequence[int], values: Sequence[Any], *, to: str
) -> None:
    """Link each owner to what its value refers to: `owner` and `other` are the columns of the table."""
    ids = ids_of(to, list(values))
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
    ids = ids_of("languages", list(levels))
    add_links(
        model,
        (
            {owner: owner_id, "language_id": ids[code], "level": level}
            for owner_id, spoken in zip(owners, levels, strict=True)
            for code, level in spoken.items()
        ),
    )
