"""Many answers at once: a shift never overfills, nobody is confirmed in two places, each sign-up stands once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.signup_services import cancel_signup, confirm_signup, sign_up

pytestmark = pytest.mark.usefixtures("database")

THREADS = 20


def at_once(app: Flask, acts: Sequence[Callable[[], None]]) -> Counter[str]:
    """Run every act in a thread with a connection of its own, all starting together; count how they ended."""
    barrier, ends = threading.Barrier(len(acts)), Counter[str]()

    def run(act: Callable[[], None]) -> None:
        with app.app_context():
            barrier.wait()
            try:
                act()
                db.session.commit()
                ends["done"] += 1
            except RuleError:
                ends["refused"] += 1
            except IntegrityError as error:
                ends[str(error.orig.diag.constraint_name)] += 1  # type: ignore[union-attr]
            finally:
                db.session.remove()

    db.session.commit()
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def confirming(signup_id: int) -> Callable[[], None]:
    def act() -> None:
        signup = db.session.get_one(Signup, signup_id)
        confirm_signup(signup, by=signup.shift.task.association.coordinators[0], now=datetime.now(UTC))

    return act


def confirmed() -> list[Signup]:
    db.session.expire_all()
    return list(db.session.scalars(select(Signup).where(Signup.status == SignupStatus.CONFIRMED)))


def test_twenty_confirmations_at_once_never_overfill_a_shift(app: Flask) -> None:
    shift = make.make_shift(seats=3)
    ids = [make.make_signup(shift=shift).id for _ in range(THREADS)]
    ends = at_once(app, [confirming(signup_id) for signup_id in ids])
    assert ends == {"done": 3, "refused": THREADS - 3}
    assert sorted(signup.seat or 0 for signup in confirmed()) == [1, 2, 3]


def test_of_overlapping_confirmations_at_once_only_one_holds(app: Flask) -> None:
    volunteer, task = make.make_volunteer(), make.make_task()
    starts_at = make.make_shift(task=task).starts_at
    assert starts_at is not None
    shifts = [
        make.make_shift(task=make.make_task(association=task.association), starts_at=starts_at)
        for _ in range(8)
    ]
    ids = [make.make_signup(shift=shift, volunteer=volunteer).id for shift in shifts]
    ends = at_once(app, [confirming(signup_id) for signup_id in ids])
    assert ends == {"done": 1, "refused": 7}
    assert len(confirmed()) == 1


def test_the_database_itself_refuses_what_a_careless_writer_tries_at_once(app: Flask) -> None:
    shift = make.make_shift(seats=2)
    ids = [make.make_signup(shift=shift).id for _ in range(THREADS)]

    def grab(signup_id: int) -> Callable[[], None]:
        def act() -> None:
            values = {"status": SignupStatus.CONFIRMED, "seat": 1}
            db.session.execute(update(Signup).where(Signup.id == signup_id).values(values))

        return act

    ends = at_once(app, [grab(signup_id) for signup_id in ids])
    assert ends == {"done": 1, "uq_signups_seat": THREADS - 1}


def test_one_confirmation_sent_many_times_is_one(app: Flask) -> None:
    signup = make.make_signup(shift=make.make_shift(seats=5))
    ends = at_once(app, [confirming(signup.id)] * 8)
    assert ends == {"done": 1, "refused": 7}
    assert len(confirmed()) == 1


def test_one_sign_up_sent_many_times_is_one(app: Flask) -> None:
    shift_id, volunteer_id = make.make_shift().id, make.make_volunteer().id

    def ask() -> None:
        volunteer = db.session.get_one(Volunteer, volunteer_id)
        shift = db.session.get_one(Shift, shift_id)
        sign_up(shift, volunteer, message="", by=volunteer.user, now=datetime.now(UTC))

    assert at_once(app, [ask] * 8) == {"done": 1, "refused": 7}
    assert len(db.session.scalars(select(Signup)).all()) == 1


def test_confirming_and_cancelling_at_once_leave_a_whole_state(app: Flask) -> None:
    signups = [make.make_signup(shift=make.make_shift(seats=1)) for _ in range(4)]

    def cancelling(signup_id: int) -> Callable[[], None]:
        def act() -> None:
            signup = db.session.get_one(Signup, signup_id)
            cancel_signup(signup, by=signup.volunteer.user, now=datetime.now(UTC))

        return act

    ids = [signup.id for signup in signups]
    at_once(app, [act(signup_id) for signup_id in ids for act in (confirming, cancelling)])
    db.session.expire_all()
    assert {signup.status for signup in db.session.scalars(select(Signup))} == {SignupStatus.CANCELLED}
    assert all(signup.seat is None for signup in db.session.scalars(select(Signup)))
