"""The file of mentor requests; only an operator at the command line imports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from web.exchange import cells
from web.exchange.kinds import Column, Complaint, FileKind, Key, Origin, Values
from web.exchange.records import add_records, link_codes, link_languages
from web.exchange.references import among, ids_of
from web.exchange.week_text import read_week, write_week
from web.extensions import db
from web.profiles.models import Gender, Means, MentorKind
from web.youth.models import (
    MentorRequest,
    MentorRequestStatus,
    RequiredLanguage,
    YoungPerson,
    helpful_experiences,
    request_experiences,
    request_goals,
    request_interests,
)

PLAIN = (
    "urgency", "wishes", "max_travel_minutes", "minutes_per_week", "wished_youngest_age", "wished_oldest_age",
)  # fmt: skip
LINKS = (
    ("goals", request_goals, "goal_id", "goals"),
    ("interests", request_interests, "skill_id", "interests"),
    ("required_experiences", request_experiences, "experience_id", "experiences"),
    ("helpful_experiences", helpful_experiences, "experience_id", "experiences"),
)


def stored_requests(keys: set[Key]) -> dict[Key, Values]:
    """Find the one request of each young person that is open or matched."""
    statement = (
        select(MentorRequest)
        .join(MentorRequest.young_person)
        .where(
            among(YoungPerson.code, {code for (code,) in keys}),
            MentorRequest.status != MentorRequestStatus.WITHDRAWN,
        )
        .options(
            contains_eager(MentorRequest.young_person),
            selectinload(MentorRequest.goals),
            selectinload(MentorRequest.interests),
            selectinload(MentorRequest.required_experiences),
            selectinload(MentorRequest.helpful_experiences),
            selectinload(MentorRequest.required_languages).joinedload(RequiredLanguage.language),
        )
    )
    return {(found.young_person.code,): values_of(found) for found in db.session.scalars(statement)}


def values_of(request: MentorRequest) -> Values:
    """Return a request in the values of the file."""
    return {name: getattr(request, name) for name in PLAIN} | {
        "opened_on": request.opened_on.isoformat(),
        "availability": write_week(request.week),
        "means": sorted(means.value for means in request.means),
        "wished_mentor_gender": request.wished_mentor_gender.value if request.wished_mentor_gender else None,
        "goals": sorted(goal.code for goal in request.goals),
        "interests": sorted(interest.code for interest in request.interests),
        "required_experiences": sorted(experience.code for experience in request.required_experiences),
        "helpful_experiences": sorted(experience.code for experience in request.helpful_experiences),
        "wished_mentor_kinds": sorted(kind.value for kind in request.wished_mentor_kinds),
        "required_languages": {known.language.code: known.level for known in request.required_languages},
    }


def add_requests(rows: Sequence[Values], origin: Origin) -> None:
    """Open the requests."""
    young_people = ids_of("young_people", [row["young_person"] for row in rows])
    owners = add_records(
        MentorRequest,
        [plain_values(row) | {"young_person_id": young_people[row["young_person"]]} for row in rows],
        origin,
    )
    for name, table, other, reference in LINKS:
        link_codes(table, "request_id", other, owners, [row[name] for row in rows], to=reference)
    link_languages(RequiredLanguage, "request_id", owners, [row["required_languages"] for row in rows])


def plain_values(row: Values) -> dict[str, Any]:
    """Return the fields that stand in the request's own row."""
    return {name: row[name] for name in PLAIN} | {
        "opened_on": date.fromisoformat(row["opened_on"]),
        "week": read_week(row["availability"]),
        "means": [Means(means) for means in row["means"]],
        "wished_mentor_gender": Gender(row["wished_mentor_gender"]) if row["wished_mentor_gender"] else None,
        "wished_mentor_kinds": [MentorKind(kind) for kind in row["wished_mentor_kinds"]],
    }


def request_complaints(values: Values) -> Iterator[Complaint]:
    """The wished ages must be in order."""
    youngest, oldest = values["wished_youngest_age"], values["wished_oldest_age"]
    if youngest is not None and oldest is not None and oldest < youngest:
        yield "wished_oldest_age", gettext("The oldest age is below the youngest.")


MENTOR_REQUESTS = FileKind(
    name="mentor_requests",
    columns=(
        Column("young_person", cells.code, refers_to="young_people"),
        Column("urgency", cells.whole_number(least=1, most=3)),
        Column("opened_on", cells.day),
        Column("goals", cells.codes, refers_to="goals"),
        Column("interests", cells.codes, empty="list", refers_to="interests"),
        Column("wishes", cells.paragraph(), empty="text"),
        Column("availability", cells.week),
        Column("means", cells.choices(Means)),
        Column("max_travel_minutes", cells.whole_number(least=5, most=120)),
        Column("required_languages", cells.language_levels, empty="levels", refers_to="languages"),
        Column("wished_mentor_gender", cells.choice(Gender), empty="none"),
        Column("wished_youngest_age", cells.whole_number(least=15, most=110), empty="none"),
        Column("wished_oldest_age", cells.whole_number(least=15, most=110), empty="none"),
        Column("required_experiences", cells.codes, empty="list", refers_to="experiences"),
        Column("minutes_per_week", cells.whole_number(least=30, most=600)),
        Column(
            "helpful_experiences", cells.codes, empty="list", refers_to="experiences", may_be_left_out=True
        ),
        Column("wished_mentor_kinds", cells.choices(MentorKind), empty="list", may_be_left_out=True),
    ),
    key=("young_person",),
    stored=stored_requests,
    add=add_requests,
    complaints=request_complaints,
)
