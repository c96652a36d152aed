"""The plan as it stands: for each shift who comes, who would, and what is missing, in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from web.catalogue.models import Language, Skill
from web.core.clock import local_date
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerLanguage, volunteer_skills
from web.staffing.intake import HOLDS_SEAT, Pair, shifts_of
from web.staffing.models import Assignment, AssignmentStatus, Leaving, StaffingPlan
from web.tasks.demands import ShiftDemand, demands_of
from web.tasks.models import Shift, Signup, SignupStatus, Task

SPOKEN_WELL = 2
SHOWN = (AssignmentStatus.PROPOSED, AssignmentStatus.ACCEPTED, AssignmentStatus.PUBLISHED)


@dataclass(frozen=True)
class Missing:
    """What a shift lacks: heads to its minimum, places to its most, and qualifications with how many."""

    heads: int
    places: int
    qualifications: tuple[tuple[str, int], ...] = ()

    @property
    def is_gap(self) -> bool:
        """Tell whether the shift cannot be held like this."""
        return self.heads > 0 or bool(self.qualifications)


class Placed(NamedTuple):
    """An assignment as the board needs it: who, how far it is decided, and whether they are to leave."""

    id: int
    volunteer_id: int
    status: AssignmentStatus
    leaving: Leaving | None


@dataclass(kw_only=True)
class Staffing:
    """Who is on a shift, by volunteer id, in the order they came."""

    standing: dict[int, SignupStatus] = field(default_factory=dict)
    assignments: dict[int, Placed] = field(default_factory=dict)

    @property
    def people(self) -> list[int]:
        """Everybody who comes once the plan is published as it stands, with those only proposed."""
        stays = [
            one
            for one, status in self.standing.items()
            if status in HOLDS_SEAT and not is_leaving(self.assignments.get(one))
        ]
        comes = [
            one
            for one, assignment in self.assignments.items()
            if one not in stays and assignment.status is not AssignmentStatus.PUBLISHED
        ]
        return [*stays, *comes]


@dataclass(kw_only=True)
class Line(Staffing):
    """One shift of the plan with its people."""

    shift: Shift
    minimum: int
    needs: Mapping[str, int]
    missing: Missing = Missing(0, 0)

    @property
    def day(self) -> date:
        """The day it begins."""
        assert self.shift.starts_at is not None, "a plan holds only shifts with a time"
        return local_date(self.shift.starts_at)


def is_leaving(assignment: Placed | None) -> bool:
    """Tell whether the coordinator has decided to take them off."""
    return assignment is not None and assignment.leaving is Leaving.DECIDED


def board_of(plan: StaffingPlan, *only: ColumnElement[bool]) -> list[Line]:
    """Return every shift of the plan by time, or some of them; a handful of queries, however many shifts there are."""
    shifts = (
        db.session.scalars(
            shifts_of(plan)
            .where(*only)
            .options(joinedload(Shift.task).joinedload(Task.area))
            .order_by(Shift.starts_at, Shift.id)
        )
        .unique()
        .all()
    )
    demands = demands_of(shifts)
    lines = {shift.id: line_of(shift, demands[shift.id]) for shift in shifts}
    add_people(plan, lines)
    knows = qualifications_of(
        {one for line in lines.values() if line.needs for one in line.people},
        {code for line in lines.values() for code in line.needs},
    )
    for line in lines.values():
        line.missing = missing_of(line, knows)
    return list(lines.values())


def line_of(shift: Shift, demand: ShiftDemand) -> Line:
    """Return the line of a shift, still without people."""
    return Line(shift=shift, minimum=demand.minimum, needs=demand.needs)


def pairs_in(plan: StaffingPlan, shift_ids: Collection[int]) -> list[Pair]:
    """Return who comes to which of these shifts once the plan is published as it stands."""
    staffed = {shift_id: Staffing() for shift_id in shift_ids}
    add_people(plan, staffed)
    return [(one, shift_id) for shift_id, staffing in staffed.items() for one in staffing.people]


def add_people(plan: StaffingPlan, lines: Mapping[int, Staffing]) -> None:
    """Put sign-ups and assignments to their shifts."""
    signups = select(Signup.shift_id, Signup.volunteer_id, Signup.status).where(
        Signup.shift_id.in_(lines), Signup.status.in_((*HOLDS_SEAT, SignupStatus.REQUESTED))
    )
    for shift_id, volunteer_id, status in db.session.execute(signups.order_by(Signup.id)):
        lines[shift_id].standing[volunteer_id] = status
    assignments = select(
        Assignment.shift_id, Assignment.id, Assignment.volunteer_id, Assignment.status, Assignment.leaving
    ).where(Assignment.plan_id == plan.id, Assignment.shift_id.in_(lines), Assignment.status.in_(SHOWN))
    for shift_id, number, one, standing, leaving in db.session.execute(assignments.order_by(Assignment.id)):
        lines[shift_id].assignments[one] = Placed(number, one, standing, leaving)


def reasons_on(lines: Sequence[Line]) -> dict[int, list[dict[str, Any]]]:
    """Return why people are proposed on these lines, by assignment id."""
    ids = [one.id for line in lines for one in line.assignments.values()]
    rows = select(Assignment.id, Assignment.reasons).where(Assignment.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(rows)}


def missing_of(line: Line, knows: Mapping[str, set[int]]) -> Missing:
    """Return what the shift lacks if everybody comes who is on it now."""
    people = line.people
    return Missing(
        heads=max(0, line.minimum - len(people)),
        places=max(0, line.shift.seats - len(people)),
        qualifications=tuple(
            (code, heads - there)
            for code, heads in sorted(line.needs.items())
            if (there := len(knows[code].intersection(people))) < heads
        ),
    )


def qualifications_of(people: set[int], codes: set[str]) -> Mapping[str, set[int]]:
    """Return who of these has which of the qualifications asked for."""
    found: dict[str, set[int]] = defaultdict(set)
    skills = (
        select(Skill.code, volunteer_skills.c.volunteer_id)
        .join(Skill, Skill.id == volunteer_skills.c.skill_id)
        .where(Skill.code.in_(codes), volunteer_skills.c.volunteer_id.in_(people))
    )
    for code, volunteer_id in db.session.execute(skills):
        found[code].add(volunteer_id)
    spoken = {code.removeprefix("language:") for code in codes if code.startswith("language:")}
    if spoken:
        languages = (
            select(Language.code, VolunteerLanguage.volunteer_id)
            .join(Language, Language.id == VolunteerLanguage.language_id)
            .where(
                Language.code.in_(spoken),
                VolunteerLanguage.volunteer_id.in_(people),
                VolunteerLanguage.level >= SPOKEN_WELL,
            )
        )
        for code, volunteer_id in db.session.execute(languages):
            found[f"language:{code}"].add(volunteer_id)
    return found


def volunteers_on(lines: Sequence[Line]) -> dict[int, Volunteer]:
    """Return everybody on these lines, with what their names need."""
    return volunteers_with_names({one for line in lines for one in (*line.standing, *line.assignments)})


def volunteers_with_names(ids: Collection[int]) -> dict[int, Volunteer]:
    """Return these volunteers, with what their names need."""
    rows = db.session.scalars(
        select(Volunteer)
        .where(Volunteer.id.in_(ids))
        .options(joinedload(Volunteer.user), joinedload(Volunteer.area))
    )
    return {one.id: one for one in rows}
