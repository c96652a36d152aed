"""The files of vetting: references, interviews, courses, and who has a seat on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import gettext
from sqlalchemy import Select, func, select

from web.accounts.models import User
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, Complaint, FileKind, Key, Origin, Values
from web.exchange.records import add_records
from web.exchange.references import among, dictionary, ids_of
from web.extensions import db
from web.interviews.models import Channel, Interview, InterviewStatus
from web.profiles.models import Mentor, Volunteer
from web.references.models import KnownFor, Recommendation, Reference, ReferenceStatus, Relation
from web.references.services import VALID_FOR

EMAIL = func.lower(User.email)
INTERVIEW_LASTS = timedelta(hours=1)
ASKED_BEFORE = timedelta(days=4)


def by_mentor(statement: Select[Any], emails: set[str]) -> Select[Any]:
    """Narrow a statement about mentors to those of these addresses."""
    return statement.join(Mentor.volunteer).join(Volunteer.user).where(among(EMAIL, emails))


def mentor_ids(emails: set[str]) -> dict[str, int]:
    """Return {e-mail: id} of mentors and applicants."""
    return dictionary(by_mentor(select(EMAIL, Mentor.id).select_from(Mentor), emails))


def no_mentor(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """Complain of volunteers who are neither mentors nor applicants."""
    known = mentor_ids({row.values["mentor_email"] for row in rows})
    for row in rows:
        if row.values["mentor_email"] not in known:
            yield row.line, "mentor_email", gettext("This volunteer has not applied as a mentor.")


def stored_references(keys: set[Key]) -> dict[Key, Values]:
    """Find references by mentor and address."""
    statement = select(EMAIL, Reference).select_from(Reference).join(Reference.mentor)
    rows = db.session.execute(by_mentor(statement, {email for email, _ in keys}))
    found: dict[Key, Values] = {(email, one.email.lower()): {"name": one.name} for email, one in rows}
    return {key: values for key, values in found.items() if key in keys}


def add_references(rows: Sequence[Values], origin: Origin) -> None:
    """Add references; those with an answer were answered today."""
    mentors = mentor_ids({row["mentor_email"] for row in rows})
    asked_at = origin.now - ASKED_BEFORE
    add_records(
        Reference,
        [
            {
                "mentor_id": mentors[row["mentor_email"]],
                "name": row["name"],
                "email": row["email"],
                "relation": Relation(row["relation"]),
                "status": ReferenceStatus.ANSWERED if row["recommends"] else ReferenceStatus.ASKED,
                "link_number": 1,
                "asked_at": asked_at,
                "expires_at": asked_at + VALID_FOR,
                "answered_at": origin.now if row["recommends"] else None,
                "known_for": KnownFor(row["known_for"]) if row["recommends"] else None,
                "recommends": Recommendation(row["recommends"]) if row["recommends"] else None,
                "words": row["words"] or None,
                "phone": "",
            }
            for row in rows
        ],
        origin,
    )


def reference_complaints(values: Values) -> Iterator[Complaint]:
    """An answer says for how long, too."""
    if bool(values["known_for"]) != bool(values["recommends"]):
        yield "known_for", gettext("An answer needs both: for how long, and whether they recommend.")


def stored_interviews(keys: set[Key]) -> dict[Key, Values]:
    """Find interviews by mentor and beginning."""
    statement = select(EMAIL, Interview.starts_at).select_from(Interview).join(Interview.mentor)
    rows = db.session.execute(by_mentor(statement, {email for email, _ in keys}))
    found: dict[Key, Values] = {
        (email, starts_at.astimezone(UTC).isoformat()): {} for email, starts_at in rows
    }
    return {key: values for key, values in found.items() if key in keys}


def add_interviews(rows: Sequence[Values], origin: Origin) -> None:
    """Add interviews of an hour."""
    mentors = mentor_ids({row["mentor_email"] for row in rows})
    staff = ids_of("staff", [row["interviewer_email"] for row in rows])
    add_records(
        Interview,
        [
            {
                "mentor_id": mentors[row["mentor_email"]],
                "interviewer_id": staff[row["interviewer_email"]],
                "starts_at": datetime.fromisoformat(row["starts_at"]),
                "ends_at": datetime.fromisoformat(row["starts_at"]) + INTERVIEW_LASTS,
                "channel": Channel(row["channel"]),
                "place": row["place"],
                "status": InterviewStatus(row["status"]),
                "is_suitable": True if row["status"] == InterviewStatus.HELD else None,
            }
            for row in rows
        ],
        origin,
    )


def interview_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """Nobody holds two interviews at a time, and an applicant has one to come."""
    yield from no_mentor(rows)
    held: defaultdict[str, list[datetime]] = defaultdict(list)
    ahead: Counter[str] = Counter()
    for row in rows:
        if row.values["status"] != InterviewStatus.PLANNED:
            continue
        starts_at = datetime.fromisoformat(row.values["starts_at"])
        ahead[row.values["mentor_email"]] += 1
        if ahead[row.values["mentor_email"]] > 1:
            yield row.line, "mentor_email", gettext("An interview is planned already. Call it off first.")
        if any(abs(starts_at - other) < INTERVIEW_LASTS for other in held[row.values["interviewer_email"]]):
            yield row.line, "starts_at", gettext("The interviewer has another interview at that time.")
        held[row.values["interviewer_email"]].append(starts_at)


def stored_courses(keys: set[Key]) -> dict[Key, Values]:
    """Find courses by code."""
    statement = select(Course).where(among(Course.code, {code for (code,) in keys}))
    return {
        (course.code,): {"title": course.title, "place": course.place, "seats": course.seats}
        for course in db.session.scalars(statement)
    }


def add_courses(rows: Sequence[Values], origin: Origin) -> None:
    """Add courses; a trigger lays their seats."""
    moments = ("starts_at", "ends_at", "second_starts_at", "second_ends_at")
    plain = ("code", "title", "place", "seats", "description")
    add_records(
        Course,
        [
            {name: row[name] for name in plain}
            | {name: datetime.fromisoformat(row[name]) if row[name] else None for name in moments}
            for row in rows
        ],
        origin,
    )


def course_complaints(values: Values) -> Iterator[Complaint]:
    """Every evening ends after it began."""
    for begin, end in (("starts_at", "ends_at"), ("second_starts_at", "second_ends_at")):
        if bool(values[begin]) != bool(values[end]) or (values[begin] and values[end] <= values[begin]):
            yield end, gettext("The end must come after the beginning.")


def stored_places(keys: set[Key]) -> dict[Key, Values]:
    """Find places by course and mentor."""
    statement = (
        select(Course.code, EMAIL)
        .select_from(CoursePlace)
        .join(CoursePlace.course)
        .join(CoursePlace.volunteer)
        .join(Volunteer.user)
        .where(among(Course.code, {code for code, _ in keys}))
    )
    found: dict[Key, Values] = {(code, email): {} for code, email in db.session.execute(statement)}
    return {key: values for key, values in found.items() if key in keys}


def add_places(rows: Sequence[Values], origin: Origin) -> None:
    """Give each the next seat."""
    courses = dictionary(
        select(Course.code, Course.id).where(among(Course.code, {row["course"] for row in rows}))
    )
    volunteers = ids_of("volunteers", [row["mentor_email"] for row in rows])
    taken = seats_taken(set(courses))
    places = []
    for row in rows:
        taken[row["course"]] += 1
        places.append(
            {
                "course_id": courses[row["course"]],
                "volunteer_id": volunteers[row["mentor_email"]],
                "status": PlaceStatus.SEATED,
                "seat": taken[row["course"]],
                "asked_at": origin.now,
            }
        )
    add_records(CoursePlace, places, origin)


def seats_taken(codes: set[str]) -> Counter[str]:
    """Return the highest seat held on each course."""
    statement = (
        select(Course.code, func.max(CoursePlace.seat))
        .join(CoursePlace.course)
        .where(among(Course.code, codes), CoursePlace.seat.is_not(None))
        .group_by(Course.code)
    )
    return Counter(dictionary(statement))


def place_complaints(rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
    """The course is there and has a seat left."""
    yield from no_mentor(rows)
    codes = {row.values["course"] for row in rows}
    seats = dictionary(select(Course.code, Course.seats).where(among(Course.code, codes)))
    taken = seats_taken(codes)
    for row in rows:
        code = row.values["course"]
        taken[code] += 1
        if code not in seats:
            yield row.line, "course", gettext("There is no course of this code.")
        elif taken[code] > seats[code]:
            yield row.line, "course", gettext("The course has no seat left.")


MENTOR_REFERENCES = FileKind(
    name="mentor_references",
    columns=(
        Column("mentor_email", cells.email, refers_to="volunteers"),
        Column("name", cells.text()),
        Column("email", cells.email),
        Column("relation", cells.choice(Relation)),
        Column("known_for", cells.choice(KnownFor), empty="none"),
        Column("recommends", cells.choice(Recommendation), empty="none"),
        Column("words", cells.paragraph(), empty="text"),
    ),
    key=("mentor_email", "email"),
    stored=stored_references,
    add=add_references,
    complaints=reference_complaints,
    common_complaints=no_mentor,
)
INTERVIEWS = FileKind(
    name="interviews",
    columns=(
        Column("mentor_email", cells.email, refers_to="volunteers"),
        Column("interviewer_email", cells.email, refers_to="staff"),
        Column("starts_at", cells.moment),
        Column("channel", cells.choice(Channel)),
        Column("place", cells.text()),
        Column(
            "status", cells.choice((InterviewStatus.PLANNED, InterviewStatus.HELD, InterviewStatus.MISSED))
        ),
    ),
    key=("mentor_email", "starts_at"),
    stored=stored_interviews,
    add=add_interviews,
    common_complaints=interview_complaints,
)
COURSES = FileKind(
    name="courses",
    columns=(
        Column("code", cells.code),
        Column("title", cells.text()),
        Column("place", cells.text()),
        Column("seats", cells.whole_number(least=1, most=200)),
        Column("starts_at", cells.moment),
        Column("ends_at", cells.moment),
        Column("second_starts_at", cells.moment, empty="none"),
        Column("second_ends_at", cells.moment, empty="none"),
        Column("description", cells.paragraph(), empty="text"),
    ),
    key=("code",),
    stored=stored_courses,
    add=add_courses,
    complaints=course_complaints,
)
COURSE_PLACES = FileKind(
    name="course_places",
    columns=(
        Column("course", cells.code),
        Column("mentor_email", cells.email, refers_to="volunteers"),
    ),
    key=("course", "mentor_email"),
    stored=stored_places,
    add=add_places,
    common_complaints=place_complaints,
)
