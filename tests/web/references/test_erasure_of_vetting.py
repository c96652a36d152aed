"""Who is erased leaves nothing of vetting behind, the referees' names and words included."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.privacy.dump import places_of
from web.accounts.models import RoleName
from web.childrens_certificates.models import CertificateOrder
from web.childrens_certificates.services import ask_for_certificate
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.courses.services import sign_up
from web.extensions import db
from web.interviews.models import Channel, Interview
from web.interviews.services import Appointment, plan_interview
from web.privacy.erasure import erase_user
from web.profiles.models import MentorStatus
from web.references.models import KnownFor, Recommendation, Reference, Relation
from web.references.services import Answer, Referee, answer_reference, ask_referee
from web.vetting.decisions import refuse_mentor
from web.vetting.models import (
    ClearanceKind,
    ClearanceReminder,
    DecisionReason,
    GivenStatement,
    MentorWorth,
    ScreeningDecision,
)
from web.vetting.statements import give_statement

pytestmark = pytest.mark.usefixtures("database")
LEFT_EMPTY = (
    Reference, Interview, CoursePlace, CertificateOrder, GivenStatement, ClearanceReminder, ScreeningDecision, MentorWorth,
)  # fmt: skip


def test_nothing_of_vetting_is_left() -> None:
    mentor = make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED, youngest_age=13)
    user, caseworker = mentor.volunteer.user, make.make_user(RoleName.CASEWORKER)
    referee = Referee("Quittenbaum", "quitten@example.dk", Relation.FRIEND)
    reference = ask_referee(mentor, referee, by=user, now=make.NOW)
    told = Answer(KnownFor.LONGER, Recommendation.YES, "Quittenord", "12121212")
    answer_reference(reference, told, now=make.NOW)
    tomorrow = make.NOW + timedelta(days=1)
    at = Appointment(tomorrow, 60, Channel.VIDEO, "https://video.example.dk")
    plan_interview(mentor, at, interviewer=caseworker, by=caseworker, now=make.NOW)
    course = make.save(
        Course(
            title="Kursus", place="Her", seats=1, starts_at=tomorrow, ends_at=tomorrow + timedelta(hours=3)
        )
    )
    sign_up(course, mentor.volunteer, by=user, now=make.NOW)
    other = make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED)
    waiting = sign_up(course, other.volunteer, by=other.volunteer.user, now=make.NOW)
    ask_for_certificate(mentor.volunteer, make.make_association(), by=user, now=make.NOW)
    give_statement(mentor, ClearanceKind.COMMITMENT, version=1, language="da", by=user, now=make.NOW)
    clearance = make.make_clearance(mentor.volunteer, kind=ClearanceKind.TRAINING)
    make.save(
        ClearanceReminder(
            clearance_id=clearance.id, expires_on=clearance.expires_on, days_before=60, sent_at=make.NOW
        )
    )
    make.save(MentorWorth(mentor_id=mentor.id, could_help=3, more_helped=1, counted_at=make.NOW))
    refuse_mentor(mentor, DecisionReason.TIME, by=caseworker, now=make.NOW)
    erase_user(user, by=user, now=make.NOW)
    db.session.flush()
    assert waiting.status is PlaceStatus.SEATED
    db.session.delete(waiting)
    db.session.flush()
    left = [
        model.__name__ for model in LEFT_EMPTY if db.session.scalar(select(func.count()).select_from(model))
    ]
    assert left == []
    for trace in ("Quittenord", "12121212", "Quittenbaum"):
        assert places_of(trace) == []
