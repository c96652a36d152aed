"""What will be made of a file: the event in numbers, task by task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from web.event_files.columns import days_of
from web.event_files.writing import by_role
from web.exchange.kinds import Values


@dataclass(frozen=True)
class RoleSummary:
    """One task that will be made, or gets more shifts: how many, when, for how many people, and who is needed."""

    title: str
    place: str
    shifts: int
    first_at: datetime
    least: int
    most: int
    qualifications: tuple[str, ...]


@dataclass(frozen=True)
class EventSummary:
    """What a file comes to; `least` and `most` are places over all shifts."""

    first_on: date
    last_on: date
    shifts: int
    least: int
    most: int
    roles: tuple[RoleSummary, ...]


def summary_of(rows: Sequence[Values]) -> EventSummary | None:
    """Return what these rows come to; None without rows."""
    if not rows:
        return None
    first_on, last_on = days_of(rows)
    roles = tuple(role_summary(own) for own in by_role(rows).values())
    return EventSummary(
        first_on=first_on,
        last_on=last_on,
        shifts=len(rows),
        least=sum(role.least for role in roles),
        most=sum(role.most for role in roles),
        roles=tuple(sorted(roles, key=lambda role: (role.first_at, role.title))),
    )


def role_summary(rows: Sequence[Values]) -> RoleSummary:
    """Return what the rows of one task come to."""
    return RoleSummary(
        title=rows[0]["title"],
        place=rows[0]["place"],
        shifts=len(rows),
        first_at=min(datetime.fromisoformat(row["starts_at"]) for row in rows),
        least=sum(row["minimum"] or 1 for row in rows),
        most=sum(row["maximum"] for row in rows),
        qualifications=tuple(sorted({code for row in rows for code in (*row["needs"], *row["required"])})),
    )
