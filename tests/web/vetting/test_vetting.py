"""From applying as a mentor to a decided application: clearances, who may decide, and what the applicant is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core.errors import NotVisibleError, RuleError, TransitionError
from web.extensions import db
from web.matches.models import Match
from web.notifications.models import OutboxMessage
from web.profiles.models import Mentor, MentorKind, MentorStatus, Volunteer
from web.vetting.applications import apply_again, apply_as_mentor, change_offer
from web.vetting.decisions import approve_mentor, refuse_mentor
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus, DecisionReason
from web.vetting.offers import MentorOffer, offer_of
from web.vetting.queries import mentor_for, mentors_for, missing_kinds
from web.vetting.services import (
    Validity,
    months_after,
    refuse_clearance,
    reopen_clearance,
    verify_clearance,
)
from web.vetting.todo import waiting_for

pytestmark = pytest.mark.usefixtures("database")


def an_offer(*, youngest_age: int = 16, capacity: int = 1) -> MentorOffer:
    """What an ordinary applicant offers."""
    return MentorOffer(
        kind=MentorKind.SENIOR,
        capacity=capacity,
        youngest_age=youngest_age,
        oldest_age=25,
        goal_ids=(make.make_goal().id,),
        experience_ids=(make.make_experience().id,),
        motivation="Jeg har tid.",
    )


def an_applicant(*, youngest_age: int = 16) -> Mentor:
    """Somebody who has just applied."""
    volunteer = make.make_volunteer()
    return apply_as_mentor(volunteer, an_offer(youngest_age=youngest_age), by=volunteer.user, now=make.NOW)


def kinds_of(volunteer: Volunteer) -> set[ClearanceKind]:
    """The kinds of clearance that are laid for a volunteer."""
    return set(db.session.scalars(select(Clearance.kind).where(Clearance.volunteer_id == volunteer.id)))


def clear(mentor: Mentor, *, by: User) -> None:
    """Verify everything that is missing."""
    for kind in missing_kinds(mentor, day=make.TODAY):
        verify_clearance(mentor.volunteer, kind, Validity(make.TODAY, None), by=by, now=make.NOW)


def status_of(mentor: Mentor) -> MentorStatus:
    """The status as it is stored now."""
    db.session.flush()
    db.session.refresh(mentor)
    return mentor.status


def subjects_to(user: User) -> list[str]:
    """The subjects of the mails to somebody, oldest first."""
    found = select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id).order_by(OutboxMessage.id)
    return list(db.session.scalars(found))


@pytest.mark.parametrize(("youngest_age", "is_asked_for"), [(14, True), (15, False)])
def test_the_childrens_certificate_is_asked_for_only_below_fifteen(
    youngest_age: int, is_asked_for: bool
) -> None:
    mentor = an_applicant(youngest_age=youngest_age)
    kinds = kinds_of(mentor.volunteer)
    assert (ClearanceKind.CHILDRENS_CERTIFICATE in kinds) is is_asked_for
    assert len(kinds) == 6 + is_asked_for
    assert mentor.volunteer.user.has_any_role(RoleName.MENTOR)
    assert subjects_to(mentor.volunteer.user) == ["Tak, fordi du vil være mentor"]


def test_nobody_under_eighteen_becomes_a_mentor() -> None:
    volunteer = make.make_volunteer(born_on=make.TODAY.replace(year=make.TODAY.year - 18) + timedelta(days=1))
    with pytest.raises(RuleError, match="18"):
        apply_as_mentor(volunteer, an_offer(), by=volunteer.user, now=make.NOW)


def test_two_applications_at_once_make_one_mentor(app: Flask) -> None:
    volunteer, offer = make.make_volunteer(), an_offer()
    volunteer_id = volunteer.id
    db.session.commit()

    def attempt(number: int) -> bool:
        with app.app_context():
            applicant = db.session.get_one(Volunteer, volunteer_id)
            try:
                apply_as_mentor(applicant, offer, by=applicant.user, now=make.NOW)
                db.session.commit()
            except RuleError:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(attempt, range(6))) == 1
    db.session.expire_all()
    assert len(subjects_to(volunteer.user)) == 1


def test_lowering_the_age_later_asks_for_the_certificate_too() -> None:
    mentor = make.make_mentor(youngest_age=16)
    db.session.execute(
        Clearance.__table__.delete().where(Clearance.kind == ClearanceKind.CHILDRENS_CERTIFICATE)  # type: ignore[attr-defined]
    )
    change_offer(mentor, an_offer(youngest_age=12), by=mentor.volunteer.user, now=make.NOW)
    assert missing_kinds(mentor, day=make.TODAY) == [ClearanceKind.CHILDRENS_CERTIFICATE]


def test_fewer_places_than_running_matches_are_refused_at_the_field() -> None:
    mentor = make.make_mentor(capacity=2)
    proposal = make.make_proposal(mentor=mentor)
    make.save(
        Match(
            proposal=proposal,
            request=proposal.request,
            young_person=proposal.request.young_person,
            mentor=mentor,
            seat=2,
            started_on=make.TODAY,
        )
    )
    with pytest.raises(RuleError) as refused:
        change_offer(mentor, an_offer(capacity=1), by=mentor.volunteer.user, now=make.NOW)
    assert refused.value.field == "capacity"
    db.session.refresh(mentor)
    assert offer_of(mentor).capacity == 2


def test_a_mentor_is_approved_only_when_everything_is_in_order() -> None:
    mentor, caseworker = an_applicant(), make.make_user(RoleName.CASEWORKER)
    with pytest.raises(RuleError, match="straffeattest"):
        approve_mentor(mentor, by=caseworker, now=make.NOW)
    clear(mentor, by=caseworker)
    approve_mentor(mentor, by=caseworker, now=make.NOW)
    assert status_of(mentor) is MentorStatus.APPROVED
    assert subjects_to(mentor.volunteer.user)[-1] == "Velkommen som mentor"
    with pytest.raises(TransitionError):
        approve_mentor(mentor, by=caseworker, now=make.NOW)
    actions = list(db.session.scalars(select(AuditEvent.action)))
    assert actions.count("mentor: approve") == 1
    assert actions.count("clearance: verify") == 6


def test_an_expired_clearance_counts_no_longer() -> None:
    mentor = make.make_mentor()
    clearance = db.session.scalars(select(Clearance).where(Clearance.kind == ClearanceKind.TRAINING)).one()
    clearance.expires_on = make.TODAY
    db.session.flush()
    assert missing_kinds(mentor, day=make.TODAY) == []
    tomorrow = make.TODAY + timedelta(days=1)
    assert missing_kinds(mentor, day=tomorrow) == [ClearanceKind.TRAINING]
    assert ClearanceKind.TRAINING in missing_kinds(mentor, day=date(2024, 12, 31))


def test_a_refused_clearance_is_told_and_can_be_done_anew() -> None:
    mentor, caseworker = an_applicant(), make.make_user(RoleName.CASEWORKER)
    kind = ClearanceKind.REFERENCES
    refuse_clearance(mentor.volunteer, kind, "Vi nåede ikke den ene.", by=caseworker, now=make.NOW)
    mail = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()
    assert "referencer" in mail.body
    assert "Vi nåede ikke den ene." in mail.body
    reopen_clearance(mentor.volunteer, kind, by=caseworker, now=make.NOW)
    clearance = verify_clearance(
        mentor.volunteer, kind, Validity(make.TODAY, None), by=caseworker, now=make.NOW
    )
    assert (clearance.status, clearance.verified_by_id) == (ClearanceStatus.VALID, caseworker.id)


def test_a_refused_applicant_is_thanked_and_may_apply_again() -> None:
    mentor, caseworker = an_applicant(), make.make_user(RoleName.CASEWORKER)
    refuse_mentor(mentor, DecisionReason.TIME, by=caseworker, now=make.NOW)
    assert status_of(mentor) is MentorStatus.REFUSED
    apply_again(mentor, by=mentor.volunteer.user, now=make.NOW)
    assert status_of(mentor) is MentorStatus.APPLIED


def test_nobody_vets_themselves() -> None:
    mentor = an_applicant()
    for act in (approve_mentor, lambda m, **k: refuse_mentor(m, DecisionReason.TIME, **k)):
        with pytest.raises(RuleError, match="dig selv"):
            act(mentor, by=mentor.volunteer.user, now=make.NOW)


@pytest.mark.parametrize(
    ("validity", "field"),
    [
        (Validity(make.TODAY + timedelta(days=1), None), "issued_on"),
        (Validity(make.TODAY, make.TODAY - timedelta(days=1)), "expires_on"),
    ],
)
def test_impossible_dates_are_refused(validity: Validity, field: str) -> None:
    mentor, caseworker = an_applicant(), make.make_user(RoleName.CASEWORKER)
    with pytest.raises(RuleError) as refused:
        verify_clearance(mentor.volunteer, ClearanceKind.INTERVIEW, validity, by=caseworker, now=make.NOW)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 31), 36, date(2028, 12, 31)),
    ],
)
def test_months_are_counted_as_people_count_them(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_an_area_contact_sees_the_mentors_of_their_areas_only() -> None:
    mine, theirs = an_applicant(), an_applicant()
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [mine.volunteer.area]  # type: ignore[list-item]
    db.session.flush()
    assert list(db.session.scalars(mentors_for(contact))) == [mine]
    with pytest.raises(NotVisibleError):
        mentor_for(contact, theirs.id)


def test_the_queue_is_ordered_and_filtered(sign_in: Callable[[User], FlaskClient]) -> None:
    first, second, approved = an_applicant(), an_applicant(), make.make_mentor()
    first.created_at = make.NOW - timedelta(days=3)
    names = [mentor.volunteer.user.name for mentor in (first, second, approved)]
    second_area = second.volunteer.area_id
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    page = client.get("/godkendelser").get_data(as_text=True)
    assert page.index(f">{names[0]}<") < page.index(f">{names[1]}<")
    assert f">{names[2]}<" not in page
    assert f">{names[2]}<" in client.get("/godkendelser?status=approved").get_data(as_text=True)
    there = client.get(f"/godkendelser?area={second_area}").get_data(as_text=True)
    assert f">{names[1]}<" in there
    assert f">{names[0]}<" not in there
    assert client.get("/godkendelser?status=%00&area=99999999999999999999").status_code == 200


@pytest.mark.parametrize(
    "role", [RoleName.VOLUNTEER, RoleName.MENTOR, RoleName.COORDINATOR, RoleName.YOUNG_PERSON]
)
def test_vetting_is_hidden_from_everybody_else(
    sign_in: Callable[[User], FlaskClient], role: RoleName
) -> None:
    mentor = an_applicant()
    client = sign_in(make.make_user(role))
    for path in ("", f"/{mentor.id}", f"/{mentor.id}/interview", f"/{mentor.id}/afslag"):
        assert client.get(f"/godkendelser{path}").status_code == 404
    assert client.post(f"/godkendelser/{mentor.id}/godkend").status_code == 404


def test_an_area_contact_records_what_the_programme_lets_them_but_does_not_decide(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor = an_applicant()
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [mentor.volunteer.area]  # type: ignore[list-item]
    mentor_id = mentor.id
    client = sign_in(contact)
    page = client.get(f"/godkendelser/{mentor_id}")
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert f"/{mentor_id}/interview" in text
    assert f"/{mentor_id}/references" not in text
    assert client.get(f"/godkendelser/{mentor_id}/references").status_code == 404
    assert client.get(f"/godkendelser/{mentor_id}/afslag").status_code == 404
    assert client.post(f"/godkendelser/{mentor_id}/godkend").status_code == 404


def test_a_result_is_recorded_on_its_page_with_the_usual_last_day(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    mentor = an_applicant()
    mentor_id, volunteer_id = mentor.id, mentor.volunteer_id
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    path = f"/godkendelser/{mentor_id}/criminal_record"
    assert 'name="expires_on" type="date" value="20' in client.get(path).get_data(as_text=True)
    empty = client.post(path, data={"decision": "verify"})
    assert "Skriv, fra hvilken dag det gælder." in empty.get_data(as_text=True)
    client.post(path, data={"decision": "verify", "issued_on": "2026-03-01", "expires_on": "2028-03-01"})
    db.session.expire_all()
    clearance = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == volunteer_id, Clearance.kind == ClearanceKind.CRIMINAL_RECORD
        )
    ).one()
    assert (clearance.status, clearance.expires_on) == (ClearanceStatus.VALID, date(2028, 3, 1))
    missing = client.post(f"/godkendelser/{mentor_id}/godkend").get_data(as_text=True)
    assert "Det mangler endnu" in missing
    assert client.get(f"/godkendelser/{mentor_id}/childrens_certificate").status_code == 404


def test_a_volunteer_applies_on_the_page_and_sees_what_happens_next(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    volunteer, goal = make.make_volunteer(), make.make_goal()
    goal_id = goal.id
    client = sign_in(volunteer.user)
    empty = client.post(
        "/frivillig/mentor/ansoeg", data={"youngest_age": "20", "oldest_age": "18", "capacity": "1"}
    )
    assert "Den anden alder må ikke være lavere" in empty.get_data(as_text=True)
    typed = {
        "kind": "senior",
        "goals": [goal_id],
        "youngest_age": "16",
        "oldest_age": "22",
        "capacity": "1",
        "motivation": "Jeg har tid.",
    }
    page = client.post("/frivillig/mentor/ansoeg", data=typed, follow_redirects=True)
    assert page.request.path == "/frivillig/mentor"
    assert "0 af 6 ting er i orden" in page.get_data(as_text=True)
    with client.application.test_request_context():
        assert [todo.url for todo in waiting_for(volunteer.user, now=make.NOW)] == ["/frivillig/mentor"]
        caseworker = make.make_user(RoleName.CASEWORKER)
        assert [todo.count for todo in waiting_for(caseworker, now=make.NOW)] == [1]
