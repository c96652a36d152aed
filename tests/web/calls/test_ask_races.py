"""Many answers at the same instant: one place goes to one person, and everybody else is thanked once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.tasks.test_signup_races import at_once
from web.accounts.models import User
from web.calls.models import Ask, AskStatus, ContactWish
from web.calls.services import ask_volunteers, say_yes
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus

pytestmark = pytest.mark.usefixtures("database")

ANSWERS = 12


def saying_yes(ask_id: int) -> Callable[[], None]:
    def act() -> None:
        say_yes(db.session.get_one(Ask, ask_id), now=datetime.now(UTC))

    return act


def asking(shift_id: int, volunteer_ids: list[int], by_id: int) -> Callable[[], None]:
    def act() -> None:
        people = [db.session.get_one(Volunteer, one) for one in volunteer_ids]
        by = db.session.get_one(User, by_id)
        ask_volunteers(db.session.get_one(Shift, shift_id), people, by=by, now=datetime.now(UTC))

    return act


def test_of_many_yeses_at_once_the_places_go_to_as_many_as_there_are(app: Flask) -> None:
    shift = make.make_shift(seats=2)
    people = [make.make_volunteer() for _ in range(ANSWERS)]
    by = shift.task.association.coordinators[0]
    asks = ask_volunteers(shift, people, by=by, now=datetime.now(UTC))
    ends = at_once(app, [saying_yes(ask.id) for ask in asks])
    assert ends == {"done": ANSWERS}
    db.session.expire_all()
    confirmed = db.session.scalars(select(Signup).where(Signup.status == SignupStatus.CONFIRMED)).all()
    assert sorted(signup.seat or 0 for signup in confirmed) == [1, 2]
    standing = dict(db.session.execute(select(Ask.status, func.count()).group_by(Ask.status)).all())
    assert standing == {AskStatus.ACCEPTED: 2, AskStatus.FILLED: ANSWERS - 2}
    thanks = select(func.count()).where(OutboxMessage.occasion.like("ask % filled"))
    assert db.session.scalar(thanks) == ANSWERS - 2


def test_coordinators_who_ask_the_same_people_at_once_never_exceed_the_wish(app: Flask) -> None:
    people = [make.make_volunteer() for _ in range(4)]
    for one in people:
        make.save(ContactWish(volunteer_id=one.id, most_asks=2))
    ids = [one.id for one in people]
    shifts = [make.make_shift() for _ in range(6)]
    acts = [
        asking(shift.id, ids if number % 2 else ids[::-1], shift.task.association.coordinators[0].id)
        for number, shift in enumerate(shifts)
    ]
    ends = at_once(app, acts)
    assert set(ends) <= {"done", "refused"}
    per_person = db.session.scalars(select(func.count()).select_from(Ask).group_by(Ask.volunteer_id)).all()
    assert list(per_person) == [2, 2, 2, 2]


def test_two_coordinators_who_ask_about_one_shift_at_once_ask_each_person_once(app: Flask) -> None:
    shift = make.make_shift()
    ids = [make.make_volunteer().id for _ in range(3)]
    by = shift.task.association.coordinators[0].id
    assert at_once(app, [asking(shift.id, ids, by) for _ in range(4)]) == {"done": 1, "refused": 3}
    assert db.session.scalar(select(func.count()).select_from(Ask)) == 3
