"""Reads of interviews."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from web.accounts.models import Role, RoleName, User, area_contacts
from web.core.errors import NotVisibleError
from web.extensions import db
from web.interviews.models import Interview, InterviewStatus
from web.profiles.models import Mentor, Volunteer
from web.vetting.models import ClearanceKind
from web.vetting.queries import requirement_of

LARGEST_ID = 2**31 - 1
MOST_INTERVIEWERS = 200


def interviews_of(mentor: Mentor) -> Sequence[Interview]:
    """Return every interview with the applicant, the newest first."""
    return db.session.scalars(
        select(Interview)
        .where(Interview.mentor_id == mentor.id)
        .options(joinedload(Interview.interviewer))
        .order_by(Interview.starts_at.desc())
    ).all()


def planned_interview(mentor: Mentor) -> Interview | None:
    """Return the interview to come, or the one whose outcome has not been recorded."""
    return db.session.scalar(
        select(Interview).where(Interview.mentor_id == mentor.id, Interview.status == InterviewStatus.PLANNED)
    )


def interview_with(mentor: Mentor, interview_id: int) -> Interview:
    """Return one interview with that applicant; raises NotVisibleError for any other."""
    found = db.session.get(Interview, min(interview_id, LARGEST_ID))
    if found is None or found.mentor_id != mentor.id:
        raise NotVisibleError
    return found


def own_interview(user: User, interview_id: int) -> Interview:
    """Return an interview to which the user is invited as an applicant; raises NotVisibleError for any other."""
    found = db.session.scalar(
        select(Interview)
        .join(Interview.mentor)
        .join(Mentor.volunteer)
        .where(Interview.id == min(interview_id, LARGEST_ID), Volunteer.user_id == user.id)
    )
    if found is None:
        raise NotVisibleError
    return found


def interviewers_for(mentor: Mentor) -> Sequence[User]:
    """Return the colleagues who may hold an interview with the applicant; area contacts only those of the area."""
    requirement = requirement_of(ClearanceKind.INTERVIEW)
    roles = [] if requirement is None else [RoleName(role) for role in requirement.verified_by]
    everywhere = [role for role in roles if role is not RoleName.AREA_CONTACT]
    clauses = [User.roles.any(Role.name.in_(everywhere))]
    if RoleName.AREA_CONTACT in roles:
        of_area = select(area_contacts.c.user_id).where(area_contacts.c.area_id == mentor.volunteer.area_id)
        clauses.append(User.id.in_(of_area) & User.roles.any(Role.name == RoleName.AREA_CONTACT))
    return db.session.scalars(
        select(User)
        .where(User.active, or_(*clauses), User.id != mentor.volunteer.user_id)
        .order_by(User.name, User.id)
        .limit(MOST_INTERVIEWERS)
    ).all()
