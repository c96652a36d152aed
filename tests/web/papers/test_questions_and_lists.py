"""An unanswered question makes nobody wait, and the lists of papers are read in bulk, of the kind that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.web import factories as make
from tests.web.papers.scenes import CERTIFICATE, RECORD, a_shift, a_wish, an_order
from web.accounts.models import RoleName
from web.childrens_certificates.queries import orders_waiting_at
from web.core import clock
from web.extensions import db
from web.papers.association_queries import people_lacking_papers
from web.papers.models import PaperWorth
from web.papers.queries import wanted_tasks
from web.papers.services import ask_volunteer, wish_for
from web.papers.staff_queries import pending_ids
from web.papers.todo import waiting_for
from web.profiles.models import Volunteer
from web.tasks.models import Shift, SignupStatus
from web.vetting.models import Clearance, ClearanceStatus

pytestmark = pytest.mark.usefixtures("database")


def somebody_asked(shift: Shift) -> Volunteer:
    """A volunteer who has helped before, and is asked to get what the shift's task asks for."""
    volunteer = make.make_volunteer(area=shift.task.area)
    before = make.make_shift(task=make.make_task(association=shift.task.association))
    make.make_signup(shift=before, volunteer=volunteer)
    ask_volunteer(volunteer, shift.task, by=shift.task.association.coordinators[0], now=clock.now())
    return volunteer


def somebody_with_a_place(shift: Shift) -> None:
    """A volunteer on the shift whose certificate ends before it."""
    volunteer = make.make_volunteer()
    held = make.make_clearance(volunteer, kind=CERTIFICATE)
    make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    held.expires_on = clock.today()
    db.session.flush()


def pending() -> set[int]:
    """Those who wait for a paper."""
    return set(db.session.scalars(pending_ids(now=clock.now())))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_question_without_an_answer_makes_nobody_wait(app: Flask) -> None:
    shift, now = a_shift(RECORD), clock.now()
    volunteer, caseworker = somebody_asked(shift), make.make_user(RoleName.CASEWORKER)
    assert pending() == set()
    assert db.session.get(PaperWorth, volunteer.id) is None
    with app.test_request_context():
        assert waiting_for(volunteer.user, now=now) == []
        assert waiting_for(caseworker, now=now) == []
    wish_for(shift.task, volunteer, by=volunteer.user, now=now)
    assert pending() == {volunteer.id}
    with app.test_request_context():
        assert len(waiting_for(volunteer.user, now=now)) == 1


def test_who_was_asked_and_signs_up_for_a_shift_waits() -> None:
    shift = a_shift(RECORD)
    volunteer = somebody_asked(shift)
    make.make_signup(shift=shift, volunteer=volunteer)
    assert pending() == {volunteer.id}


@pytest.mark.parametrize(
    ("status", "waits"), [(ClearanceStatus.PENDING, True), (ClearanceStatus.REFUSED, False)]
)
def test_who_was_refused_does_not_wait_any_more(status: ClearanceStatus, *, waits: bool) -> None:
    volunteer = a_wish(a_shift(RECORD))
    make.save(Clearance(volunteer=volunteer, kind=RECORD, status=status))
    assert (volunteer.id in pending()) is waits


def test_a_certificate_on_its_way_says_nothing_of_other_papers() -> None:
    shift, other = a_shift(CERTIFICATE), a_shift(RECORD)
    other.task.association = shift.task.association
    volunteer = a_wish(shift)
    wish_for(other.task, volunteer, by=volunteer.user, now=clock.now())
    an_order(shift, volunteer)
    lines = people_lacking_papers(shift.task.association, now=clock.now())
    assert {line.task.id: line.is_being_ordered for line in lines} == {
        shift.task_id: True,
        other.task_id: False,
    }


def test_more_people_and_tasks_need_no_more_statements() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    association = shift.task.association
    an_order(shift, one := a_wish(shift))
    somebody_with_a_place(shift)

    def sent_by(read: Callable[[], object]) -> int:
        db.session.flush()
        db.session.expire_all()
        _ = association.id, one.id
        with counted() as sent:
            read()
        return len(sent)

    def all_reads() -> list[int]:
        return [
            sent_by(lambda: people_lacking_papers(association, now=now)),
            sent_by(lambda: orders_waiting_at(association, now=now)),
            sent_by(lambda: wanted_tasks(one, now=now)),
        ]

    before = all_reads()
    for _ in range(3):
        another = a_shift(CERTIFICATE, association=association)
        wish_for(another.task, one, by=one.user, now=now)
        an_order(shift, a_wish(shift))
        somebody_with_a_place(another)
    assert all_reads() == before
