"""Volunteers, shifts, teams and assignments read from CSV files, and a plan written to one; errors name file, row, field."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from matcher.cells import (
    parse_band,
    parse_clearances,
    parse_codes,
    parse_levels,
    parse_means,
    parse_number,
    parse_week,
    parse_whole,
    parse_yes,
    parts_of,
)
from matcher.errors import InvalidFile, InvalidProblem, MatcherError
from matcher.replacing import replacing
from matcher.shifts.people import Bond, Engagement, Team, Volunteer
from matcher.shifts.plan import Plan
from matcher.shifts.shift import Shift
from matcher.shifts.span import Span, joined, spans_of_week
from matcher.tables import UTF_8, rows_of
from matcher.travel import Place

Reader = Callable[[str], Any]

PLACE_READERS: Mapping[str, Reader] = {
    "latitude": parse_number, "longitude": parse_number, "area": str, "has_evening_bus": parse_yes,
}  # fmt: skip


def parse_moment(text: str, zone: tzinfo) -> datetime:
    """`2027-05-03T16:00`, by the clock on the wall, or with an offset: `2027-05-03T14:00+00:00`."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moment
    local = moment.replace(tzinfo=zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise ValueError(f"{text}: the clock skips that hour")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(f"{text}: that hour comes twice; say which with an offset like +02:00")
    return local


def parse_spans(text: str, zone: tzinfo) -> tuple[Span, ...]:
    """`2027-05-03T16:00/2027-05-03T20:00; …`."""
    parts = [part.partition("/") for part in parts_of(text)]
    return tuple(
        Span(parse_moment(start.strip(), zone), parse_moment(end.strip(), zone)) for start, _, end in parts
    )


def parse_needs(text: str) -> dict[str, int]:
    """`driving:1; language:ar:2`."""
    parts = [part.rpartition(":") for part in parts_of(text)]
    return {skill.strip(): parse_whole(heads.strip()) for skill, _, heads in parts}


def shift_readers(zone: tzinfo) -> Mapping[str, Reader]:
    """How each column of shifts is read."""
    return {
        "id": str, "task": str, **PLACE_READERS,
        "starts_at": lambda text: parse_moment(text, zone), "ends_at": lambda text: parse_moment(text, zone),
        "minimum": parse_whole, "maximum": parse_whole, "importance": parse_whole, "required_skills": parse_codes, "needs": parse_needs,
        "ages": parse_band, "clearances": parse_codes, "interests": parse_codes,
    }  # fmt: skip


def volunteer_readers(zone: tzinfo) -> Mapping[str, Reader]:
    """How each column of volunteers is read; `week` is a weekly pattern beside, or instead of, `free`."""
    return {
        "id": str, **PLACE_READERS, "means": parse_means, "max_travel_minutes": parse_whole, "age": parse_whole,
        "free": lambda text: parse_spans(text, zone), "week": parse_week, "skills": parse_codes,
        "languages": parse_levels, "interests": parse_codes, "clearances": parse_clearances,
        "max_minutes_per_week": parse_whole, "rest_minutes": parse_whole, "wished_tasks": parse_codes,
        "engagements": lambda text: parse_spans(text, zone), "recent_shifts": parse_whole,
        "last_asked_at": lambda text: parse_moment(text, zone),
    }  # fmt: skip


SHIFT_NEEDS = ("id", "latitude", "longitude", "starts_at", "ends_at")
VOLUNTEER_NEEDS = ("id", "latitude", "longitude", "means", "max_travel_minutes", "age")


@dataclass
class Sources:
    """Where each shift and volunteer was read, so that an error found later still names its row."""

    row_of: dict[tuple[str, str], tuple[Path, int]] = field(default_factory=dict)
    """("shift" or "volunteer", id) → file and row."""

    def located(self, wrong: InvalidProblem) -> MatcherError:
        """The same error with file, row and field, where it is about one row."""
        for side, readers in (("shift", shift_readers(UTC)), ("volunteer", volunteer_readers(UTC))):
            if (side, wrong.who) in self.row_of and wrong.field in readers:
                path, row = self.row_of[side, wrong.who]
                return InvalidFile(str(wrong), file=str(path), row=row, field=wrong.field)
        return wrong


def cells_of(
    path: Path, readers: Mapping[str, Reader], needed: tuple[str, ...], *, encoding: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row's number and cells read; an empty cell means the default."""
    for row in rows_of(path, known=readers, needed=needed, encoding=encoding):
        for column in needed:
            if column not in row.cells:
                raise row.wrong("is empty", field=column)
        yield row.number, {column: row.read(column, readers[column]) for column in row.cells}


def place_in(cells: dict[str, Any]) -> Place:
    """The place of a row, taken out of its cells."""
    return Place(**{name: cells.pop(name) for name in PLACE_READERS if name in cells})


def read_shifts(path: Path, *, zone: tzinfo, sources: Sources, encoding: str = UTF_8) -> tuple[Shift, ...]:
    """Shifts of a CSV file whose columns are the fields of `Shift` and of `Place`."""
    shifts = []
    for number, cells in cells_of(path, shift_readers(zone), SHIFT_NEEDS, encoding=encoding):
        place = place_in(cells)
        shifts.append(Shift(place=place, **cells))
        sources.row_of["shift", shifts[-1].id] = path, number
    return tuple(shifts)


def read_volunteers(
    path: Path, *, zone: tzinfo, days: tuple[date, date], sources: Sources, encoding: str = UTF_8
) -> tuple[Volunteer, ...]:
    """Volunteers of a CSV file; weekly patterns become real time from the first to the last of `days`."""
    volunteers = []
    for number, cells in cells_of(path, volunteer_readers(zone), VOLUNTEER_NEEDS, encoding=encoding):
        place = place_in(cells)
        if "week" in cells:
            pattern = spans_of_week(cells.pop("week"), first_on=days[0], last_on=days[1], zone=zone)
            cells["free"] = joined((*pattern, *cells.get("free", ())))
        cells["engagements"] = tuple(Engagement(during=s, place=place) for s in cells.pop("engagements", ()))
        volunteers.append(Volunteer(place=place, **cells))
        sources.row_of["volunteer", volunteers[-1].id] = path, number
    return tuple(volunteers)


def days_of(shifts: tuple[Shift, ...], *, zone: tzinfo) -> tuple[date, date]:
    """From the day before the first shift to the day after the last, by the clock on the wall."""
    starts = [shift.starts_at.astimezone(zone).date() for shift in shifts]
    ends = [shift.ends_at.astimezone(zone).date() for shift in shifts]
    day = timedelta(days=1)
    return min(starts, default=date.min) - (day if starts else timedelta()), max(ends, default=date.min) + day


def read_pairs(path: Path, *, encoding: str = UTF_8) -> frozenset[tuple[str, str]]:
    """Assignments of a CSV file with `volunteer_id` and `shift_id`; other columns of a plan are not looked at."""
    readers = {"volunteer_id": str, "shift_id": str, **dict.fromkeys(PLAN_COLUMNS, str)}
    rows = cells_of(path, readers, ("volunteer_id", "shift_id"), encoding=encoding)
    return frozenset((cells["volunteer_id"], cells["shift_id"]) for _, cells in rows)


def read_teams(path: Path, *, encoding: str = UTF_8) -> tuple[Team, ...]:
    """Teams of a CSV file: `id`, `bond` (together or apart), `volunteer_ids`."""
    readers: Mapping[str, Reader] = {
        "id": str,
        "bond": Bond,
        "volunteer_ids": lambda text: tuple(parts_of(text)),
    }
    rows = cells_of(path, readers, ("id", "bond", "volunteer_ids"), encoding=encoding)
    return tuple(Team(**cells) for _, cells in rows)


def read_skills(path: Path, *, encoding: str = UTF_8) -> frozenset[str]:
    """Codes of a CSV file with the column `code`; other columns are not looked at."""
    rows = rows_of(path, known=None, needed=("code",), encoding=encoding)
    return frozenset(row.cells["code"] for row in rows if "code" in row.cells)


PLAN_COLUMNS = ("starts_at", "ends_at", "is_fixed", "fit", "wish", "interest", "nearness", "qualification")


def write_plan(path: Path, plan: Plan, shifts: Mapping[str, Shift]) -> None:
    """Assignments with their times and points, one criterion per column; an earlier plan stays until this one is written."""
    with replacing(path) as file:
        table = csv.writer(file)
        table.writerow(["volunteer_id", "shift_id", *PLAN_COLUMNS])
        for a in plan.assignments:
            shift = shifts[a.shift_id]
            points = [contribution.points for contribution in a.contributions]
            fixed = "yes" if a.is_fixed else "no"
            table.writerow(
                [
                    a.volunteer_id,
                    a.shift_id,
                    shift.starts_at.isoformat(),
                    shift.ends_at.isoformat(),
                    fixed,
                    a.fit,
                    *points,
                ]
            )
