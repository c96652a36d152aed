"""The files of mentors and of clearances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import RoleName, User
from web.exchange import cells
from web.exchange.consent_records import add_consents_of_mentors
from web.exchange.kinds import Column, Complaint, FileKind, Key, Origin, Values
from web.exchange.records import add_records, link_codes
from web.exchange.references import among, ids_of
from web.exchange.user_records import grant_roles, user_ids
from web.extensions import db
from web.profiles.models import (
    Mentor,
    MentorKind,
    MentorStatus,
    Volunteer,
    mentor_experiences,
    mentor_goals,
)
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus

MENTOR_FIELDS = ("kind", "capacity", "youngest_age", "oldest_age", "motivation", "status")


def stored_mentors(keys: set[Key]) -> dict[Key, Values]:
    """Find mentors by e-mail."""
    statement = (
        select(Mentor)
        .join(Mentor.volunteer)
        .join(Volunteer.user)
        .where(among(func.lower(User.email), {email for (email,) in keys}))
        .options(
            joinedload(Mentor.volunteer).joinedload(Volunteer.user),
            selectinload(Mentor.goals),
            selectinload(Mentor.experiences),
        )
    )
    return {
        (mentor.volunteer.user.email.lower(),): {name: getattr(mentor, name) for name in MENTOR_FIELDS}
        | {
            "goals": sorted(goal.code for goal in mentor.goals),
            "experiences": sorted(experience.code for experience in mentor.experiences),
        }
        for mentor in db.session.scalars(statement)
    }


def add_mentors(rows: Sequence[Values], origin: Origin) -> None:
    """Make volunteers mentors."""
    volunteers = ids_of("volunteers", [row["email"] for row in rows])
    owners = add_records(
        Mentor,
        [
            {name: row[name] for name in MENTOR_FIELDS} | {"volunteer_id": volunteers[row["email"]]}
            for row in rows
        ],
        origin,
    )
    link_codes(mentor_goals, "mentor_id", "goal_id", owners, [row["goals"] for row in rows], to="goals")
    link_codes(
        mentor_experiences, "mentor_id", "experience_id", owners, [row["experiences"] for row in rows],
        to="experiences",
    )  # fmt: skip
    users = user_ids({row["email"] for row in rows})
    grant_roles({user_id: [RoleName.MENTOR] for user_id in users.values()})
    add_consents_of_mentors(users.values(), origin)


def mentor_complaints(values: Values) -> Iterator[Complaint]:
    """The ages must be in order."""
    if values["oldest_age"] < values["youngest_age"]:
        yield "oldest_age", gettext("The oldest age is below the youngest.")


def stored_clearances(keys: set[Key]) -> dict[Key, Values]:
    """Find clearances by volunteer and kind."""
    email = func.lower(User.email)
    statement = (
        select(email, Clearance)
        .join(Clearance.volunteer)
        .join(Volunteer.user)
        .where(among(email, {address for address, _ in keys}))
        .options(joinedload(Clearance.verified_by))
    )
    return {
        (address, clearance.kind.value): {
            "status": clearance.status.value,
            "issued_on": clearance.issued_on.isoformat() if clearance.issued_on else None,
            "expires_on": clearance.expires_on.isoformat() if clearance.expires_on else None,
            "verified_by": clearance.verified_by.email.lower() if clearance.verified_by else None,
        }
        for address, clearance in db.session.execute(statement)
        if (address, clearance.kind.value) in keys
    }


def add_clearances(rows: Sequence[Values], origin: Origin) -> None:
    """Add clearances."""
    volunteers = ids_of("volunteers", [row["volunteer_email"] for row in rows])
    staff = ids_of("staff", [row["verified_by"] for row in rows])
    add_records(
        Clearance,
        [
            {
                "volunteer_id": volunteers[row["volunteer_email"]],
                "kind": ClearanceKind(row["kind"]),
                "status": ClearanceStatus(row["status"]),
                "issued_on": day_or_none(row["issued_on"]),
                "expires_on": day_or_none(row["expires_on"]),
                "verified_by_id": staff[row["verified_by"]] if row["verified_by"] else None,
            }
            for row in rows
        ],
        origin,
    )


def day_or_none(value: str | None) -> date | None:
    """Return the date of an ISO text."""
    return date.fromisoformat(value) if value else None


def clearance_complaints(values: Values) -> Iterator[Complaint]:
    """A valid clearance was issued and verified, and nothing ends before it began."""
    if values["status"] == ClearanceStatus.VALID:
        for name in ("issued_on", "verified_by"):
            if not values[name]:
                yield name, gettext("A valid clearance needs this.")
    if values["expires_on"] and not values["issued_on"]:
        yield "issued_on", gettext("What expires was issued on some day.")
    elif values["expires_on"] and values["expires_on"] < values["issued_on"]:
        yield "expires_on", gettext("This is before the day of issue.")


MENTORS = FileKind(
    name="mentors",
    columns=(
        Column("email", cells.email, refers_to="volunteers"),
        Column("kind", cells.choice(MentorKind)),
        Column("capacity", cells.whole_number(least=1, most=6)),
        Column("youngest_age", cells.whole_number(least=10, most=29)),
        Column("oldest_age", cells.whole_number(least=10, most=35)),
        Column("goals", cells.codes, empty="list", refers_to="goals"),
        Column("experiences", cells.codes, empty="list", refers_to="experiences"),
        Column("motivation", cells.paragraph(), empty="text"),
        Column("status", cells.choice(MentorStatus)),
    ),
    key=("email",),
    stored=stored_mentors,
    add=add_mentors,
    complaints=mentor_complaints,
)
CLEARANCES = FileKind(
    name="clearances",
    columns=(
        Column("volunteer_email", cells.email, refers_to="volunteers"),
        Column("kind", cells.choice(ClearanceKind)),
        Column("status", cells.choice(ClearanceStatus)),
        Column("issued_on", cells.day, empty="none"),
        Column("expires_on", cells.day, empty="none"),
        Column("verified_by", cells.email, empty="none", refers_to="staff"),
    ),
    key=("volunteer_email", "kind"),
    stored=stored_clearances,
    add=add_clearances,
    complaints=clearance_complaints,
)
