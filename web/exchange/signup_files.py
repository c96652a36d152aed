"""The file of sign-ups: who takes which shift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from flask_babel import gettext
from sqlalchemy import func, select

from web.accounts.models import User
from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, FileKind, Key, Origin, Values
from web.exchange.records import add_records
from web.exchange.references import among, ids_of
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task

Shifts = dict[tuple[str, int], Shift]


def numbered_shifts(codes: set[str]) -> Shifts:
    """Return the shifts of the tasks by (task, number), where 1 is the first by time."""
    number = func.row_number().over(partition_by=Shift.task_id, order_by=(Shift.starts_at, Shift.id))
    statement = select(Task.code, number, Shift).join(Shift.task).where(among(Task.code, codes))
    return {(code, count): shift for code, count, shift in db.session.execute(statement)}


def stored_signups(keys: set[Key]) -> dict[Key, Values]:
    """Find sign-ups by task, number of the shift, and volunteer."""
    numbers = {shift.id: place for place, shift in numbered_shifts({code for code, _, _ in keys}).items()}
    statement = (
        select(Signup.shift_id, func.lower(User.email), Signup.status)
        .join(Signup.volunteer)
        .join(Volunteer.user)
        .where(Signup.shift_id.in_(numbers), among(func.lower(User.email), {email for _, _, email in keys}))
    )
    return {
        (*numbers[shift_id], email): {"status": status.value}
        for shift_id, email, status in db.session.execute(statement)
    }


def add_signups(rows: Sequence[Values], origin: Origin) -> None:
    """Add sign-ups; confirmed ones take the next free seat."""
    shifts = numbered_shifts({row["task"] for row in rows})
    volunteers = ids_of("volunteers", [row["volunteer_email"] for row in rows])
    free = free_seats(shifts)
    add_records(
        Signup,
        [
            {
                "shift_id": (shift := shifts[row["task"], row["shift_number"]]).id,
                "volunteer_id": volunteers[row["volunteer_email"]],
                "status": SignupStatus(row["status"]),
                "seat": free[shift.id].pop(0) if row["status"] == SignupStatus.CONFIRMED else None,
            }
            for row in rows
        ],
        origin,
    )


def free_seats(shifts: Shifts) -> dict[int, list[int]]:
    """Return the free seats of each shift by its id."""
    taken: defaultdict[int, set[int]] = defaultdict(set)
    ids = [shift.id for shift in shifts.values()]
    statement = select(Signup.shift_id, Signup.seat).where(Signup.shift_id.in_(ids), Signup.seat.is_not(None))
    for shift_id, seat in db.session.execute(statement):
        taken[shift_id].add(seat or 0)
    return {
        shift.id: [seat for seat in range(1, shift.seats + 1) if seat not in taken[shift.id]]
        for shift in shifts.values()
    }


def signup_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """The shift is there, has a seat left, and nobody is confirmed in two places at once."""
    shifts = numbered_shifts({row.values["task"] for row in rows})
    free = {shift_id: len(seats) for shift_id, seats in free_seats(shifts).items()}
    engaged = engagements({row.values["volunteer_email"] for row in rows})
    for row in rows:
        shift = shifts.get((row.values["task"], row.values["shift_number"]))
        if shift is None:
            yield row.line, "shift_number", gettext("The task has no shift of this number.")
        elif row.values["status"] == SignupStatus.CONFIRMED:
            if free[shift.id] == 0:
                yield row.line, "task", gettext("The shift has no seat left.")
            elif any(overlap(shift, other) for other in engaged[row.values["volunteer_email"]]):
                yield (
                    row.line,
                    "volunteer_email",
                    gettext("This person is confirmed elsewhere at the same time."),
                )
            else:
                free[shift.id] -= 1
                engaged[row.values["volunteer_email"]].append(shift)


def engagements(emails: set[str]) -> defaultdict[str, list[Shift]]:
    """Return the shifts that each volunteer is confirmed for."""
    email = func.lower(User.email)
    statement = (
        select(email, Shift)
        .join(Signup, Signup.shift_id == Shift.id)
        .join(Signup.volunteer)
        .join(Volunteer.user)
        .where(among(email, emails), Signup.status == SignupStatus.CONFIRMED)
    )
    found: defaultdict[str, list[Shift]] = defaultdict(list)
    for address, shift in db.session.execute(statement):
        found[address].append(shift)
    return found


def overlap(one: Shift, other: Shift) -> bool:
    """Tell whether two shifts with times have a moment in common."""
    if None in (one.starts_at, one.ends_at, other.starts_at, other.ends_at):
        return False
    return bool(one.starts_at < other.ends_at and other.starts_at < one.ends_at)  # type: ignore[operator]


SIGNUPS = FileKind(
    name="signups",
    columns=(
        Column("task", cells.code, refers_to="tasks"),
        Column("shift_number", cells.whole_number(least=1, most=10_000)),
        Column("volunteer_email", cells.email, refers_to="volunteers"),
        Column("status", cells.choice((SignupStatus.REQUESTED, SignupStatus.CONFIRMED))),
    ),
    key=("task", "shift_number", "volunteer_email"),
    stored=stored_signups,
    add=add_signups,
    common_complaints=signup_complaints,
)
