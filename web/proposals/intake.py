"""Who takes part in a run, read in a handful of queries: open requests, and mentors who may have somebody now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.catalogue.models import Language
from web.consents.models import ConsentPurpose
from web.consents.queries import has_consent_of_user
from web.core.clock import local_date
from web.extensions import db
from web.profiles.models import (
    Mentor,
    MentorStatus,
    Volunteer,
    VolunteerLanguage,
    VolunteerStatus,
)
from web.proposals.known_before import known_mentors
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.places import HOLDING_A_PLACE, used_places
from web.proposals.taken_time import mentors_without_room
from web.proposals.terms import Terms, terms_of
from web.vetting.models import (
    MENTORING,
    Clearance,
    ClearanceRequirement,
    ClearanceStatus,
    Programme,
)
from web.vetting.queries import all_requirements, checks_of
from web.youth.models import (
    BlockedPair,
    MentorRequest,
    MentorRequestStatus,
    RequiredLanguage,
    YoungPerson,
    YoungPersonLanguage,
)

A_YEAR = timedelta(weeks=52)
WITH_ALL_THAT_COUNTS = (
    joinedload(MentorRequest.young_person).joinedload(YoungPerson.area),
    joinedload(MentorRequest.young_person)
    .selectinload(YoungPerson.languages)
    .joinedload(YoungPersonLanguage.language),
    selectinload(MentorRequest.goals),
    selectinload(MentorRequest.interests),
    selectinload(MentorRequest.required_experiences),
    selectinload(MentorRequest.helpful_experiences),
    selectinload(MentorRequest.required_languages).joinedload(RequiredLanguage.language),
)


@dataclass(frozen=True)
class Intake:
    """The rows of a run. `used_places` and `clearances` are by mentor and by volunteer, `blocked` by young person.

    `no_room` are the mentors, by request, whose time something else of the young person's takes (`web.proposals.taken_time`).
    `known` are, by young person, the mentors they have had before. `pending` are those who are still to be vetted; the run
    only counts whom they could help. `past_requests` are read only where the programme keeps rare mentors for those who
    will ask.
    """

    requests: Sequence[MentorRequest]
    mentors: Sequence[Mentor]
    used_places: dict[int, int]
    clearances: dict[int, list[Clearance]]
    requirements: Sequence[ClearanceRequirement]
    blocked: dict[int, list[int]]
    published_pairs: frozenset[tuple[int, int]]
    language_codes: Sequence[str]
    pending: Sequence[Mentor] = ()
    spares_rare_mentors: bool = False
    terms: Terms = field(default_factory=Terms)
    past_requests: Sequence[MentorRequest] = ()
    no_room: Mapping[int, frozenset[int]] = field(default_factory=dict)
    known: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def size(self) -> dict[str, int]:
        """How much there is to match."""
        free = sum(mentor.capacity - self.used_places.get(mentor.id, 0) for mentor in self.mentors)
        return {"requests": len(self.requests), "mentors": len(self.mentors), "places": free}


def read_intake(*, now: datetime) -> Intake:
    """Read everybody who takes part now."""
    used, programme = used_places(), mentoring_programme()
    requests, mentors = open_requests(), [m for m in available_mentors() if m.capacity > used.get(m.id, 0)]
    pending = pending_mentors(mentors, day=local_date(now))
    return Intake(
        requests=requests,
        mentors=mentors,
        used_places=used,
        clearances=clearances_of(mentors),
        requirements=all_requirements(),
        blocked=blocked_pairs(),
        published_pairs=published_pairs({r.id for r in requests}, {m.id for m in mentors}),
        language_codes=db.session.scalars(select(Language.code).order_by(Language.code)).all(),
        pending=pending,
        spares_rare_mentors=programme.spares_rare_mentors,
        terms=terms_of(programme),
        past_requests=past_requests(day=local_date(now)) if programme.spares_rare_mentors else (),
        no_room=mentors_without_room(requests, [*mentors, *pending], now=now),
        known=known_mentors([request.young_person_id for request in requests], among=[*mentors, *pending]),
    )


def read_intake_of(request: MentorRequest, *, now: datetime) -> Intake:
    """Read one request and every mentor who takes part, be their places taken or not."""
    mentors = available_mentors()
    used = used_places()
    return Intake(
        requests=[request],
        mentors=mentors,
        used_places={m.id: min(used.get(m.id, 0), m.capacity) for m in mentors},
        clearances=clearances_of(mentors),
        requirements=all_requirements(),
        blocked=blocked_pairs(),
        published_pairs=frozenset(),
        language_codes=db.session.scalars(select(Language.code).order_by(Language.code)).all(),
        terms=terms_of(mentoring_programme()),
        no_room=mentors_without_room([request], mentors, now=now),
        known=known_mentors([request.young_person_id], among=mentors),
    )


def open_requests() -> Sequence[MentorRequest]:
    """Return the open requests of consenting young people for whom nothing has been approved yet."""
    promised = select(Proposal.request_id).where(Proposal.status.in_(HOLDING_A_PLACE))
    return db.session.scalars(
        select(MentorRequest)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(
            MentorRequest.status == MentorRequestStatus.OPEN,
            YoungPerson.consented_on.is_not(None),
            MentorRequest.id.not_in(promised),
        )
        .options(*WITH_ALL_THAT_COUNTS)
        .order_by(MentorRequest.id)
    ).all()


def mentoring_programme() -> Programme:
    """Return the programme of mentors for young people, which says what counts in its runs."""
    return db.session.get_one(Programme, MENTORING)


def least_common_minutes() -> int:
    """Return how many minutes a week two people must have in common."""
    return mentoring_programme().common_minutes


def past_requests(*, day: date) -> Sequence[MentorRequest]:
    """Return what was asked for during the past year and is settled by now."""
    return db.session.scalars(
        select(MentorRequest)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(
            MentorRequest.status != MentorRequestStatus.OPEN,
            MentorRequest.opened_on > day - A_YEAR,
            MentorRequest.opened_on <= day,
        )
        .options(*WITH_ALL_THAT_COUNTS)
        .order_by(MentorRequest.id)
    ).all()


def pending_mentors(mentors: Sequence[Mentor], *, day: date) -> Sequence[Mentor]:
    """Return the applicants, and those of the mentors who lack a clearance that day."""
    checks = checks_of(mentors, day=day)
    lacking = [mentor for mentor in mentors if any(not check.is_valid for check in checks[mentor.id])]
    return [*available_mentors(status=MentorStatus.APPLIED), *lacking]


def available_mentors(*, status: MentorStatus = MentorStatus.APPROVED) -> Sequence[Mentor]:
    """Return the mentors (or applicants) who are active and have told where and when."""
    return db.session.scalars(
        select(Mentor)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .join(User, User.id == Volunteer.user_id)
        .where(
            Mentor.status == status,
            Volunteer.status == VolunteerStatus.ACTIVE,
            Volunteer.area_id.is_not(None),
            Volunteer.born_on.is_not(None),
            User.active,
            has_consent_of_user(User.id, ConsentPurpose.BEING_MENTOR),
        )
        .options(
            joinedload(Mentor.volunteer).joinedload(Volunteer.area),
            joinedload(Mentor.volunteer).selectinload(Volunteer.skills),
            joinedload(Mentor.volunteer)
            .selectinload(Volunteer.languages)
            .joinedload(VolunteerLanguage.language),
            selectinload(Mentor.goals),
            selectinload(Mentor.experiences),
        )
        .order_by(Mentor.id)
    ).all()


def clearances_of(mentors: Sequence[Mentor]) -> dict[int, list[Clearance]]:
    """Return the clearances of these mentors, by volunteer."""
    found: dict[int, list[Clearance]] = defaultdict(list)
    ids = [mentor.volunteer_id for mentor in mentors]
    for clearance in db.session.scalars(select(Clearance).where(Clearance.volunteer_id.in_(ids))):
        found[clearance.volunteer_id].append(clearance)
    return found


def blocked_pairs() -> dict[int, list[int]]:
    """Return the mentors who are never to be proposed again, by young person."""
    found: dict[int, list[int]] = defaultdict(list)
    for young_person_id, mentor_id in db.session.execute(
        select(BlockedPair.young_person_id, BlockedPair.mentor_id)
    ):
        found[young_person_id].append(mentor_id)
    return found


def published_pairs(requests: set[int], mentors: set[int]) -> frozenset[tuple[int, int]]:
    """Return the pairs that caseworkers see now and that still could be, so that a new plan changes few of them."""
    rows = db.session.execute(
        select(Proposal.request_id, Proposal.mentor_id).where(Proposal.status == ProposalStatus.PROPOSED)
    )
    return frozenset((r, m) for r, m in rows if r in requests and m in mentors)


def is_issued(clearance: Clearance, *, day: date) -> bool:
    """Tell whether a clearance has been verified and has begun."""
    return (
        clearance.status is ClearanceStatus.VALID
        and clearance.issued_on is not None
        and clearance.issued_on <= day
    )
