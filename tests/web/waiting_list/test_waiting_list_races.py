"""Cancelling, joining, answering and running out at the same moment: seats are never lost, doubled or jumped to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.tasks.test_signup_races import at_once
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.signup_services import accept_offer, cancel_signup
from web.waiting_list.services import join_waiting_list, lapse_offers

pytestmark = pytest.mark.usefixtures("database")


def now() -> datetime:
    return datetime.now(UTC)


def cancelling(signup_id: int) -> Callable[[], None]:
    def act() -> None:
        signup = db.session.get_one(Signup, signup_id)
        cancel_signup(signup, by=signup.volunteer.user, now=now())

    return act


def joining(shift_id: int, volunteer_id: int) -> Callable[[], None]:
    def act() -> None:
        volunteer = db.session.get_one(Volunteer, volunteer_id)
        join_waiting_list(db.session.get_one(Shift, shift_id), volunteer, by=volunteer.user, now=now())

    return act


def accepting(signup_id: int) -> Callable[[], None]:
    def act() -> None:
        signup = db.session.get_one(Signup, signup_id)
        accept_offer(signup, by=signup.volunteer.user, now=now())

    return act


def lapsing(shift_id: int) -> Callable[[], None]:
    def act() -> None:
        lapse_offers(db.session.get_one(Shift, shift_id), now=now())

    return act


def count(shift_id: int, status: SignupStatus) -> int:
    db.session.expire_all()
    statement = select(func.count()).where(Signup.shift_id == shift_id, Signup.status == status)
    return db.session.scalar(statement) or 0


def full_shift(seats: int) -> tuple[Shift, list[int]]:
    shift = make.make_shift(seats=seats, task=make.make_task(confirms_at_once=True))
    signups = [
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat)
        for seat in range(1, seats + 1)
    ]
    return shift, [signup.id for signup in signups]


def test_two_cancel_at_once_and_the_first_two_of_the_line_have_offers(app: Flask) -> None:
    shift, confirmed = full_shift(2)
    line = [
        make.make_signup(
            shift=shift, status=SignupStatus.WAITING, waiting_since=now() - timedelta(hours=9 - number)
        )
        for number in range(4)
    ]
    assert at_once(app, [cancelling(signup_id) for signup_id in confirmed]) == {"done": 2}
    db.session.expire_all()
    assert [signup.status.value for signup in line] == ["offered", "offered", "waiting", "waiting"]
    assert {line[0].seat, line[1].seat} == {1, 2}


def test_cancelling_while_others_join_leaves_no_seat_idle_while_somebody_waits(app: Flask) -> None:
    shift, confirmed = full_shift(2)
    shift_id = shift.id
    joiners = [make.make_volunteer().id for _ in range(8)]
    acts = [cancelling(signup_id) for signup_id in confirmed]
    ends = at_once(app, [*acts, *(joining(shift_id, volunteer_id) for volunteer_id in joiners)])
    assert ends == {"done": 10}
    taken = count(shift_id, SignupStatus.CONFIRMED) + count(shift_id, SignupStatus.OFFERED)
    assert (taken, count(shift_id, SignupStatus.WAITING)) == (2, 6)


def test_a_yes_and_the_end_of_the_time_at_once_have_one_winner(app: Flask) -> None:
    shift, _ = full_shift(1)
    shift.seats = 2
    db.session.flush()
    offered = make.make_signup(
        shift=shift,
        status=SignupStatus.OFFERED,
        seat=2,
        waiting_since=now(),
        answer_by=now() + timedelta(milliseconds=50),
    )
    following = make.make_signup(shift=shift, status=SignupStatus.WAITING, waiting_since=now())
    shift_id = shift.id
    at_once(app, [accepting(offered.id), *[lapsing(shift_id)] * 4])
    db.session.expire_all()
    is_theirs = offered.status is SignupStatus.CONFIRMED
    assert is_theirs or offered.status in (SignupStatus.CANCELLED, SignupStatus.OFFERED)
    assert (following.status is SignupStatus.OFFERED) == (offered.status is SignupStatus.CANCELLED)


def test_one_yes_sent_many_times_is_one(app: Flask) -> None:
    shift, _ = full_shift(1)
    shift.seats = 2
    db.session.flush()
    offered = make.make_signup(
        shift=shift,
        status=SignupStatus.OFFERED,
        seat=2,
        waiting_since=now(),
        answer_by=now() + timedelta(hours=1),
    )
    assert at_once(app, [accepting(offered.id)] * 6) == {"done": 1, "refused": 5}
