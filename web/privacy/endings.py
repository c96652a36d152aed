"""How what is under way ends before somebody is erased: with the notices to others that it always has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import func, or_, select

from web.accounts.models import RoleName, User
from web.associations.models import Association, association_coordinators
from web.audit.services import take_step
from web.consents.models import Consent, Through
from web.consents.services import withdraw_consent
from web.core.errors import RuleError
from web.employers.models import Employer, employer_contacts
from web.extensions import db
from web.matches.labels import CloseReason
from web.matches.models import Match, MatchStatus
from web.matches.services import close_match
from web.placements.models import Placement, PlacementStatus
from web.placements.proposal_services import running_placement
from web.placements.services import EndReason, end_placement
from web.privacy.messages import tell_caseworker_that_mentor_left
from web.privacy.vetting_endings import end_vetting
from web.profiles.models import (
    MENTOR_STEPS,
    VOLUNTEER_STEPS,
    Mentor,
    MentorStatus,
    Volunteer,
    VolunteerStatus,
)
from web.small_jobs.models import SmallJob, SmallJobStatus
from web.tasks.models import Shift, Signup
from web.tasks.signup_queries import LIVE
from web.tasks.signup_services import cancel_signup
from web.youth.models import YoungPerson

STAFF = (
    RoleName.CASEWORKER,
    RoleName.AREA_CONTACT,
    RoleName.ADMINISTRATOR,
    RoleName.DATA_PROTECTION_CONTACT,
)


def ensure_may_go(user: User) -> None:
    """Raise RuleError for staff, the only coordinator of an association, and the only contact of an employer."""
    if user.has_any_role(*STAFF):
        raise RuleError(
            gettext(
                "You work here as staff. Ask an administrator to end your work account first, so that somebody takes "
                "over what waits for you."
            )
        )
    alone = associations_left_alone(user)
    if alone:
        raise RuleError(
            gettext(
                "You are the only coordinator of %(names)s. Let somebody else become coordinator first, or write to us "
                "that the association stops.",
                names=", ".join(association.name for association in alone),
            )
        )
    employers = employers_left_alone(user)
    if employers:
        raise RuleError(
            gettext(
                "You are the only contact of %(names)s. Write to us who takes over, or that the workplace stops.",
                names=", ".join(employer.name for employer in employers),
            )
        )


def associations_left_alone(user: User) -> Sequence[Association]:
    """Return the associations that would have no coordinator without this user."""
    only_one = (
        select(association_coordinators.c.association_id)
        .group_by(association_coordinators.c.association_id)
        .having(func.count() == 1)
    )
    return db.session.scalars(
        select(Association)
        .where(Association.coordinators.any(User.id == user.id), Association.id.in_(only_one))
        .order_by(Association.name)
    ).all()


def employers_left_alone(user: User) -> Sequence[Employer]:
    """Return the employers that offer small jobs, or have somebody at work, and would have no contact without this user."""
    only_one = (
        select(employer_contacts.c.employer_id)
        .group_by(employer_contacts.c.employer_id)
        .having(func.count() == 1)
    )
    at_work = select(Placement.small_job_id).where(Placement.status != PlacementStatus.ENDED)
    needs_somebody = select(SmallJob.employer_id).where(
        or_(SmallJob.status == SmallJobStatus.PUBLISHED, SmallJob.id.in_(at_work))
    )
    return db.session.scalars(
        select(Employer)
        .where(
            Employer.contacts.any(User.id == user.id),
            Employer.id.in_(only_one),
            Employer.id.in_(needs_somebody),
        )
        .order_by(Employer.name)
    ).all()


def take_back_all(person: User | YoungPerson, *, by: User | None, now: datetime) -> None:
    """Take back every consent, with all that follows: proposals and requests are withdrawn."""
    owner = Consent.user_id if isinstance(person, User) else Consent.young_person_id
    standing = select(Consent).where(owner == person.id, Consent.withdrawn_at.is_(None)).order_by(Consent.id)
    for consent in db.session.scalars(standing).all():
        withdraw_consent(consent, through=Through.ERASURE, by=by, now=now)


def end_volunteering(user: User, *, by: User | None, now: datetime) -> None:
    """End a volunteer's matches, consents and coming tasks, and let them take part in nothing more."""
    volunteer = db.session.scalar(select(Volunteer).where(Volunteer.user_id == user.id))
    if volunteer is not None and volunteer.mentor is not None:
        end_matches_of_mentor(volunteer.mentor, by=by, now=now)
    take_back_all(user, by=by, now=now)
    if volunteer is None:
        return
    cancel_coming_signups(volunteer, by=by, now=now)
    end_vetting(volunteer, by=by or user, now=now)
    if volunteer.mentor is not None and volunteer.mentor.status is MentorStatus.APPROVED:
        take_step(volunteer.mentor, MENTOR_STEPS, "pause", by=by, now=now)
    if volunteer.status is VolunteerStatus.ACTIVE:
        take_step(volunteer, VOLUNTEER_STEPS, "pause", by=by, now=now)


def end_matches_of_mentor(mentor: Mentor, *, by: User | None, now: datetime) -> None:
    """End running matches; the young person looks for another mentor, and the caseworker is told."""
    for match in running(Match.mentor_id == mentor.id):
        close_match(match, CloseReason.WISH_OF_MENTOR, words="", wants_another=True, by=by, now=now)
        tell_caseworker_that_mentor_left(match)


def end_matches_of_young_person(young_person: YoungPerson, *, by: User | None, now: datetime) -> None:
    """End running matches for good."""
    for match in running(Match.young_person_id == young_person.id):
        close_match(match, CloseReason.WISH_OF_YOUNG_PERSON, words="", wants_another=False, by=by, now=now)


def end_placements_of_young_person(young_person: YoungPerson, *, by: User | None, now: datetime) -> None:
    """End the small job that still runs; the workplace's seat is free again."""
    placement = running_placement(young_person)
    if placement is not None:
        end_placement(placement, EndReason.ERASED, by=by, now=now)


def running(whose: object) -> Sequence[Match]:
    """Return running matches."""
    statement = select(Match).where(Match.status == MatchStatus.ACTIVE, whose)  # type: ignore[arg-type]
    return db.session.scalars(statement.order_by(Match.id)).all()


def cancel_coming_signups(volunteer: Volunteer, *, by: User | None, now: datetime) -> None:
    """Give back the seats of coming shifts; what has been done stays counted."""
    coming = (
        select(Signup)
        .join(Shift, Shift.id == Signup.shift_id)
        .where(
            Signup.volunteer_id == volunteer.id,
            Signup.status.in_(LIVE),
            or_(Shift.starts_at.is_(None), Shift.starts_at > now),
        )
        .order_by(Signup.id)
    )
    for signup in db.session.scalars(coming).all():
        cancel_signup(signup, by=by, now=now)
