"""The file of volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text

from web.accounts.models import RoleName, User
from web.catalogue.models import Area, Language, Skill
from web.exchange import cells
from web.exchange.kinds import Column, FileKind, Key, Origin, Values
from web.exchange.records import add_records, link_codes, link_languages
from web.exchange.references import among, ids_of
from web.exchange.user_records import ensure_users
from web.exchange.week_text import read_week, write_week
from web.extensions import db
from web.profiles.models import (
    Gender,
    Means,
    Volunteer,
    VolunteerLanguage,
    VolunteerStatus,
    volunteer_skills,
)


def stored_volunteers(keys: set[Key]) -> dict[Key, Values]:
    """Find volunteers by e-mail; the name is the account holder's own to change, so it is not compared."""
    email = func.lower(User.email)
    statement = (
        select(
            email.label("email"),
            Volunteer.born_on,
            Volunteer.gender,
            Volunteer.phone,
            func.coalesce(Area.code, "").label("area"),
            Volunteer.means,
            Volunteer.max_travel_minutes,
            codes_of(is_interest=True).label("interests"),
            codes_of(is_interest=False).label("skills"),
            spoken_languages().label("languages"),
            Volunteer.week,
            Volunteer.status,
            Volunteer.about,
            Volunteer.is_protected,
        )
        .select_from(Volunteer)
        .join(Volunteer.user)
        .outerjoin(Volunteer.area)
        .where(among(email, {address for (address,) in keys}))
    )
    return {(found.email,): values_of(found) for found in db.session.execute(statement)}


def codes_of(*, is_interest: bool) -> ColumnElement[list[str]]:
    """The codes of a volunteer's interests or skills, as an array within the row."""
    chosen = (
        select(Skill.code)
        .select_from(Skill)
        .join(volunteer_skills, volunteer_skills.c.skill_id == Skill.id)
        .where(volunteer_skills.c.volunteer_id == Volunteer.id, Skill.is_interest == is_interest)
    )
    return func.array(chosen.correlate(Volunteer).scalar_subquery())


def spoken_languages() -> ColumnElement[dict[str, int]]:
    """A volunteer's languages with levels, as an object within the row."""
    return (
        select(
            func.coalesce(func.jsonb_object_agg(Language.code, VolunteerLanguage.level), text("'{}'::jsonb"))
        )
        .select_from(VolunteerLanguage)
        .join(VolunteerLanguage.language)
        .where(VolunteerLanguage.volunteer_id == Volunteer.id)
        .correlate(Volunteer)
        .scalar_subquery()
    )


def values_of(found: Row[Any]) -> Values:
    """Return a volunteer in the values of the file.

    Where a protected one lives is not compared: whoever uploads a file could find it out by guessing.
    """
    place = {} if found.is_protected else {"area": found.area}
    return place | {
        "born_on": found.born_on.isoformat() if found.born_on else None,
        "gender": found.gender.value if found.gender else None,
        "phone": found.phone,
        "means": sorted(means.value for means in found.means),
        "max_travel_minutes": found.max_travel_minutes,
        "interests": sorted(found.interests),
        "skills": sorted(found.skills),
        "languages": found.languages,
        "availability": write_week(found.week),
        "status": found.status.value,
        "about": found.about,
    }


def add_volunteers(rows: Sequence[Values], origin: Origin) -> None:
    """Add volunteers, each with an account."""
    users = ensure_users(
        {row["email"]: row["name"] for row in rows},
        roles={row["email"]: [RoleName.VOLUNTEER] for row in rows},
        origin=origin,
    )
    areas = ids_of("areas", [row["area"] for row in rows])
    owners = add_records(
        Volunteer,
        [plain_values(row) | {"user_id": users[row["email"]], "area_id": areas[row["area"]]} for row in rows],
        origin,
    )
    liked = [sorted({*row["interests"], *row["skills"]}) for row in rows]
    link_codes(volunteer_skills, "volunteer_id", "skill_id", owners, liked, to="skills")
    link_languages(VolunteerLanguage, "volunteer_id", owners, [row["languages"] for row in rows])


def plain_values(row: Values) -> dict[str, Any]:
    """Return the fields that stand in the volunteer's own row."""
    return {
        "status": VolunteerStatus(row["status"]),
        "born_on": date.fromisoformat(row["born_on"]),
        "gender": Gender(row["gender"]) if row["gender"] else None,
        "phone": row["phone"],
        "about": row["about"],
        "means": [Means(means) for means in row["means"]],
        "max_travel_minutes": row["max_travel_minutes"],
        "week": read_week(row["availability"]),
    }


VOLUNTEERS = FileKind(
    name="volunteers",
    columns=(
        Column("email", cells.email),
        Column("name", cells.text()),
        Column("born_on", cells.birthday),
        Column("gender", cells.choice(Gender), empty="none"),
        Column("phone", cells.text(longest=40), empty="text"),
        Column("area", cells.code, refers_to="areas"),
        Column("means", cells.choices(Means)),
        Column("max_travel_minutes", cells.whole_number(least=5, most=120)),
        Column("interests", cells.codes, empty="list", refers_to="interests"),
        Column("skills", cells.codes, empty="list", refers_to="skills"),
        Column("languages", cells.language_levels, refers_to="languages"),
        Column("availability", cells.week),
        Column("status", cells.choice((VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED))),
        Column("about", cells.paragraph(), empty="text"),
    ),
    key=("email",),
    stored=stored_volunteers,
    add=add_volunteers,
    is_for_upload=True,
)
