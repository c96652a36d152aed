"""What the database itself refuses, whatever the code does."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tests.conftest import owner_url
from tests.web import factories as make
from web.audit.models import AuditEvent
from web.audit.services import record_event
from web.extensions import db
from web.matches.models import Match
from web.profiles.models import Mentor
from web.proposals.models import Proposal
from web.tasks.models import Signup, SignupStatus
from web.vetting.models import Clearance, ClearanceKind

pytestmark = pytest.mark.usefixtures("database")


def match_of(proposal: Proposal, *, seat: int = 1) -> Match:
    """A match that the proposal could become."""
    return Match(
        proposal=proposal,
        request=proposal.request,
        young_person=proposal.request.young_person,
        mentor=proposal.mentor,
        seat=seat,
        started_on=make.TODAY,
    )


def test_a_shift_has_no_seat_beyond_its_number() -> None:
    shift = make.make_shift(seats=1)
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    with pytest.raises(IntegrityError, match="fk_signups_seat"):
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=2)


def test_a_volunteer_is_never_in_two_places_at_once() -> None:
    first = make.make_shift()
    second = make.make_shift(starts_at=first.starts_at + timedelta(minutes=90))  # type: ignore[operator]
    volunteer = make.make_volunteer()
    make.make_signup(shift=first, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    with pytest.raises(IntegrityError, match="ex_signups_no_double_booking"):
        make.make_signup(shift=second, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)


def test_moving_a_shift_onto_another_is_refused_while_somebody_has_both() -> None:
    first = make.make_shift()
    second = make.make_shift(starts_at=first.ends_at)
    volunteer = make.make_volunteer()
    for shift in (first, second):
        make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    second.starts_at = first.starts_at
    with pytest.raises(IntegrityError, match="ex_signups_no_double_booking"):
        db.session.flush()


def test_a_signup_keeps_the_time_of_its_shift() -> None:
    signup = make.make_signup()
    assert signup.during is not None
    assert signup.during.lower == signup.shift.starts_at


def test_a_mentor_cannot_take_more_matches_than_places() -> None:
    mentor = make.make_mentor(capacity=1)
    make.save(match_of(make.make_proposal(mentor=mentor)))
    with pytest.raises(IntegrityError, match="uq_matches_seat"):
        make.save(match_of(make.make_proposal(mentor=mentor)))


def test_a_match_without_a_required_clearance_is_refused() -> None:
    mentor = make.make_mentor()
    db.session.execute(
        update(Clearance)
        .where(Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == ClearanceKind.TRAINING)
        .values(expires_on=make.TODAY - timedelta(days=1))
    )
    with pytest.raises(IntegrityError, match="the mentor lacks: training"):
        make.save(match_of(make.make_proposal(mentor=mentor)))


def test_the_childrens_certificate_is_only_asked_for_below_fifteen() -> None:
    mentor = make.make_mentor(youngest_age=12)
    certificate = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == mentor.volunteer_id,
            Clearance.kind == ClearanceKind.CHILDRENS_CERTIFICATE,
        )
    ).one()
    db.session.delete(certificate)
    db.session.flush()
    make.save(match_of(make.make_proposal(mentor=mentor)))
    mentor.capacity = 2
    db.session.flush()
    child = make.make_young_person(born_on=make.TODAY - timedelta(days=14 * 366))
    proposal = make.make_proposal(mentor=mentor, request=make.make_request(young_person=child))
    with pytest.raises(IntegrityError, match="childrens_certificate"):
        make.save(match_of(proposal, seat=2))


def test_a_match_without_consent_is_refused() -> None:
    request = make.make_request(young_person=make.make_young_person(consented_on=None))
    with pytest.raises(IntegrityError, match="has not consented"):
        make.save(match_of(make.make_proposal(request=request)))


@pytest.mark.parametrize("statement", ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"])
def test_the_audit_log_cannot_be_changed(statement: str) -> None:
    record_event("look", make.make_area(), by=None, now=make.NOW)
    db.session.commit()
    with pytest.raises(ProgrammingError, match="permission denied"):
        db.session.execute(text(statement))
    db.session.rollback()
    with (
        psycopg.connect(owner_url(str(db.engine.url.database))) as owner,
        pytest.raises(psycopg.errors.IntegrityError, match="never changed"),
    ):
        owner.execute(statement.encode())
    assert db.session.scalars(select(AuditEvent)).one().action == "look"


def test_lowering_capacity_below_the_running_matches_is_refused() -> None:
    mentor = make.make_mentor(capacity=2)
    make.save(match_of(make.make_proposal(mentor=mentor), seat=2))
    db.session.execute(update(Mentor).where(Mentor.id == mentor.id).values(capacity=2))
    with pytest.raises(IntegrityError, match="fk_matches_seat"):
        db.session.execute(update(Mentor).where(Mentor.id == mentor.id).values(capacity=1))


def test_only_one_signup_per_volunteer_and_shift() -> None:
    signup: Signup = make.make_signup()
    with pytest.raises(IntegrityError, match="uq_signups_shift_id_volunteer_id"):
        make.make_signup(shift=signup.shift, volunteer=signup.volunteer)
