"""What each shift, volunteer and team must satisfy before anything is planned."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime, tzinfo

from matcher.errors import OutOfRange
from matcher.languages import LANGUAGES
from matcher.mentoring.problem import refuse_duplicates
from matcher.mentoring.validate import require_whole, validate_band, validate_languages, validate_someone
from matcher.shifts.errors import (
    CrossesClockChange,
    EndsBeforeItStarts,
    InThePast,
    MinimumAboveMaximum,
    NoTimeZone,
    UnknownSkill,
)
from matcher.shifts.people import LANGUAGE_PREFIX, Team, Volunteer
from matcher.shifts.shift import Shift
from matcher.shifts.span import Span, instant
from matcher.travel import Means

MOST_HEADS = 10_000
MOST_IMPORTANCE = 1_000
MOST_RECENT_SHIFTS = 10_000
MINUTES_OF_A_WEEK = 7 * 24 * 60


def validate_shift(
    shift: Shift, *, planned_at: datetime, zone: tzinfo, skills: AbstractSet[str] | None
) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = shift.id
    validate_someone(who, shift.place, frozenset[Means](), 0, 0)
    validate_span(shift.during, who=who, fields=("starts_at", "ends_at"))
    validate_hours(shift, planned_at=planned_at, zone=zone)
    require_whole(shift.minimum, 1, MOST_HEADS, who=who, field="minimum")
    require_whole(shift.maximum, 1, MOST_HEADS, who=who, field="maximum")
    if shift.minimum > shift.maximum:
        text = f"shift {who} needs {shift.minimum} people at least and has room for {shift.maximum}"
        raise MinimumAboveMaximum(text, who=who, field="minimum")
    require_whole(shift.importance, 1, MOST_IMPORTANCE, who=who, field="importance")
    validate_band(shift.ages, who=who, field="ages")
    validate_needs(shift)
    validate_skills(shift.required_skills, who=who, field="required_skills", skills=skills)
    validate_skills(shift.needs, who=who, field="needs", skills=skills)


def validate_span(span: Span, *, who: str, fields: tuple[str, str]) -> None:
    """Both ends know their time zone, and the end comes after the start."""
    for moment, field in zip((span.starts_at, span.ends_at), fields, strict=True):
        if moment.utcoffset() is None:
            raise NoTimeZone(f"{field} of {who} does not say its time zone", who=who, field=field)
    if instant(span.ends_at) <= instant(span.starts_at):
        raise EndsBeforeItStarts(f"{who} ends before it starts", who=who, field=fields[1])


def validate_hours(shift: Shift, *, planned_at: datetime, zone: tzinfo) -> None:
    """Not over a clock change, not in the past."""
    start, end = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    if start.utcoffset() != end.utcoffset():
        raise CrossesClockChange(f"the clock changes during shift {shift.id}", who=shift.id, field="ends_at")
    if instant(shift.starts_at) < instant(planned_at):
        raise InThePast(f"shift {shift.id} has started already", who=shift.id, field="starts_at")


def validate_needs(shift: Shift) -> None:
    """No qualification is asked of more people than there is room for."""
    for skill, heads in shift.needs.items():
        require_whole(heads, 1, MOST_HEADS, who=shift.id, field="needs")
        if heads > shift.maximum:
            text = f"shift {shift.id} needs {heads} with {skill!r} and has room for {shift.maximum}"
            raise MinimumAboveMaximum(text, who=shift.id, field="needs")


def validate_skills(asked: Iterable[str], *, who: str, field: str, skills: AbstractSet[str] | None) -> None:
    """Qualifications are known: languages always, skills where a list was handed in."""
    for skill in sorted(asked):
        is_language = skill.startswith(LANGUAGE_PREFIX)
        known = LANGUAGES if is_language else skills
        if known is not None and skill.removeprefix(LANGUAGE_PREFIX if is_language else "") not in known:
            raise UnknownSkill(f"{who} has the unknown skill {skill!r}", who=who, field=field)


def validate_volunteer(volunteer: Volunteer, *, skills: AbstractSet[str] | None) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = volunteer.id
    validate_someone(who, volunteer.place, volunteer.means, volunteer.max_travel_minutes, volunteer.age)
    validate_languages(volunteer.languages, who=who, field="languages", languages=LANGUAGES)
    validate_skills(volunteer.skills, who=who, field="skills", skills=skills)
    for span in volunteer.free or ():
        validate_span(span, who=who, fields=("free", "free"))
    for engagement in volunteer.engagements:
        validate_span(engagement.during, who=who, fields=("engagements", "engagements"))
        validate_someone(who, engagement.place, frozenset[Means](), 0, 0)
    require_whole(volunteer.max_minutes_per_week, 0, MINUTES_OF_A_WEEK, who=who, field="max_minutes_per_week")
    require_whole(volunteer.rest_minutes, 0, MINUTES_OF_A_WEEK, who=who, field="rest_minutes")
    require_whole(volunteer.recent_shifts, 0, MOST_RECENT_SHIFTS, who=who, field="recent_shifts")
    if volunteer.last_asked_at is not None and volunteer.last_asked_at.utcoffset() is None:
        raise NoTimeZone(f"last_asked_at of {who} does not say its time zone", who=who, field="last_asked_at")


def validate_team(team: Team) -> None:
    """Two different people at least."""
    if len(team.volunteer_ids) < 2:
        raise OutOfRange(f"team {team.id} has fewer than two people", who=team.id, field="volunteer_ids")
    refuse_duplicates("team member", team.volunteer_ids)
