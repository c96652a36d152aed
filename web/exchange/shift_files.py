"""The file of dated shifts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask_babel import gettext
from sqlalchemy import select

from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, Complaint, FileKind, Key, Origin, Values
from web.exchange.records import add_records
from web.exchange.references import among, ids_of
from web.extensions import db
from web.tasks.models import Shift, Task, TaskKind


def stored_shifts(keys: set[Key]) -> dict[Key, Values]:
    """Find shifts by task and beginning."""
    statement = (
        select(Task.code, Shift)
        .join(Shift.task)
        .where(among(Task.code, {code for code, _ in keys}), Shift.starts_at.is_not(None))
    )
    found = {
        (code, in_utc(shift.starts_at)): {"seats": shift.seats, "ends_at": in_utc(shift.ends_at)}
        for code, shift in db.session.execute(statement)
    }
    return {key: values for key, values in found.items() if key in keys}


def in_utc(moment: datetime | None) -> str | None:
    """Return a moment as the file's cells are read."""
    return moment.astimezone(UTC).isoformat() if moment else None


def add_shifts(rows: Sequence[Values], origin: Origin) -> None:
    """Add shifts."""
    tasks = ids_of("tasks", [row["task"] for row in rows])
    add_records(
        Shift,
        [
            {
                "task_id": tasks[row["task"]],
                "seats": row["seats"],
                "starts_at": datetime.fromisoformat(row["starts_at"]),
                "ends_at": datetime.fromisoformat(row["ends_at"]),
            }
            for row in rows
        ],
        origin,
    )


def shift_complaints(values: Values) -> Iterator[Complaint]:
    """A shift ends after it begins."""
    if values["ends_at"] <= values["starts_at"]:
        yield "ends_at", gettext("The end is not after the beginning.")


def undated_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """Only dated tasks get their shifts from this file."""
    statement = select(Task.code).where(
        among(Task.code, {row.values["task"] for row in rows}), Task.kind != TaskKind.DATED
    )
    undated = set(db.session.scalars(statement))
    for row in rows:
        if row.values["task"] in undated:
            yield row.line, "task", gettext("Only dated tasks have shifts in this file.")


SHIFTS = FileKind(
    name="shifts",
    columns=(
        Column("task", cells.code, refers_to="tasks"),
        Column("seats", cells.whole_number(least=1, most=500)),
        Column("starts_at", cells.moment),
        Column("ends_at", cells.moment),
    ),
    key=("task", "starts_at"),
    stored=stored_shifts,
    add=add_shifts,
    complaints=shift_complaints,
    common_complaints=undated_complaints,
    is_for_upload=True,
)
