"""Erasure leaves no trace in any table, decrypted or not; counts stay right; what is under way ends with its notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.web import factories as make
from tests.web.privacy.dump import places_of
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.consents.models import AskedOf, ConsentQuestion
from web.core.errors import RuleError
from web.core.submissions import InterruptedForm
from web.exchange.models import ImportBatch
from web.extensions import db
from web.matches.models import Match, MatchReview, MatchStatus
from web.matches.services import accept_as_young_person
from web.notifications.models import OutboxMessage, OutboxStatus
from web.notifications.services import write_notice
from web.privacy.erasure import erase_user, erase_young_person
from web.privacy.models import DataRequest, Erasure, RequestKind
from web.privacy.register import copy_to_file, fingerprint, people_to_erase_again, read_file, registered
from web.profiles.models import Mentor, MentorStatus, Volunteer, VolunteerDraft, VolunteerStatus
from web.proposals.models import Proposal, ProposalStatus
from web.tasks.models import Signup, SignupStatus
from web.youth.models import MentorRequestStatus, YoungPerson

pytestmark = pytest.mark.usefixtures("database")

SENTINELS = ("Zebradotte", "Zebrason", "zebra@example.dk", "99887766", "Zebraord", "Zebra odder", "zebramor")


def zebra_user(*roles: RoleName) -> User:
    return make.make_user(*roles, name="Zebradotte Zebrason", email="zebra@example.dk")


def zebra_volunteer() -> Volunteer:
    """A volunteer whose name, address, number and words stand in every place where they can stand."""
    user = zebra_user(RoleName.VOLUNTEER, RoleName.MENTOR)
    volunteer = make.make_volunteer(user=user, phone="99887766", about="Zebraord om mig")
    volunteer.skills = [make.make_skill()]
    past = make.make_shift(starts_at=make.NOW - timedelta(days=20))
    make.make_signup(
        volunteer=volunteer, shift=past, status=SignupStatus.CONFIRMED, seat=1, message="Zebraord til jer"
    )
    make.make_signup(
        volunteer=volunteer,
        shift=make.make_shift(starts_at=make.NOW + timedelta(days=20)),
        status=SignupStatus.CONFIRMED,
        seat=1,
    )
    db.session.add(VolunteerDraft(user_id=user.id, content='{"who": "Zebraord"}'))
    leave_traces(user)
    return volunteer


def leave_traces(user: User) -> None:
    """Mails to and about the person, an imported file, a kept form, a request."""
    write_notice("to the person", to=user, subject="Hej Zebradotte", body="Hej Zebradotte Zebrason")
    coordinator = make.make_user(RoleName.COORDINATOR)
    write_notice("about, sent", to=coordinator, subject="Ny", body="Zebradotte vil gerne. Ring 99887766.")
    write_notice(
        "about, waiting", to=coordinator, subject="Ny", body="Zebradotte Zebrason (zebra@example.dk)"
    )
    sent = select(OutboxMessage).where(OutboxMessage.occasion == "about, sent")
    db.session.scalars(sent).one().status = OutboxStatus.SENT
    rows = [{"email": "zebra@example.dk", "name": "Zebradotte Zebrason"}, {"email": "anden@example.dk"}]
    make.save(
        ImportBatch(
            entity="volunteers",
            file_name="liste.csv",
            uploaded_by_id=coordinator.id,
            rows=rows,
            errors=[{"line": 3, "value": "ZEBRA@example.dk"}],
            counts={"added": 2},
        )
    )
    make.save(InterruptedForm(content='{"path": "/x", "fields": [["name", "Zebradotte Zebrason"]]}'))
    make.save(
        DataRequest(
            user_id=user.id,
            kind=RequestKind.OBJECTION,
            words="Zebraord",
            created_at=make.NOW,
            due_on=date(2026, 4, 1),
        )
    )


def zebra_child() -> YoungPerson:
    """A young person with an account, notes, a request and a question to a parent."""
    young_person = make.make_young_person(
        first_name="Zebradotte",
        last_name="Zebrason",
        alias="Zebra odder",
        email="zebra@example.dk",
        phone="99887766",
        note="Zebraord i noten",
        user=zebra_user(RoleName.YOUNG_PERSON),
    )
    make.make_request(young_person=young_person, wishes="Zebraord om ønsker")
    make.save(
        ConsentQuestion(
            young_person_id=young_person.id,
            asked_of=AskedOf.PARENT,
            address="zebramor@example.dk",
            asked_at=make.NOW,
            expires_at=make.NOW,
        )
    )
    write_notice("to a parent", to="zebramor@example.dk", subject="Spørgsmål", body="Hej")
    assert young_person.user is not None
    leave_traces(young_person.user)
    return young_person


def matched(mentor: Mentor, young_person: YoungPerson) -> Match:
    proposal = make.make_proposal(
        status=ProposalStatus.MENTOR_ACCEPTED,
        mentor=mentor,
        request=young_person.requests[0],
        facts={"interests": ["a"]},
        decline_words="Zebraord",
    )
    match = accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW)
    assert isinstance(match, Match)
    return match


def count(model: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def assert_no_trace() -> None:
    assert {sentinel: places_of(sentinel) for sentinel in SENTINELS} == {name: [] for name in SENTINELS}


def test_the_search_for_traces_finds_what_is_there() -> None:
    zebra_child()
    found = {sentinel: places_of(sentinel) for sentinel in SENTINELS}
    assert all(found.values())
    assert "young_people.note" in found["Zebraord"]
    assert "interrupted_forms.content" in found["Zebradotte"]


def test_an_erased_volunteer_leaves_no_trace() -> None:
    volunteer = zebra_volunteer()
    mentor = make.make_mentor(volunteer=volunteer, motivation="Zebraord")
    matched(mentor, make.make_request().young_person)
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    assert_no_trace()


def test_an_erased_young_person_leaves_no_trace() -> None:
    young_person = zebra_child()
    match = matched(make.make_mentor(), young_person)
    match.close_words = "Zebraord"
    erase_young_person(young_person, by=young_person.caseworker, now=make.NOW)
    assert_no_trace()
    assert young_person.born_on == date(2008, 1, 1)
    assert count(MatchReview) == 0


def test_others_keep_their_mails_and_rows() -> None:
    volunteer = zebra_volunteer()
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    bodies = {mail.occasion: mail.body for mail in db.session.scalars(select(OutboxMessage))}
    assert bodies["about, sent"] == "… vil gerne. Ring …."
    assert "to the person" not in bodies
    batch = db.session.scalars(select(ImportBatch)).one()
    assert (batch.rows, batch.errors) == ([{"email": "anden@example.dk"}], [])


def test_hours_and_matches_are_counted_as_before() -> None:
    volunteer = zebra_volunteer()
    matched(make.make_mentor(volunteer=volunteer), make.make_request().young_person)
    done = select(func.count()).where(Signup.status == SignupStatus.CONFIRMED, Signup.seat.is_not(None))
    assert db.session.scalar(done) == 2
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    assert db.session.scalar(done) == 1
    assert (count(Match), count(Proposal), count(Volunteer)) == (1, 1, 1)


def test_a_running_match_ends_and_the_young_person_looks_for_another_mentor() -> None:
    young_person = make.make_young_person(email="ung@example.dk")
    make.make_request(young_person=young_person)
    db.session.expire_all()
    match = matched(make.make_mentor(volunteer=zebra_volunteer()), young_person)
    user = match.mentor.volunteer.user
    erase_user(user, by=user, now=make.NOW)
    assert match.status is MatchStatus.CLOSED
    assert match.request.status is MentorRequestStatus.OPEN
    told = set(db.session.scalars(select(OutboxMessage.address)))
    assert {"ung@example.dk", young_person.caseworker.email} <= told


def test_the_coordinator_of_a_coming_shift_is_told_without_the_name() -> None:
    volunteer = zebra_volunteer()
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    coming = db.session.scalars(select(Signup).order_by(Signup.id.desc())).first()
    assert coming is not None
    assert coming.status is SignupStatus.CANCELLED
    coordinator = coming.shift.task.association.coordinators[0]
    mail = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == coordinator.id)).one()
    assert "Slettet" in mail.subject + mail.body


def test_an_erased_account_takes_part_in_nothing_and_nobody_can_sign_in_to_it() -> None:
    volunteer = zebra_volunteer()
    mentor = make.make_mentor(volunteer=volunteer)
    user = volunteer.user
    old_key = user.fs_uniquifier
    erase_user(user, by=user, now=make.NOW)
    assert (user.active, user.password, user.roles) == (False, None, [])
    assert user.fs_uniquifier != old_key
    assert (mentor.status, volunteer.status) == (MentorStatus.PAUSED, VolunteerStatus.PAUSED)


def test_the_only_coordinator_is_told_what_to_do_first() -> None:
    association = make.make_association(name="Boldklubben")
    with pytest.raises(RuleError, match="Boldklubben"):
        erase_user(association.coordinators[0], by=None, now=make.NOW)


def test_one_of_two_coordinators_may_go() -> None:
    first, second = make.make_user(RoleName.COORDINATOR), make.make_user(RoleName.COORDINATOR)
    association = make.make_association(coordinators=[first, second])
    erase_user(first, by=first, now=make.NOW)
    assert association.coordinators == [second]


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.ADMINISTRATOR])
def test_staff_do_not_erase_their_work_account(role: RoleName) -> None:
    with pytest.raises(RuleError, match="medarbejder"):
        erase_user(make.make_user(role), by=None, now=make.NOW)


def test_the_last_administrator_is_not_erased_as_a_young_person_either() -> None:
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    young_person = make.make_young_person(user=administrator)
    with pytest.raises(RuleError, match="administrator"):
        erase_young_person(young_person, by=None, now=make.NOW)
    make.make_user(RoleName.ADMINISTRATOR)
    erase_young_person(young_person, by=None, now=make.NOW)
    assert not administrator.active


def test_a_young_persons_account_goes_and_the_record_waits_for_the_caseworker() -> None:
    young_person = zebra_child()
    user = young_person.user
    assert user is not None
    erase_user(user, by=user, now=make.NOW)
    assert young_person.user is None
    assert young_person.consented_on is None
    assert young_person.first_name == "Zebradotte"
    assert not user.active


def test_the_log_says_that_somebody_was_erased_and_not_who() -> None:
    volunteer = zebra_volunteer()
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "erase")).one()
    assert (event.subject_kind, event.subject_id) == ("User", volunteer.user_id)


def test_erasures_reach_the_register_outside_the_database_once(
    register: Path, run_jobs: Callable[[], None]
) -> None:
    volunteer = zebra_volunteer()
    erase_user(volunteer.user, by=volunteer.user, now=make.NOW)
    run_jobs()
    run_jobs()
    assert len(register.read_text().splitlines()) == 1
    assert "zebra" not in register.read_text().lower()


def test_a_restored_backup_has_its_erasures_applied_again(app: Flask) -> None:
    volunteer = zebra_volunteer()
    user = volunteer.user
    mark = fingerprint(user)
    db.session.add(Erasure(fingerprint=mark, erased_at=make.NOW))
    copy_to_file(now=make.NOW)
    db.session.execute(text("DELETE FROM erasures"))
    db.session.commit()
    assert read_file() == {mark}
    result = app.test_cli_runner().invoke(args=["apply-erasures"])
    assert (result.exit_code, "1" in result.output) == (0, True)
    db.session.expire_all()
    assert_no_trace()
    again = app.test_cli_runner().invoke(args=["apply-erasures"])
    assert "0" in again.output


def test_somebody_new_with_the_id_of_an_erased_person_is_left_alone() -> None:
    old = make.make_user()
    mark = fingerprint(old)
    old.create_datetime = old.create_datetime + timedelta(days=1)
    db.session.flush()
    assert people_to_erase_again({mark}) == []
    assert registered() == set()
