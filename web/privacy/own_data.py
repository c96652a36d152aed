"""Everything the service holds about a person, readable on a page and in two files; secrets and case notes left out."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flask_babel import get_locale, gettext
from sqlalchemy import Column, Table, select
from sqlalchemy.dialects.postgresql import Range

from web.accounts.models import User
from web.core.pages import day, moment
from web.core.personal_data_words import PURPOSES
from web.core.week import Week
from web.core.week_words import week_sentence
from web.extensions import Base, db
from web.privacy.data_words import choice_words, column_words, table_words
from web.privacy.holdings import Holding, holdings, roots_of
from web.privacy.queries import young_person_of_user

MOST_ROWS = 500
LANGUAGE_COLUMNS = frozenset({"locale", "language"})
LANGUAGES = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True)
class Fact:
    """One value of one row: the column's name for machines and for people, the value for both."""

    column: str
    label: str
    raw: Any
    words: str


@dataclass(frozen=True)
class Group:
    """What one table holds: its name for people, its name in the file, the rows, and what they are kept for."""

    title: str
    table: str
    rows: Sequence[Sequence[Fact]]
    purpose: str = ""


def own_data(user: User) -> list[Group]:
    """Return everything about the user that is theirs to see, the account first."""
    roots = roots_of(user=user, young_person=young_person_of_user(user))
    groups = [group for holding in holdings(roots) if (group := group_of(holding)).rows]
    return sorted(groups, key=lambda group: group.table not in roots)


def group_of(holding: Holding) -> Group:
    """Return the shown columns of the person's rows of one table."""
    shown = [name for name, said in holding.declared.columns.items() if said.is_shown]
    columns = [holding.table.columns[name] for name in shown]
    if not columns:
        return Group("", holding.declared.name, [])
    statement = select(*columns).where(holding.rows).order_by(*holding.table.primary_key).limit(MOST_ROWS)
    rows = [
        [
            Fact(
                column.name,
                column_words(holding.declared, column.name),
                raw(value, column),
                words_of(value, column),
            )
            for column, value in zip(columns, row, strict=True)
            if value not in (None, "", [])
        ]
        for row in db.session.execute(statement)
    ]
    purpose = str(PURPOSES[holding.declared.purpose])
    return Group(table_words(holding.declared), holding.declared.name, [row for row in rows if row], purpose)


def words_of(value: Any, column: Column[Any]) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return moment(value) if value.tzinfo else day(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Week):
        return week_sentence(value)
    if isinstance(value, Range):
        return str(
            gettext(
                "%(start)s to %(end)s", start=words_of(value.lower, column), end=words_of(value.upper, column)
            )
        )
    if isinstance(value, list | tuple):
        return ", ".join(words_of(part, column) for part in value)
    if isinstance(value, enum.Enum):
        return choice_words(value)
    if column.name in LANGUAGE_COLUMNS:
        return LANGUAGES.get(value, str(value))
    return name_behind(value, column) or str(value)


def raw(value: Any, column: Column[Any]) -> Any:
    """Return a value as a machine reads it; of a key also the name behind it."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Week):
        return week_sentence(value)
    if isinstance(value, Range):
        return [raw(value.lower, column), raw(value.upper, column)]
    if isinstance(value, list | tuple):
        return [raw(part, column) for part in value]
    if isinstance(value, enum.Enum):
        return value.value
    return name_behind(value, column) or value


def name_behind(value: Any, column: Column[Any]) -> str:
    """Return the name of what a key refers to; empty for what is no key, or has no name."""
    names = (name_in(key.column.table, value) for key in column.foreign_keys if key.column.name == "id")
    return next(filter(None, names), "")


def name_in(table: Table, key: Any) -> str:
    """Return the name of one row: in the reader's language, a title, a name, or the task of a shift."""
    if table.name == "shifts":
        shifts, tasks = table, Base.metadata.tables["tasks"]
        statement = select(tasks.c.title).join(shifts, shifts.c.task_id == tasks.c.id)
        return str(db.session.scalar(statement.where(shifts.c.id == key)) or "")
    locale = get_locale()
    wanted = (f"name_{locale.language if locale else 'da'}", "title", "name")
    name = next((name for name in wanted if name in table.columns), None)
    if name is None:
        return ""
    return str(db.session.scalar(select(table.columns[name]).where(table.c.id == key)) or "")


def purposes_in(groups: Sequence[Group]) -> dict[str, str]:
    """Return what each table of the JSON file is kept for, in words."""
    return {group.table: group.purpose for group in groups}


def as_file(groups: Sequence[Group]) -> dict[str, list[dict[str, Any]]]:
    """Return the groups for the JSON file: tables, rows, columns as the service names them."""
    return {group.table: [{fact.column: fact.raw for fact in row} for row in group.rows] for group in groups}
