"""Single volunteers and single shifts as the engine sees them: no name, no note, no place finer than the area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import matcher
from matcher import shifts as engine
from matcher.people import AgeBand
from web.catalogue.models import Area
from web.core.ages import age_on
from web.core.clock import LOCAL_ZONE, local_date
from web.profiles.models import Volunteer
from web.tasks.demands import ShiftDemand
from web.tasks.models import Shift, Signup

OLDEST = 120


def shift_value(shift: Shift, demand: ShiftDemand) -> engine.Shift:
    """Return a shift with a time and what it asks for."""
    assert shift.starts_at is not None, "a micro-task has no time to plan"
    assert shift.ends_at is not None, "a shift has both times or neither"
    task = shift.task
    return engine.Shift(
        id=str(shift.id),
        place=place_value(task.area),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        minimum=demand.minimum,
        maximum=shift.seats,
        task=str(task.id),
        importance=demand.importance,
        required_skills=demand.required,
        needs=dict(demand.needs),
        ages=AgeBand(youngest=task.minimum_age or 0, oldest=demand.oldest_age or OLDEST),
        clearances=demand.clearances,
        interests=frozenset(skill.code for skill in task.skills),
    )


def volunteer_value(
    volunteer: Volunteer,
    *,
    first_on: date,
    last_on: date,
    signups: Sequence[Signup] = (),
    last_asked_at: datetime | None = None,
    clearances: Mapping[str, date | None] | None = None,
) -> engine.Volunteer:
    """Return a volunteer with area and birthday, free as their week says on these days, and busy with these sign-ups."""
    assert volunteer.area is not None, "nobody without an area is handed to the engine"
    assert volunteer.born_on is not None, "nobody without a birthday is handed to the engine"
    codes = frozenset(skill.code for skill in volunteer.skills)
    return engine.Volunteer(
        id=str(volunteer.id),
        place=place_value(volunteer.area),
        means=frozenset(matcher.Means(way) for way in volunteer.means),
        max_travel_minutes=volunteer.max_travel_minutes,
        age=age_on(volunteer.born_on, first_on),
        free=free_time(volunteer, first_on=first_on, last_on=last_on),
        skills=codes,
        interests=codes,
        languages={known.language.code: known.level for known in volunteer.languages},
        engagements=tuple(engagement_value(signup) for signup in signups),
        last_asked_at=last_asked_at,
        clearances=dict(clearances or {}),
    )


def free_time(volunteer: Volunteer, *, first_on: date, last_on: date) -> tuple[engine.Span, ...] | None:
    """Return when the volunteer is free on these days; None for somebody who has said nothing."""
    if not volunteer.week:
        return None
    # A shift over midnight needs the next morning too.
    day_after = last_on + timedelta(days=1)
    week = matcher.Week(volunteer.week.mask)
    return engine.spans_of_week(week, first_on=first_on, last_on=day_after, zone=LOCAL_ZONE)


def engagement_value(signup: Signup) -> engine.Engagement:
    """Return a confirmed shift as something the volunteer has already."""
    shift = signup.shift
    assert shift.starts_at is not None, "only shifts with a time keep somebody busy"
    assert shift.ends_at is not None, "a shift has both times or neither"
    return engine.Engagement(
        during=engine.Span(shift.starts_at, shift.ends_at), place=place_value(shift.task.area)
    )


def place_value(area: Area) -> matcher.Place:
    """Return the area's rounded middle."""
    return matcher.Place(area.latitude, area.longitude, area=area.code, has_evening_bus=area.has_evening_bus)


def days_of(shifts: Sequence[Shift]) -> tuple[date, date]:
    """Return the first and the last day of shifts that have a time."""
    starts = [shift.starts_at for shift in shifts if shift.starts_at is not None]
    return local_date(min(starts)), local_date(max(starts))


def by_volunteer(signups: Sequence[Signup]) -> Mapping[int, list[Signup]]:
    """Group sign-ups by volunteer id."""
    found: dict[int, list[Signup]] = {}
    for signup in signups:
        found.setdefault(signup.volunteer_id, []).append(signup)
    return found
