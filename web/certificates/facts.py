"""What can stand on a certificate: tasks with their hours, courses, and time as a mentor; never anybody else's name."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from web.associations.models import Association
from web.attendance.models import Attendance
from web.core import clock
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.extensions import db
from web.matches.models import Match
from web.micro_tasks.models import MicroReport, ReportStatus
from web.profiles.models import Mentor, Volunteer
from web.tasks.models import Shift, Signup, Task, task_skills


class FactKind(enum.StrEnum):
    TASK = "task"
    COURSE = "course"
    MENTOR = "mentor"


@dataclass(frozen=True)
class Fact:
    """One thing somebody did. `times` counts occasions, or for a mentor the matches."""

    kind: FactKind
    key: str
    """Names it in the form, such as "task-12"."""
    first_on: date
    last_on: date
    title: str = ""
    association: str = ""
    times: int = 1
    minutes: int = 0
    skills: tuple[int, ...] = ()
    """Ids of the catalogue."""


def facts_about(volunteer: Volunteer, *, today: date) -> list[Fact]:
    """Return everything that can stand on a certificate of that volunteer, the latest first."""
    facts = [*tasks_done(volunteer), *courses_attended(volunteer), *time_as_mentor(volunteer, today=today)]
    return sorted(facts, key=lambda fact: (fact.last_on, fact.key), reverse=True)


def tasks_done(volunteer: Volunteer) -> Iterator[Fact]:
    """Yield each task with the hours that its association has recorded."""
    came = (
        select(
            Signup.shift_id,
            Attendance.minutes,
            func.coalesce(Shift.starts_at, Attendance.recorded_at).label("at"),
        )
        .join(Attendance, Attendance.signup_id == Signup.id)
        .join(Shift, Shift.id == Signup.shift_id)
        .where(Signup.volunteer_id == volunteer.id, Attendance.has_come)
    )
    reported = (
        select(Signup.shift_id, MicroReport.minutes, MicroReport.reported_at.label("at"))
        .join(MicroReport, MicroReport.signup_id == Signup.id)
        .where(Signup.volunteer_id == volunteer.id, MicroReport.status == ReportStatus.CONFIRMED)
    )
    done = came.union_all(reported).subquery()
    rows = db.session.execute(
        select(
            Task.id,
            Task.title,
            Association.name,
            func.count(),
            func.sum(done.c.minutes),
            func.min(done.c.at),
            func.max(done.c.at),
        )
        .select_from(done)
        .join(Shift, Shift.id == done.c.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Association, Association.id == Task.association_id)
        .group_by(Task.id, Task.title, Association.name)
    ).all()
    skills = skills_of(row.id for row in rows)
    for task_id, title, association, times, minutes, first_at, last_at in rows:
        yield Fact(
            FactKind.TASK,
            f"task-{task_id}",
            clock.local_date(first_at),
            clock.local_date(last_at),
            title=title,
            association=association,
            times=times,
            minutes=int(minutes),
            skills=skills.get(task_id, ()),
        )


def skills_of(task_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return the ids of the skills of each task."""
    found: dict[int, tuple[int, ...]] = {}
    query = (
        select(task_skills.c.task_id, task_skills.c.skill_id)
        .where(task_skills.c.task_id.in_(list(task_ids)))
        .order_by(task_skills.c.skill_id)
    )
    for task_id, skill_id in db.session.execute(query):
        found[task_id] = (*found.get(task_id, ()), skill_id)
    return found


def courses_attended(volunteer: Volunteer) -> Iterator[Fact]:
    """Yield each course that the volunteer came to."""
    query = (
        select(Course)
        .join(CoursePlace, CoursePlace.course_id == Course.id)
        .where(CoursePlace.volunteer_id == volunteer.id, CoursePlace.status == PlaceStatus.ATTENDED)
    )
    for course in db.session.scalars(query):
        yield Fact(
            FactKind.COURSE,
            f"course-{course.id}",
            clock.local_date(course.starts_at),
            clock.local_date(course.last_ends_at),
            title=course.title,
        )


def time_as_mentor(volunteer: Volunteer, *, today: date) -> Iterator[Fact]:
    """Yield the time from the first match to the end of the last, running ones until today."""
    number, first_on, last_on = db.session.execute(
        select(func.count(), func.min(Match.started_on), func.max(func.coalesce(Match.closed_on, today)))
        .join(Mentor, Mentor.id == Match.mentor_id)
        .where(Mentor.volunteer_id == volunteer.id, Match.started_on <= today)
    ).one()
    if number:
        yield Fact(FactKind.MENTOR, "mentor", first_on, last_on, times=number)


def as_written(fact: Fact) -> dict[str, Any]:
    """Return a fact as it is stored."""
    days = {"first_on": fact.first_on.isoformat(), "last_on": fact.last_on.isoformat()}
    return asdict(fact) | days | {"kind": fact.kind.value, "skills": list(fact.skills)}


def as_read(facts: Sequence[dict[str, Any]]) -> list[Fact]:
    """Return facts as they were stored."""
    return [
        Fact(
            **stored
            | {
                "kind": FactKind(stored["kind"]),
                "first_on": date.fromisoformat(stored["first_on"]),
                "last_on": date.fromisoformat(stored["last_on"]),
                "skills": tuple(stored["skills"]),
            }
        )
        for stored in facts
    ]
