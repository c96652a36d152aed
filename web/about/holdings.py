"""What the service holds about people, gathered from the declarations beside the models: what, what for, how long."""

from __future__ import annotations

from dataclasses import dataclass

from web.core.personal_data import About, Kind, PersonalTable, Purpose, personal_tables
from web.core.personal_data_words import ABOUT, KINDS, PURPOSES, period_words
from web.core.retention import KEPT_FOR, Period, Retention


@dataclass(frozen=True)
class Holding:
    """One line of the notice: the sorts of facts that are kept equally long, and what for."""

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
    """Put together what is kept equally long, from the longest to what ends with the account."""
    gathered: dict[Period, tuple[set[Kind], set[Purpose], Retention]] = {}
    for table in tables_about(about):
        kinds, purposes, _ = gathered.setdefault(KEPT_FOR[table.retention], (set(), set(), table.retention))
        kinds |= {column.kind for column in table.columns.values()}
        purposes.add(table.purpose)
    return tuple(
        Holding(
            tuple(str(KINDS[kind]) for kind in Kind if kind in kinds),
            tuple(str(PURPOSES[purpose]) for purpose in Purpose if purpose in purposes),
            period_words(retention),
        )
        for _, (kinds, purposes, retention) in sorted(gathered.items(), key=lambda entry: -entry[0].length)
    )
