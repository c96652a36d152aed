"""What the service holds about people, gathered from the declarations beside the models: what, what for, how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from web.core.personal_data import About, Kind, PersonalTable, Purpose, personal_tables
from web.core.personal_data_words import ABOUT, KINDS, PURPOSES, period_words
from web.core.retention import Retention


@dataclass(frozen=True)
class Holding:
    """One line of the notice: sorts of facts that are kept for the same purposes and equally long."""

    kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    kept_for: str


@dataclass(frozen=True)
class Group:
    """Everything about one group of people."""

    about: About
    title: str
    holdings: tuple[Holding, ...]


def groups() -> list[Group]:
    """Return the notice's tables, one per group of people, in the reader's language."""
    return [Group(about, str(ABOUT[about]), holdings_about(about)) for about in About if tables_about(about)]


def tables_about(about: About) -> list[PersonalTable]:
    """Return the tables that hold something about these people."""
    return [table for table in personal_tables().values() if about in table.about and table.columns]


def holdings_about(about: About) -> tuple[Holding, ...]:
    """Put together what has the same purpose and the same end, and say each sort of fact once per line."""
    gathered: dict[tuple[Purpose, Retention], set[Kind]] = defaultdict(set)
    for table in tables_about(about):
        gathered[table.purpose, table.retention] |= {column.kind for column in table.columns.values()}
    lines: dict[tuple[frozenset[Kind], Retention], list[Purpose]] = defaultdict(list)
    for (purpose, retention), kinds in gathered.items():
        lines[frozenset(kinds), retention].append(purpose)
    return tuple(
        Holding(
            tuple(str(KINDS[kind]) for kind in Kind if kind in kinds),
            tuple(str(PURPOSES[purpose]) for purpose in Purpose if purpose in purposes),
            period_words(retention),
        )
        for (kinds, retention), purposes in lines.items()
    )
