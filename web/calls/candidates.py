"""Whom to ask next about a free place, in the engine's order, with the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from web.calls.queries import last_asked, not_to_be_asked
from web.calls.reasons import could_be_free, facts_of, said_about_volunteer
from web.calls.step_in import who_steps_in
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus, volunteer_skills
from web.profiles.sight import seen_by_others
from web.staffing.engine.fit import people_to_call
from web.tasks.models import Shift, Signup, SignupStatus, Task, task_skills
from web.teams.queries import kept_apart_from_those_on

MOST_CONSIDERED = 600


@dataclass(frozen=True)
class Candidate:
    """Somebody to ask: the name by which associations know them before a yes, and why they fit."""

    volunteer: Volunteer
    name: str
    why: str
    steps_in: bool


def candidates_for(shift: Shift, *, most: int, now: datetime) -> list[Candidate]:
    """Return the next people to ask: those who step in at short notice first, else in the engine's order."""
    people = [one for one in considered(shift, now=now) if could_be_free(one, shift)]
    asked = last_asked()
    called = people_to_call(
        shift,
        people,
        signups=busy_around(shift, [one.id for one in people]),
        last_asked=asked,
        most=len(people),
        now=now,
    )
    by_id = {one.id: one for one in people}
    ready = who_steps_in(shift, now=now)
    ordered = sorted(called, key=lambda call: call.volunteer_id not in ready)[:most]
    return [
        Candidate(
            volunteer=(volunteer := by_id[call.volunteer_id]),
            name=seen_by_others(volunteer).first_name,
            why=said_about_volunteer(facts_of(volunteer, shift, call.fit)),
            steps_in=volunteer.id in ready,
        )
        for call in ordered
    ]


def considered(shift: Shift, *, now: datetime) -> Sequence[Volunteer]:
    """Return those who may be asked, with all that the engine reads; those with a skill it is about, and near, first.

    Not more than the engine can order while a page waits.
    """
    shares_skill = exists().where(
        volunteer_skills.c.volunteer_id == Volunteer.id,
        volunteer_skills.c.skill_id == task_skills.c.skill_id,
        task_skills.c.task_id == shift.task_id,
    )
    return (
        db.session.scalars(
            select(Volunteer)
            .where(
                Volunteer.status == VolunteerStatus.ACTIVE,
                Volunteer.area_id.is_not(None),
                Volunteer.born_on.is_not(None),
                Volunteer.id.not_in(not_to_be_asked(shift, now=now)),
                Volunteer.id.not_in(kept_apart_from_those_on(shift)),
            )
            .options(
                joinedload(Volunteer.user),
                joinedload(Volunteer.area),
                selectinload(Volunteer.skills),
                selectinload(Volunteer.languages),
            )
            .order_by(
                shares_skill.desc(),
                Volunteer.area_id != shift.task.area_id,
                func.md5(func.text(Volunteer.id)),
            )
            .limit(MOST_CONSIDERED)
        )
        .unique()
        .all()
    )


def busy_around(shift: Shift, volunteer_ids: Sequence[int]) -> Sequence[Signup]:
    """Return the confirmed sign-ups of these volunteers on the days around the shift."""
    if shift.starts_at is None or shift.ends_at is None:
        return []
    day = timedelta(days=1)
    return db.session.scalars(
        select(Signup)
        .join(Signup.shift)
        .where(
            Signup.volunteer_id.in_(volunteer_ids),
            Signup.status == SignupStatus.CONFIRMED,
            Shift.starts_at < shift.ends_at + day,
            Shift.ends_at > shift.starts_at - day,
        )
        .options(joinedload(Signup.shift).joinedload(Shift.task).joinedload(Task.area))
    ).all()
