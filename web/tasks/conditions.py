"""Whether a volunteer may take a shift: break, age, skills and clearances, asked here by every way onto a shift.

The database asks for age and clearances once more when a seat is taken (`check_signup_fits`, `check_signup_is_cleared`).
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from sqlalchemy import select

from web.catalogue.labels import name_of
from web.catalogue.models import Language, Skill
from web.core.ages import age_on
from web.core.clock import local_date
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerLanguage, VolunteerStatus, volunteer_skills
from web.tasks.demands import ShiftDemand, demands_of
from web.tasks.models import Shift
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus

LANGUAGE = "language:"
SPOKEN_WELL = 2
"""The level from which a language counts as known, as in the engine."""


class Reader(enum.Enum):
    """To whom a refusal is said."""

    VOLUNTEER = "volunteer"
    ANYBODY = "anybody"


class Condition(enum.StrEnum):
    """What a volunteer may lack."""

    ACTIVE = "active"
    OLD_ENOUGH = "old enough"
    YOUNG_ENOUGH = "young enough"
    SKILLS = "skills"
    CLEARANCES = "clearances"


@dataclass(frozen=True)
class Lack:
    """One condition that is not met: with the age, or the codes of what is missing."""

    condition: Condition
    age: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credentials:
    """What a volunteer can and has: qualifications by code, and valid clearances with their last day."""

    qualifications: frozenset[str]
    clearances: Mapping[str, date | None]


NOTHING = Credentials(frozenset(), {})


def ensure_may_take(
    shift: Shift, volunteer: Volunteer, *, reader: Reader = Reader.ANYBODY, now: datetime
) -> None:
    """Raise RuleError, worded for the reader, unless the volunteer meets every condition of the shift."""
    lacks = lacks_of([(shift, volunteer)], now=now)[shift.id, volunteer.id]
    if lacks:
        raise RuleError(words_for(lacks[0], reader))


def may_take(shift: Shift, volunteer: Volunteer, *, now: datetime) -> bool:
    """Tell whether the volunteer meets every condition of the shift."""
    return not lacks_of([(shift, volunteer)], now=now)[shift.id, volunteer.id]


def lacks_of(pairs: Sequence[tuple[Shift, Volunteer]], *, now: datetime) -> dict[tuple[int, int], list[Lack]]:
    """Return what volunteers lack for shifts, by shift id and volunteer id; a handful of queries, however many pairs."""
    demands = demands_of(list({shift.id: shift for shift, _ in pairs}.values()))
    asks_more = any(demand.required or demand.clearances for demand in demands.values())
    known = credentials_of({volunteer.id for _, volunteer in pairs}) if asks_more else {}
    return {
        (shift.id, one.id): _lacks(shift, demands[shift.id], one, known.get(one.id, NOTHING), now=now)
        for shift, one in pairs
    }


def credentials_of(volunteer_ids: Collection[int]) -> dict[int, Credentials]:
    """Return what volunteers can and have, by volunteer id."""
    known: dict[int, set[str]] = defaultdict(set)
    skills = (
        select(volunteer_skills.c.volunteer_id, Skill.code)
        .join(Skill, Skill.id == volunteer_skills.c.skill_id)
        .where(volunteer_skills.c.volunteer_id.in_(volunteer_ids))
    )
    for volunteer_id, code in db.session.execute(skills):
        known[volunteer_id].add(code)
    spoken = (
        select(VolunteerLanguage.volunteer_id, Language.code)
        .join(Language, Language.id == VolunteerLanguage.language_id)
        .where(VolunteerLanguage.volunteer_id.in_(volunteer_ids), VolunteerLanguage.level >= SPOKEN_WELL)
    )
    for volunteer_id, code in db.session.execute(spoken):
        known[volunteer_id].add(f"{LANGUAGE}{code}")
    papers = valid_clearances(volunteer_ids)
    return {one: Credentials(frozenset(known[one]), papers.get(one, {})) for one in volunteer_ids}


def valid_clearances(volunteer_ids: Collection[int]) -> dict[int, dict[str, date | None]]:
    """Return the clearances that are in order, with their last day, by volunteer id."""
    found: dict[int, dict[str, date | None]] = {}
    rows = select(Clearance.volunteer_id, Clearance.kind, Clearance.expires_on).where(
        Clearance.volunteer_id.in_(volunteer_ids), Clearance.status == ClearanceStatus.VALID
    )
    for volunteer_id, kind, expires_on in db.session.execute(rows):
        found.setdefault(volunteer_id, {})[str(kind)] = expires_on
    return found


def words_for(lack: Lack, reader: Reader) -> str:
    """Say what is missing: to the volunteer with what helps, to anybody else without a word about the person."""
    words = _words_to_volunteer(lack) if reader is Reader.VOLUNTEER else None
    return words or _words_to_anybody(lack)


def _lacks(
    shift: Shift, demand: ShiftDemand, volunteer: Volunteer, known: Credentials, *, now: datetime
) -> list[Lack]:
    first, last = local_date(shift.starts_at or now), local_date(shift.ends_at or now)
    age = None if volunteer.born_on is None else age_on(volunteer.born_on, first)
    least, most = shift.task.minimum_age, demand.oldest_age
    found = []
    if volunteer.status is not VolunteerStatus.ACTIVE:
        found.append(Lack(Condition.ACTIVE))
    if least is not None and (age is None or age < least):
        found.append(Lack(Condition.OLD_ENOUGH, age=least))
    if most is not None and (age is None or age > most):
        found.append(Lack(Condition.YOUNG_ENOUGH, age=most))
    if unknown := demand.required - known.qualifications:
        found.append(Lack(Condition.SKILLS, codes=tuple(sorted(unknown))))
    valid = {kind for kind, until in known.clearances.items() if until is None or last <= until}
    if missing := demand.clearances - valid:
        found.append(Lack(Condition.CLEARANCES, codes=tuple(sorted(missing))))
    return found


def _words_to_volunteer(lack: Lack) -> str | None:
    match lack.condition:
        case Condition.ACTIVE:
            return gettext("Your profile is paused or not finished. Open it, and then you can sign up.")
        case Condition.OLD_ENOUGH:
            return gettext(
                "This task is for people from %(age)s years. There are other tasks for you.", age=lack.age
            )
        case Condition.SKILLS:
            return gettext(
                "On this shift everybody must know: %(skills)s. If you do, write it in your profile.",
                skills=qualification_names(lack.codes),
            )
        case Condition.CLEARANCES:
            return gettext(
                "On this shift everybody must have this in order: %(papers)s. Under “Your papers” you see how to get it.",
                papers=clearance_names(lack.codes),
            )
        case Condition.YOUNG_ENOUGH:
            return None


def _words_to_anybody(lack: Lack) -> str:
    match lack.condition:
        case Condition.ACTIVE:
            return gettext("Only volunteers who are not on a break can take a shift.")
        case Condition.OLD_ENOUGH:
            return gettext("This task is for people from %(age)s years.", age=lack.age)
        case Condition.YOUNG_ENOUGH:
            return gettext("This task is for people up to %(age)s years.", age=lack.age)
        case Condition.SKILLS:
            names = qualification_names(lack.codes)
            return gettext("On this shift everybody must know: %(skills)s.", skills=names)
        case Condition.CLEARANCES:
            names = clearance_names(lack.codes)
            return gettext("On this shift everybody must have this in order: %(papers)s.", papers=names)


def qualification_names(codes: Collection[str]) -> str:
    """Return skills and languages by name, in one line."""
    skills = db.session.scalars(select(Skill).where(Skill.code.in_(codes)))
    spoken = [code.removeprefix(LANGUAGE) for code in codes if code.startswith(LANGUAGE)]
    languages = db.session.scalars(select(Language).where(Language.code.in_(spoken)))
    return ", ".join(sorted(name_of(one).lower() for one in (*skills, *languages)))


def clearance_names(codes: Collection[str]) -> str:
    """Return clearances by name, in one line."""
    return ", ".join(sorted(str(CLEARANCE_KINDS[ClearanceKind(code)]).lower() for code in codes))
