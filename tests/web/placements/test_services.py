"""From a proposal to paid hours: who is asked when, what the law and the database refuse, and what is left after an erasure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import User
from web.consents.models import ConsentPurpose, Through
from web.consents.queries import live_consent
from web.consents.services import withdraw_consent
from web.core import clock
from web.core.clock import monday_of
from web.core.errors import NotVisibleError, RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.placements.hours import note_hours
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus, WorkWeek
from web.placements.proposal_services import (
    accept_as_employer,
    accept_as_young_person,
    approve_proposal,
    propose_job,
)
from web.placements.services import agree_on_trial_day, employ
from web.placements.sight import seen_in_placement, seen_in_proposal
from web.placements.signals import Signal, signals_of
from web.privacy.erasure import erase_young_person

pytestmark = pytest.mark.usefixtures("database")


def mails_to(address: str) -> int:
    """How many mails were written to somebody."""
    return len(db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == address)).all())


def asked(proposal: JobProposal) -> tuple[User, User]:
    """Bring a proposal to the workplace; return the caseworker and the contact."""
    caseworker, contact = proposal.young_person.caseworker, proposal.small_job.employer.contacts[0]
    approve_proposal(proposal, by=caseworker, now=clock.now())
    accept_as_young_person(proposal, terms_version=1, by=None, is_on_behalf=False, now=clock.now())
    return caseworker, contact


def test_the_workplace_hears_of_nobody_before_their_yes() -> None:
    proposal = work.make_job_proposal(young_person=make.make_young_person(email="ung@example.dk"))
    contact = proposal.small_job.employer.contacts[0]
    approve_proposal(proposal, by=proposal.young_person.caseworker, now=clock.now())
    assert (mails_to("ung@example.dk"), mails_to(contact.email)) == (1, 0)
    with pytest.raises(NotVisibleError):
        seen_in_proposal(proposal, day=clock.today())
    accept_as_young_person(proposal, terms_version=1, by=None, is_on_behalf=False, now=clock.now())
    assert mails_to(contact.email) == 1
    assert seen_in_proposal(proposal, day=clock.today()).contact is None


def test_somebody_protected_goes_by_the_alias_to_the_end() -> None:
    person = make.make_young_person(is_protected=True, phone="00 99 88 77", contact_channel="phone")
    placement = work.make_placement(young_person=person)
    seen = seen_in_placement(placement, day=clock.today())
    assert seen.name == person.alias
    assert seen.contact is not None
    assert seen.contact.is_through_caseworker


def test_both_yes_make_a_placement_on_a_seat() -> None:
    proposal = work.make_job_proposal()
    _, contact = asked(proposal)
    placement = accept_as_employer(proposal, by=contact, now=clock.now())
    assert (placement.status, placement.seat) == (PlacementStatus.TRIAL, 1)


def test_a_seat_is_never_promised_twice() -> None:
    job = work.make_job(seats=1)
    asked(work.make_job_proposal(small_job=job))
    other = work.make_job_proposal(small_job=job)
    with pytest.raises(RuleError):
        approve_proposal(other, by=other.young_person.caseworker, now=clock.now())


def test_the_database_refuses_a_placement_against_the_age_limit() -> None:
    young = make.make_young_person(born_on=date(clock.today().year - 14, 1, 1))
    job = work.make_job(kind_of_work=work.kind_of_work("serving"), youngest_age=15)
    with pytest.raises(IntegrityError, match="age"):
        work.make_placement(young_person=young, small_job=job)
    db.session.rollback()


def test_the_database_refuses_a_job_below_the_age_of_the_law() -> None:
    with pytest.raises(IntegrityError, match="higher age"):
        work.make_job(kind_of_work=work.kind_of_work("machines"), youngest_age=15)
    db.session.rollback()


def test_a_job_against_the_age_limit_cannot_be_proposed() -> None:
    young = make.make_young_person(born_on=date(clock.today().year - 14, 1, 1))
    job = work.make_job(kind_of_work=work.kind_of_work("bakery"), youngest_age=15)
    with pytest.raises(RuleError):
        propose_job(young, job, by=young.caseworker, now=clock.now())


def test_a_school_day_has_two_hours_of_work_at_the_most() -> None:
    sixteen = make.make_young_person(born_on=date(clock.today().year - 16, 1, 1))
    placement = work.make_placement(young_person=sixteen)
    work.make_wishes(young_person=sixteen, is_at_school=True)
    contact = placement.small_job.employer.contacts[0]
    monday = monday_of(clock.today()) + timedelta(days=14)
    starts_at, ends_at = (clock.at_local_time(monday, hour) for hour in (14, 17))
    with pytest.raises(RuleError):
        agree_on_trial_day(placement, starts_at, ends_at, is_school_free=False, by=contact, now=clock.now())
    agree_on_trial_day(placement, starts_at, ends_at, is_school_free=True, by=contact, now=clock.now())
    with pytest.raises(RuleError):
        agree_on_trial_day(placement, starts_at, ends_at, is_school_free=True, by=contact, now=clock.now())


def test_nobody_is_employed_before_a_trial_day() -> None:
    placement = work.make_placement()
    with pytest.raises(RuleError):
        employ(placement, by=placement.young_person.caseworker, now=clock.now())


def test_hours_are_noted_once_and_corrected() -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    monday = monday_of(clock.today())
    for minutes in (120, 150):
        note_hours(placement, monday, minutes, by=None, now=clock.now())
    assert [week.minutes for week in db.session.scalars(select(WorkWeek))] == [150]


@pytest.mark.parametrize("days", [1, 7, -7 * 30])
def test_hours_of_a_week_that_cannot_be_are_refused(days: int) -> None:
    placement = work.make_placement(status=PlacementStatus.EMPLOYED)
    with pytest.raises(RuleError):
        note_hours(placement, monday_of(clock.today()) + timedelta(days=days), 120, by=None, now=clock.now())


def test_silence_and_falling_hours_call_for_help() -> None:
    placement = work.make_placement(
        status=PlacementStatus.EMPLOYED, employed_on=clock.today() - timedelta(weeks=8)
    )
    assert list(signals_of(placement, now=clock.now())) == [Signal.NO_HOURS]
    monday = monday_of(clock.today())
    for weeks, minutes in ((3, 360), (2, 240), (1, 120)):
        note_hours(placement, monday - timedelta(weeks=weeks), minutes, by=None, now=clock.now())
    db.session.expire(placement)
    assert list(signals_of(placement, now=clock.now())) == [Signal.FALLING_HOURS]


def test_an_erasure_ends_the_job_and_leaves_no_hours() -> None:
    person = make.make_young_person()
    placement = work.make_placement(young_person=person, status=PlacementStatus.EMPLOYED)
    work.make_wishes(young_person=person)
    note_hours(placement, monday_of(clock.today()), 120, by=None, now=clock.now())
    erase_young_person(person, by=person.caseworker, now=clock.now())
    assert db.session.scalars(select(Placement)).one().status is PlacementStatus.ENDED
    assert db.session.scalars(select(WorkWeek)).all() == []


def test_a_withdrawn_consent_stops_what_is_under_way() -> None:
    proposal = work.make_job_proposal()
    asked(proposal)
    consent = live_consent(proposal.young_person, ConsentPurpose.BEING_MATCHED)
    assert consent is not None
    withdraw_consent(consent, through=Through.NOTED, by=None, now=clock.now())
    assert proposal.status is JobProposalStatus.WITHDRAWN
