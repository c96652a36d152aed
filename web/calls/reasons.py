"""Why somebody fits a shift, in one sentence: said to the volunteer, or about them.

Of a volunteer with protected name and address nothing is said that would tell where they live.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_date, gettext

from web.catalogue.labels import name_of
from web.core.clock import LOCAL_ZONE
from web.profiles.models import Volunteer
from web.staffing.engine.fit import Fit
from web.tasks.models import Shift

NEAR_MINUTES = 15
MOST_SKILLS = 2
HALF_HOUR = 30


@dataclass(frozen=True)
class Facts:
    """What speaks for somebody: close by, the names of shared skills and interests, and free then (day and part of it)."""

    is_near: bool
    skills: tuple[str, ...]
    free_on: str


def facts_of(volunteer: Volunteer, shift: Shift, fit: Fit | None) -> Facts:
    """Return what speaks for the volunteer, in the reader's language."""
    wanted = {skill.id for skill in shift.task.skills}
    shared = [name_of(skill) for skill in volunteer.skills if skill.id in wanted]
    minutes = None if fit is None or volunteer.is_protected else fit.minutes
    return Facts(
        is_near=minutes is not None and minutes <= NEAR_MINUTES,
        skills=tuple(shared[:MOST_SKILLS]),
        free_on=part_of_week(shift.starts_at) if is_free(volunteer, shift) else "",
    )


def is_free(volunteer: Volunteer, shift: Shift) -> bool:
    """Tell whether the volunteer's week says that they have time at the beginning of the shift."""
    return shift.starts_at is not None and is_in_week(volunteer, shift.starts_at)


def could_be_free(volunteer: Volunteer, shift: Shift) -> bool:
    """Tell whether the volunteer's week leaves room for the shift: a quick look before the engine's thorough one."""
    if not volunteer.week or shift.starts_at is None or shift.ends_at is None:
        return True
    last = shift.ends_at - timedelta(minutes=1)
    return is_in_week(volunteer, shift.starts_at) and is_in_week(volunteer, last)


def is_in_week(volunteer: Volunteer, moment: datetime) -> bool:
    """Tell whether the half hour of a moment is one in which the volunteer has time."""
    local = moment.astimezone(LOCAL_ZONE)
    return volunteer.week.has(local.weekday(), (local.hour * 60 + local.minute) // HALF_HOUR)


def part_of_week(moment: datetime | None) -> str:
    """Say a moment as people plan: "Monday evening"."""
    if moment is None:
        return ""
    local = moment.astimezone(LOCAL_ZONE)
    day = format_date(local.date(), "EEEE")
    if local.hour < 12:
        return gettext("%(day)s morning", day=day)
    if local.hour < 17:
        return gettext("%(day)s afternoon", day=day)
    return gettext("%(day)s evening", day=day)


def said_to_volunteer(facts: Facts) -> str:
    """Say why it fits, to the volunteer: "Close to you, you know first aid, and you are free on Monday evening."."""
    parts = []
    if facts.is_near:
        parts.append(gettext("it is close to you"))
    if facts.skills:
        parts.append(gettext("it is about %(skills)s, as in your profile", skills=listed(facts.skills)))
    if facts.free_on:
        parts.append(gettext("you are free on %(when)s", when=facts.free_on))
    return sentence_of(parts) if parts else gettext("It is open to everybody, and you are welcome.")


def said_about_volunteer(facts: Facts) -> str:
    """Say why they fit, to the coordinator: "Lives close by, knows first aid, and is free on Monday evening."."""
    parts = []
    if facts.is_near:
        parts.append(gettext("lives close by"))
    if facts.skills:
        parts.append(gettext("has %(skills)s in the profile", skills=listed(facts.skills)))
    if facts.free_on:
        parts.append(gettext("is free on %(when)s", when=facts.free_on))
    return sentence_of(parts) if parts else gettext("Has nothing that speaks against it.")


def listed(words: tuple[str, ...]) -> str:
    """Join words as in a sentence; the names of skills begin in lower case inside it."""
    small = [word[:1].lower() + word[1:] for word in words]
    return small[0] if len(small) == 1 else gettext("%(first)s and %(last)s", first=small[0], last=small[1])


def sentence_of(parts: list[str]) -> str:
    """Join clauses to one sentence with a capital and a full stop."""
    head, last = parts[:-1], parts[-1]
    text = gettext("%(first)s, and %(last)s", first=", ".join(head), last=last) if head else last
    return f"{text[:1].upper()}{text[1:]}."
