"""Which rows of which tables belong to a person, found along the keys that `personal_data` declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from web.accounts.models import User
from web.core.personal_data import PersonalTable, personal_tables
from web.extensions import Base, db
from web.youth.models import YoungPerson

Roots = dict[str, set[Any]]


@dataclass(frozen=True)
class Holding:
    """A table with the clause that finds the person's rows in it."""

    declared: PersonalTable
    table: Table
    rows: ColumnElement[bool]


def roots_of(*, user: User | None, young_person: YoungPerson | None) -> Roots:
    """Return where the search begins: an account, a young person's record, or both."""
    roots: Roots = {}
    if user is not None:
        roots["users"] = {user.id}
    if young_person is not None:
        roots["young_people"] = {young_person.id}
    return roots


def holdings(roots: Roots) -> list[Holding]:
    """Return every table that holds something about the person, those that others refer to first."""
    db.session.flush()
    ids: Roots = dict(roots)
    found = []
    for table, declared in declared_in_order():
        clause = clause_for(table, declared, ids, roots)
        if clause is None:
            continue
        found.append(Holding(declared, table, clause))
        if "id" in table.columns and table.name not in roots:
            ids[table.name] = set(db.session.scalars(select(table.c.id).where(clause)))
    return found


def declared_in_order() -> Iterator[tuple[Table, PersonalTable]]:
    """Yield the tables about people, each after those it refers to."""
    declared = personal_tables()
    for table in Base.metadata.sorted_tables:
        if table.name in declared:
            yield table, declared[table.name]


def clause_for(table: Table, declared: PersonalTable, ids: Roots, roots: Roots) -> ColumnElement[bool] | None:
    """Return the clause for the person's rows of a table; None where there can be none."""
    if table.name in roots:
        return table.c.id.in_(roots[table.name])
    clauses = [
        table.c[owner].in_(ids[key.column.table.name])
        for owner in declared.owners
        for key in table.c[owner].foreign_keys
        if ids.get(key.column.table.name)
    ]
    return or_(*clauses) if clauses else None
