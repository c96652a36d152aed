"""What an opened record shows: enough to act on, and never a note, never where a protected person lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.profiles.models import Mentor, Volunteer
from web.profiles.sight import Audience, SeenVolunteer, volunteer_seen
from web.youth.ages import age_on
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson
from web.youth.sight import Reader, SeenYoungPerson, Stage, young_person_seen

CURRENT = (MentorRequestStatus.OPEN, MentorRequestStatus.MATCHED)


@dataclass(frozen=True)
class YoungRecord:
    """The record of a young person for somebody who has broken the glass."""

    seen: SeenYoungPerson
    whole_name: str
    age: int
    born_on: date
    is_protected: bool
    caseworker: User
    urgency: int | None
    week: Week | None
    mentors: Sequence[SeenVolunteer]


@dataclass(frozen=True)
class VolunteerRecord:
    """The record of a volunteer for somebody who has broken the glass."""

    seen: SeenVolunteer
    born_on: date | None
    status: str
    is_mentor: bool
    running_matches: int


def young_record(person: YoungPerson, *, day: date) -> YoungRecord:
    """Return what is shown of a young person."""
    request = current_request(person)
    seen = young_person_seen(person, request, by=Reader.COLLEAGUE, stage=Stage.MATCH, day=day)
    assert seen is not None, "a colleague sees a record or none"
    return YoungRecord(
        seen=seen,
        whole_name=f"{person.first_name} {person.last_name}".strip(),
        age=age_on(person.born_on, day),
        born_on=person.born_on,
        is_protected=person.is_protected,
        caseworker=person.caseworker,
        urgency=request.urgency if request else None,
        week=request.week if request else None,
        mentors=[
            volunteer_seen(match.mentor.volunteer, by=Audience.STAFF) for match in running_matches(person)
        ],
    )


def current_request(person: YoungPerson) -> MentorRequest | None:
    """Return the request that is open or has its mentor."""
    return next((request for request in person.requests if request.status in CURRENT), None)


def running_matches(person: YoungPerson) -> Sequence[Match]:
    """Return the running matches of a young person."""
    return db.session.scalars(
        select(Match)
        .where(Match.young_person_id == person.id, Match.status == MatchStatus.ACTIVE)
        .options(joinedload(Match.mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user))
        .order_by(Match.id)
    ).all()


def volunteer_record(volunteer: Volunteer) -> VolunteerRecord:
    """Return what is shown of a volunteer."""
    mentor = volunteer.mentor
    running = (
        []
        if mentor is None
        else db.session.scalars(
            select(Match.id).where(Match.mentor_id == mentor.id, Match.status == MatchStatus.ACTIVE)
        ).all()
    )
    return VolunteerRecord(
        seen=volunteer_seen(volunteer, by=Audience.STAFF),
        born_on=volunteer.born_on,
        status=volunteer.status.value,
        is_mentor=mentor is not None,
        running_matches=len(running),
    )
