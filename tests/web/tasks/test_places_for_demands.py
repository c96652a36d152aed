"""A coming shift has places for those it asks for: the database says so, whoever writes, and however close together."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Executable, delete, select, update
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web.conftest import app, database
from web.core.errors import RuleError
from web.extensions import db
from web.tasks.demand_services import DemandDraft, ask_for, is_about_places
from web.tasks.demands import Demand
from web.tasks.drafts import ShiftTimes
from web.tasks.models import Shift, Task
from web.tasks.shift_services import add_shift

__all__ = ["app", "database"]
pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def is_refused(statement: Executable) -> bool:
    """Whether the database refuses what is written past the services, for want of places."""
    try:
        with db.session.begin_nested():
            db.session.execute(statement)
    except IntegrityError as error:
        return is_about_places(error)
    return False


def demand(shift: Shift, people: int, **values: object) -> Demand:
    """The demand of a shift's task for so many."""
    return make.save(Demand(task_id=shift.task_id, minimum=people, **values))


@pytest.mark.parametrize("more", [{"minimum": 3}, {"needs": {"first_aid": 3}}])
def test_a_task_asks_for_no_more_than_its_coming_shifts_have_places(more: dict[str, object]) -> None:
    shift = make.make_shift(seats=2)
    asked = demand(shift, 2)
    assert is_refused(update(Demand).where(Demand.id == asked.id).values(**more))
    assert not is_refused(update(Demand).where(Demand.id == asked.id).values(needs={"first_aid": 2}))


def test_a_shift_with_a_demand_of_its_own_is_held_against_that() -> None:
    shift = make.make_shift(seats=2)
    own = demand(shift, 2, shift_id=shift.id)
    shared = demand(shift, 5)
    assert is_refused(update(Demand).where(Demand.id == own.id).values(minimum=3))
    assert is_refused(delete(Demand).where(Demand.id == own.id))
    db.session.execute(delete(Demand).where(Demand.id == shared.id))
    assert not is_refused(delete(Demand).where(Demand.id == own.id))


def test_a_shift_keeps_places_for_those_it_asks_for() -> None:
    shift = make.make_shift(seats=3)
    demand(shift, 3)
    assert is_refused(update(Shift).where(Shift.id == shift.id).values(seats=2))
    assert not is_refused(update(Shift).where(Shift.id == shift.id).values(seats=4))


def test_a_smaller_shift_is_not_added() -> None:
    demand(shift := make.make_shift(seats=3), 3)
    with pytest.raises(IntegrityError, match="places and asks for"):
        make.make_shift(task=shift.task, seats=2, starts_at=NOW + timedelta(days=9))


def test_shifts_that_are_over_or_called_off_are_left_alone() -> None:
    over = make.make_shift(seats=1, starts_at=NOW - timedelta(days=1))
    off = make.make_shift(task=over.task, seats=1, called_off_at=NOW)
    demand(over, 4)
    assert is_refused(update(Shift).where(Shift.id == off.id).values(called_off_at=None))


def test_a_shift_that_is_given_a_time_has_places_for_those_it_asks_for() -> None:
    shift = make.make_shift(seats=1, starts_at=None)
    demand(shift, 4)
    later = {"starts_at": NOW + timedelta(days=9), "ends_at": NOW + timedelta(days=9, hours=2)}
    assert is_refused(update(Shift).where(Shift.id == shift.id).values(**later))
    assert not is_refused(update(Shift).where(Shift.id == shift.id).values(**later, seats=4))


def test_a_task_with_its_demands_and_shifts_can_be_removed() -> None:
    shift = make.make_shift(seats=2)
    demand(shift, 2, shift_id=shift.id)
    demand(shift, 4)
    db.session.execute(delete(Shift).where(Shift.id == shift.id))
    assert db.session.scalar(select(Demand.shift_id)) is None


def test_a_shift_added_while_more_people_are_asked_for_ends_one_way(app: Flask) -> None:
    shift = make.make_shift(seats=4)
    task_id, by_id = shift.task_id, shift.task.association.coordinators[0].id
    db.session.commit()
    start, told = threading.Barrier(2), []
    times = ShiftTimes(NOW + timedelta(days=20), NOW + timedelta(days=20, hours=2))

    def work(what: str) -> None:
        with app.app_context():
            task = db.session.get_one(Task, task_id)
            by = task.association.coordinators[0]
            assert by.id == by_id
            start.wait()
            try:
                if what == "add":
                    add_shift(task, times, seats=2, by=by, now=NOW)
                else:
                    ask_for(task, DemandDraft(minimum=3), by=by, now=NOW)
                db.session.commit()
                told.append(what)
            except RuleError:
                db.session.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=(what,)) for what in ("add", "ask")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
