"""A paper that runs out or is taken back: its owner is reminded, the coordinator is told, and nobody is taken off a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web.papers.scenes import RECORD, a_shift, a_wish
from web.accounts.models import RoleName
from web.associations.models import Association, AssociationStatus
from web.core import clock
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.papers.association_queries import people_lacking_papers
from web.papers.queries import wanted_tasks
from web.profiles.models import Volunteer
from web.tasks.models import Shift, SignupStatus
from web.vetting.asking import needs_of
from web.vetting.models import Clearance
from web.vetting.reminders import due_clearances, remind
from web.vetting.services import reopen_clearance

pytestmark = pytest.mark.usefixtures("database")


def somebody_with_a_place(*, days: int) -> tuple[Shift, Clearance]:
    """A volunteer with a place in so many days, and a paper that counts for thirty days."""
    shift = a_shift(RECORD, starts_at=clock.now() + timedelta(days=days))
    volunteer = make.make_volunteer(area=shift.task.area)
    clearance = make.make_clearance(volunteer, kind=RECORD)
    make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    clearance.expires_on = clock.today() + timedelta(days=30)
    db.session.flush()
    return shift, clearance


def mails_to(association: Association) -> list[str]:
    """What the one coordinator has been told."""
    return list(
        db.session.scalars(
            select(OutboxMessage.body).where(OutboxMessage.user_id == association.coordinators[0].id)
        )
    )


def test_who_has_a_shift_is_reminded_and_the_coordinator_told_of_shifts_after_the_last_day() -> None:
    shift, clearance = somebody_with_a_place(days=50)
    now = clock.now()
    assert due_clearances(now=now) == [clearance.id]
    assert remind(clearance, now=now) == 30
    assert remind(clearance, now=now) is None
    (told,) = mails_to(shift.task.association)
    assert shift.task.title in told
    own = db.session.scalars(
        select(OutboxMessage.body).where(OutboxMessage.user_id == clearance.volunteer.user_id)
    ).one()
    assert "/frivillig/papirer" in own


def test_a_coordinator_hears_nothing_of_a_paper_that_counts_on_the_day() -> None:
    shift, clearance = somebody_with_a_place(days=20)
    assert remind(clearance, now=clock.now()) == 30
    assert mails_to(shift.task.association) == []


def test_who_neither_has_nor_wants_a_shift_is_not_reminded() -> None:
    volunteer = make.make_volunteer()
    make.make_clearance(volunteer, kind=RECORD, expires_on=clock.today() + timedelta(days=7))
    assert due_clearances(now=clock.now()) == []


def test_who_wants_a_task_is_reminded_before_and_after() -> None:
    shift = a_shift(RECORD)
    volunteer: Volunteer = a_wish(shift)
    clearance = make.make_clearance(volunteer, kind=RECORD, expires_on=clock.today() + timedelta(days=7))
    assert remind(clearance, now=clock.now()) == 7
    later = clock.now() + timedelta(days=9)
    shift.starts_at, shift.ends_at = later + timedelta(days=20), later + timedelta(days=20, hours=2)
    db.session.flush()
    assert due_clearances(now=later) == [clearance.id]
    assert remind(clearance, now=later) == 0
    assert due_clearances(now=later) == []


def test_a_paper_taken_back_is_flagged_at_once_and_the_place_is_kept() -> None:
    shift, clearance = somebody_with_a_place(days=10)
    association = shift.task.association
    reopen_clearance(clearance.volunteer, RECORD, by=make.make_user(RoleName.CASEWORKER), now=clock.now())
    (told,) = mails_to(association)
    assert "Ingen er taget af vagten" in told
    assert shift.signups[0].seat == 1
    (line,) = people_lacking_papers(association, now=clock.now())
    assert (line.missing, [one.id for one in line.shifts]) == ([RECORD], [shift.id])


def test_other_associations_are_not_told() -> None:
    shift, clearance = somebody_with_a_place(days=50)
    other = a_shift(RECORD)
    remind(clearance, now=clock.now())
    assert len(mails_to(shift.task.association)) == 1
    assert mails_to(other.task.association) == []
    assert people_lacking_papers(other.task.association, now=clock.now()) == []


def test_an_association_that_was_refused_hears_nothing_more_and_asks_for_nothing() -> None:
    shift, clearance = somebody_with_a_place(days=10)
    association, now = shift.task.association, clock.now()
    wishing = a_wish(shift)
    association.status = AssociationStatus.REFUSED
    db.session.flush()
    assert needs_of([clearance.volunteer_id, wishing.id], now=now) == []
    assert wanted_tasks(wishing, now=now) == []
    reopen_clearance(clearance.volunteer, RECORD, by=make.make_user(RoleName.CASEWORKER), now=now)
    assert mails_to(association) == []
