"""The file of volunteers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import RoleName, User
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
    """Find volunteers by e-mail."""
    statement = (
        select(Volunteer)
        .join(Volunteer.user)
        .where(among(func.lower(User.email), {email for (email,) in keys}))
        .options(
            joinedload(Volunteer.user),
            joinedload(Volunteer.area),
            selectinload(Volunteer.skills),
            selectinload(Volunteer.languages).joinedload(VolunteerLanguage.language),
        )
    )
    return {(found.user.email.lower(),): values_of(found) for found in db.session.scalars(statement)}


def values_of(volunteer: Volunteer) -> Values:
    """Return a volunteer in the values of the file; the name is the account holder's own to change."""
    return {
        "born_on": volunteer.born_on.isoformat() if volunteer.born_on else None,
        "gender": volunteer.gender.value if volunteer.gender else None,
        "phone": volunteer.phone,
        "area": volunteer.area.code if volunteer.area else "",
        "means": sorted(means.value for means in volunteer.means),
        "max_travel_minutes": volunteer.max_travel_minutes,
        "interests": sorted(skill.code for skill in volunteer.skills if skill.is_interest),
        "skills": sorted(skill.code for skill in volunteer.skills if not skill.is_interest),
        "languages": {known.language.code: known.level for known in volunteer.languages},
        "availability": write_week(volunteer.week),
        "status": volunteer.status.value,
        "about": volunteer.about,
    }


def add_volunteers(rows: Sequence[Values], origin: Origin) -> None:
    """Add volunteers, each with an account."""
    users = ensure_users(
        {row["email"]: row["name"] for row in rows},
        roles={row["email"]: [RoleName.VOLUNTEER] for row in rows},
        origin=origin,
    )
    areas = ids_of("areas", [row["area"] for row in rows])
    volunteers = add_records(
        Volunteer,
        [plain_values(row) | {"user_id": users[row["email"]], "area_id": areas[row["area"]]} for row in rows],
        origin,
    )
    owners = [volunteer.id for volunteer in volunteers]
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
