"""Swaps at the same moment as other things: a place has one holder, and nobody is in two places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.swaps.test_swaps import offered, placed
from tests.web.tasks.test_signup_races import at_once
from web.accounts.models import User
from web.extensions import db
from web.profiles.models import Volunteer
from web.swaps.models import Swap, SwapStatus
from web.swaps.services import approve, take_shift
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.signup_services import cancel_signup, take_place

pytestmark = pytest.mark.usefixtures("database")


def now() -> datetime:
    return datetime.now(UTC)


def taking(swap_id: int, volunteer_id: int) -> Callable[[], None]:
    def act() -> None:
        taker = db.session.get_one(Volunteer, volunteer_id)
        take_shift(db.session.get_one(Swap, swap_id), taker, in_return=None, by=taker.user, now=now())

    return act


def holders(shift_id: int) -> int:
    db.session.expire_all()
    statement = select(func.count()).where(
        Signup.shift_id == shift_id, Signup.status == SignupStatus.CONFIRMED
    )
    return db.session.scalar(statement) or 0


def test_of_many_who_take_a_shift_at_once_one_has_it(app: Flask) -> None:
    association = make.make_association()
    given = placed(association)
    takers = [placed(association, days=9 + number).volunteer_id for number in range(6)]
    swap_id, shift_id = offered(given).id, given.shift_id
    ends = at_once(app, [taking(swap_id, volunteer_id) for volunteer_id in takers])
    assert ends == {"done": 1, "refused": 5}
    assert holders(shift_id) == 1


def test_taking_a_shift_while_its_place_is_given_back_ends_one_way(app: Flask) -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    swap, signup_id, shift_id = offered(given), given.id, given.shift_id

    def cancel() -> None:
        signup = db.session.get_one(Signup, signup_id)
        cancel_signup(signup, by=signup.volunteer.user, now=now())

    ends = at_once(app, [taking(swap.id, fellow.volunteer_id), cancel])
    assert ends == {"done": 1, "refused": 1}
    db.session.expire_all()
    assert (swap.status, holders(shift_id)) in ((SwapStatus.DONE, 1), (SwapStatus.EXPIRED, 0))


def test_a_taker_who_is_booked_elsewhere_at_the_same_moment_is_in_one_place(app: Flask) -> None:
    association = make.make_association()
    given, fellow = placed(association, needs_say=True), placed(association, days=9)
    swap = offered(given)
    take_shift(swap, fellow.volunteer, in_return=None, by=fellow.volunteer.user, now=now())
    assert given.shift.starts_at is not None
    other = make.make_shift(starts_at=given.shift.starts_at + timedelta(minutes=30), seats=1)
    ids = (swap.id, other.id, fellow.volunteer_id, association.coordinators[0].id)

    def approve_it() -> None:
        by = db.session.get_one(User, ids[3])
        approve(db.session.get_one(Swap, ids[0]), by=by, now=now())

    def book() -> None:
        volunteer = db.session.get_one(Volunteer, ids[2])
        take_place(db.session.get_one(Shift, ids[1]), volunteer, by=None, now=now())

    assert at_once(app, [approve_it, book]) == {"done": 1, "refused": 1}
    assert holders(given.shift_id) == 1
