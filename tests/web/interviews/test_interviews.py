"""Interviews: planned without double booking, called off by either side, recorded with an outcome from a list."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.interviews.models import Channel, Interview, InterviewStatus, Topic
from web.interviews.services import (
    Appointment,
    cancel_interview,
    hold_interview,
    miss_interview,
    plan_interview,
)
from web.interviews.todo import waiting_for
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorStatus
from web.vetting.decisions import refuse_mentor
from web.vetting.models import ClearanceKind, DecisionReason
from web.vetting.queries import missing_kinds

pytestmark = pytest.mark.usefixtures("database")
TOMORROW = make.NOW + timedelta(days=1)
ALL = frozenset(Topic)


def an_applicant() -> Mentor:
    return make.make_mentor(is_cleared=False, status=MentorStatus.APPLIED)


def a_caseworker() -> User:
    return make.make_user(RoleName.CASEWORKER)


def planned(mentor: Mentor, interviewer: User, *, hours: int = 0, minutes: int = 60) -> Interview:
    """An interview tomorrow, so many hours later than now."""
    at = Appointment(TOMORROW + timedelta(hours=hours), minutes, Channel.MEETING, "Laksetorvet 1")
    return plan_interview(mentor, at, interviewer=interviewer, by=interviewer, now=make.NOW)


def mails_to(user: User) -> list[str]:
    found = select(OutboxMessage.body).where(OutboxMessage.user_id == user.id).order_by(OutboxMessage.id)
    return list(db.session.scalars(found))


def test_both_are_invited_with_time_and_place() -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    planned(mentor, caseworker)
    (invitation,) = mails_to(mentor.volunteer.user)
    assert "Laksetorvet 1" in invitation
    assert "tirsdag den 3. marts" in invitation
    assert "kl. 10.00" in invitation
    assert len(mails_to(caseworker)) == 1


def test_an_interviewer_is_never_in_two_interviews_and_an_applicant_has_one_to_come() -> None:
    caseworker, mentor = a_caseworker(), an_applicant()
    planned(mentor, caseworker)
    with pytest.raises(RuleError) as refused:
        planned(an_applicant(), caseworker, minutes=30)
    assert refused.value.field == "clock_time"
    planned(an_applicant(), caseworker, hours=1)
    with pytest.raises(RuleError, match="allerede aftalt"):
        planned(mentor, a_caseworker(), hours=5)


def test_of_many_plans_at_once_for_one_interviewer_one_wins(app: Flask) -> None:
    caseworker_id = a_caseworker().id
    applicants = [an_applicant().id for _ in range(6)]
    db.session.commit()

    def attempt(mentor_id: int) -> bool:
        with app.app_context():
            interviewer = db.session.get_one(User, caseworker_id)
            try:
                planned(db.session.get_one(Mentor, mentor_id), interviewer)
                db.session.commit()
            except RuleError:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(attempt, applicants)) == 1


def test_a_cancelled_hour_is_free_again_and_the_other_side_is_told() -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    interview = planned(mentor, caseworker)
    cancel_interview(interview, by=mentor.volunteer.user, now=make.NOW)
    assert len(mails_to(caseworker)) == 2
    assert len(mails_to(mentor.volunteer.user)) == 1
    second = planned(mentor, caseworker)
    cancel_interview(second, by=caseworker, now=make.NOW)
    assert "aflyst" in mails_to(mentor.volunteer.user)[-1]


def test_a_good_outcome_puts_the_clearance_in_order_and_a_bad_one_does_not() -> None:
    mentor, other, caseworker = an_applicant(), an_applicant(), a_caseworker()
    good, bad = planned(mentor, caseworker), planned(other, caseworker, hours=2)
    with pytest.raises(RuleError, match="ikke begyndt"):
        hold_interview(good, spoken_about=ALL, is_suitable=True, by=caseworker, now=make.NOW)
    after = TOMORROW + timedelta(hours=4)
    hold_interview(good, spoken_about=ALL, is_suitable=True, by=caseworker, now=after)
    hold_interview(bad, spoken_about=frozenset(), is_suitable=False, by=caseworker, now=after)
    day = after.date()
    assert ClearanceKind.INTERVIEW not in missing_kinds(mentor, day=day)
    assert ClearanceKind.INTERVIEW in missing_kinds(other, day=day)
    with pytest.raises(TransitionError):
        miss_interview(good, by=caseworker, now=after)


def test_nobody_is_found_suitable_before_every_topic_was_spoken_about() -> None:
    caseworker = a_caseworker()
    interview = planned(an_applicant(), caseworker)
    with pytest.raises(RuleError) as refused:
        hold_interview(
            interview, spoken_about=ALL - {Topic.BOUNDARIES}, is_suitable=True, by=caseworker, now=TOMORROW
        )
    assert refused.value.field == "topics"


def test_who_did_not_come_can_get_a_new_time() -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    miss_interview(planned(mentor, caseworker), by=caseworker, now=TOMORROW + timedelta(hours=2))
    assert planned(mentor, caseworker, hours=24).status is InterviewStatus.PLANNED


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.VOLUNTEER])
def test_only_those_the_programme_names_hold_interviews(role: RoleName) -> None:
    at = Appointment(TOMORROW, 60, Channel.VIDEO, "https://video.example.dk")
    with pytest.raises(RuleError) as refused:
        plan_interview(an_applicant(), at, interviewer=make.make_user(role), by=a_caseworker(), now=make.NOW)
    assert refused.value.field == "interviewer"


def test_staff_plan_on_the_page_and_the_applicant_sees_it(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    mentor_id, user, caseworker_id = mentor.id, mentor.volunteer.user, caseworker.id
    client = sign_in(caseworker)
    path = f"/godkendelser/{mentor_id}/samtale"
    typed = {
        "day": "2099-05-04", "clock_time": "14:30", "minutes": "60", "channel": "meeting", "place": "",
        "interviewer": str(caseworker_id),
    }  # fmt: skip
    assert "Skriv, hvor I mødes." in client.post(path, data=typed).get_data(as_text=True)
    assert client.post(path, data=typed | {"place": "Laksetorvet"}).status_code == 302
    interview = db.session.scalars(select(Interview)).one()
    assert interview.starts_at.isoformat() == "2099-05-04T12:30:00+00:00"
    interview_id = interview.id
    own = sign_in(user)
    assert "4. maj" in own.get("/frivillig/mentor").get_data(as_text=True)
    assert "Laksetorvet" in own.get("/frivillig/mentor/samtale").get_data(as_text=True)
    stranger = sign_in(an_applicant().volunteer.user)
    assert stranger.post(f"/frivillig/mentor/samtale/{interview_id}/afbud").status_code == 404
    assert own.post(f"/frivillig/mentor/samtale/{interview_id}/afbud").status_code == 302
    db.session.expire_all()
    assert db.session.get_one(Interview, interview_id).status is InterviewStatus.CANCELLED


def test_an_area_contact_plans_for_their_own_area_only(sign_in: Callable[[User], FlaskClient]) -> None:
    mine, theirs = an_applicant(), an_applicant()
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [mine.volunteer.area]  # type: ignore[list-item]
    mine_id, theirs_id = mine.id, theirs.id
    client = sign_in(contact)
    assert client.get(f"/godkendelser/{mine_id}/samtale").status_code == 200
    assert client.get(f"/godkendelser/{theirs_id}/samtale").status_code == 404


def test_an_interviewer_sees_what_is_near_and_what_is_not_recorded(app: Flask) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    planned(mentor, caseworker)
    with app.test_request_context():
        assert waiting_for(caseworker, now=make.NOW - timedelta(days=5)) == []
        (near,) = waiting_for(caseworker, now=make.NOW)
        (past,) = waiting_for(caseworker, now=make.NOW + timedelta(days=3))
    assert (near.is_urgent, past.is_urgent) == (False, True)
    assert past.url == f"/godkendelser/{mentor.id}/samtale"


def test_a_planned_interview_is_recorded_on_its_own_page(sign_in: Callable[[User], FlaskClient]) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    planned(mentor, caseworker)
    mentor_id = mentor.id
    client = sign_in(caseworker)
    for answer in (
        client.get(f"/godkendelser/{mentor_id}/interview"),
        client.post(f"/godkendelser/{mentor_id}/interview", data={"decision": "verify"}),
    ):
        assert answer.location == f"/godkendelser/{mentor_id}/samtale"
    mentor = db.session.get_one(Mentor, mentor_id)
    assert ClearanceKind.INTERVIEW in missing_kinds(mentor, day=make.NOW.date())


def test_an_interview_recorded_by_hand_must_have_spoken_about_every_topic(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor_id, client = an_applicant().id, sign_in(a_caseworker())
    path = f"/godkendelser/{mentor_id}/interview"
    page = client.get(path).get_data(as_text=True)
    assert "Selve papiret" not in page
    assert "uden at være aftalt" in page
    typed = {"decision": "verify", "issued_on": "2026-03-02", "topics": ["motives"]}
    assert "Sæt kryds ved alle emner" in client.post(path, data=typed).get_data(as_text=True)
    every = typed | {"topics": [topic.value for topic in Topic]}
    assert client.post(path, data=every).status_code == 302
    mentor = db.session.get_one(Mentor, mentor_id)
    assert ClearanceKind.INTERVIEW not in missing_kinds(mentor, day=make.NOW.date())


def test_a_refused_applicant_has_no_interview_to_come() -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    interview = planned(mentor, caseworker)
    refuse_mentor(mentor, DecisionReason.INTERVIEW, by=a_caseworker(), now=make.NOW)
    assert interview.status is InterviewStatus.CANCELLED
    assert "anden mail" in "".join(mails_to(mentor.volunteer.user))
    assert "afgjort" in mails_to(caseworker)[-1]
    with pytest.raises(RuleError, match="nej"):
        planned(mentor, caseworker)


def test_the_page_of_a_refused_applicant_shows_the_decision_first(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor, caseworker = an_applicant(), a_caseworker()
    refuse_mentor(mentor, DecisionReason.INTERVIEW, by=caseworker, now=make.NOW)
    page = sign_in(caseworker).get(f"/godkendelser/{mentor.id}").get_data(as_text=True)
    assert page.index("Afgørelser") < page.index("Motivation")
    for gone in ("Før du kan godkende", "Planlæg en samtale", "Registrer resultatet"):
        assert gone not in page
