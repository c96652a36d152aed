"""What shifts ask of the people who come: for all shifts of a task, and more for a single one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Row, Text, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from web.extensions import Base, db
from web.tasks.models import Shift


class Demand(Base):
    """What the shifts of a task ask for, or a single one where `shift_id` is set; without a row the defaults count.

    `needs` says of how many people a qualification is asked at least ({"first_aid": 1, "language:ar": 2});
    `required` is asked of everybody. `clearances` are kinds that must be valid; a trigger on `signups` reads them too.
    A children's certificate is among them only where `youngest_met`, the age of the youngest one meets, is under 15.
    """

    __tablename__ = "staffing_demands"
    __table_args__ = (
        CheckConstraint("minimum BETWEEN 1 AND 500", name="minimum"),
        CheckConstraint("importance BETWEEN 1 AND 5", name="importance"),
        CheckConstraint("oldest_age IS NULL OR oldest_age BETWEEN 10 AND 120", name="oldest_age"),
        CheckConstraint("youngest_met BETWEEN 0 AND 120", name="youngest_met"),
        CheckConstraint(
            "NOT ('childrens_certificate' = ANY (clearances)) OR (youngest_met IS NOT NULL AND youngest_met < 15)",
            name="certificate_below_15",
        ),
        Index("uq_staffing_demands_shift_id", "shift_id", unique=True),
        Index(
            "uq_staffing_demands_task_id",
            "task_id",
            unique=True,
            postgresql_where=text("shift_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shifts.id", ondelete="CASCADE"))
    minimum: Mapped[int] = mapped_column(default=1)
    importance: Mapped[int] = mapped_column(default=1)
    oldest_age: Mapped[int | None]
    youngest_met: Mapped[int | None]
    needs: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict)
    required: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    clearances: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)


@dataclass(frozen=True)
class ShiftDemand:
    """What one shift asks for once its task's demand and its own are put together."""

    minimum: int = 1
    importance: int = 1
    oldest_age: int | None = None
    needs: Mapping[str, int] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    clearances: frozenset[str] = frozenset()


ASKED = (
    Demand.task_id,
    Demand.shift_id,
    Demand.minimum,
    Demand.importance,
    Demand.oldest_age,
    Demand.needs,
    Demand.required,
    Demand.clearances,
)
"""What is read of demands: a festival has one for nearly every shift, and things with a state would be dear."""

Asked = Row[*tuple[Any, ...]]


def demands_of(shifts: Sequence[Shift]) -> dict[int, ShiftDemand]:
    """Return what shifts ask for, by shift id; one query however many there are."""
    if not shifts:
        return {}
    rows = db.session.execute(
        select(*ASKED).where(
            Demand.task_id.in_({shift.task_id for shift in shifts}),
            or_(Demand.shift_id.is_(None), Demand.shift_id.in_([shift.id for shift in shifts])),
        )
    ).all()
    by_task = {row.task_id: row for row in rows if row.shift_id is None}
    by_shift = {row.shift_id: row for row in rows if row.shift_id is not None}
    return {shift.id: put_together(by_task.get(shift.task_id), by_shift.get(shift.id)) for shift in shifts}


def put_together(of_task: Asked | None, of_shift: Asked | None) -> ShiftDemand:
    """Return what counts: what is asked of everybody adds up, in all else a shift's own demand replaces its task's."""
    rows = [row for row in (of_task, of_shift) if row is not None]
    if not rows:
        return ShiftDemand()
    nearest = rows[-1]
    return ShiftDemand(
        minimum=nearest.minimum,
        importance=nearest.importance,
        oldest_age=min((row.oldest_age for row in rows if row.oldest_age is not None), default=None),
        needs=dict(nearest.needs),
        required=frozenset(code for row in rows for code in row.required),
        clearances=frozenset(kind for row in rows for kind in row.clearances),
    )


def demand_of(shift: Shift) -> ShiftDemand:
    """Return what one shift asks for."""
    return demands_of([shift])[shift.id]
