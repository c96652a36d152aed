"""Moving, resizing and calling off single shifts, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import User
from web.core.clock import LOCAL_ZONE
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.tasks.drafts import ShiftTimes
from web.tasks.models import Shift, SignupStatus
from web.tasks.shift_services import add_shift, call_off_shift, change_shift

pytestmark = pytest.mark.usefixtures("database")

TOMORROW = make.NOW + timedelta(days=1)
LATER = ShiftTimes(TOMORROW + timedelta(days=1), TOMORROW + timedelta(days=1, hours=2))


def coordinator_of(shift: Shift) -> User:
    return shift.task.association.coordinators[0]


def bodies_to(user: User) -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.body).where(OutboxMessage.user_id == user.id)))


def test_everybody_who_signed_up_is_told_of_a_new_time() -> None:
    shift = make.make_shift(starts_at=TOMORROW)
    waiting = make.make_signup(shift=shift)
    confirmed = make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    gone = make.make_signup(shift=shift, status=SignupStatus.CANCELLED)
    assert change_shift(shift, LATER, seats=2, by=coordinator_of(shift), now=make.NOW) == 2
    for signup, mails in ((waiting, 1), (confirmed, 1), (gone, 0)):
        assert len(bodies_to(signup.volunteer.user)) == mails
    assert "onsdag den 4. marts 2026 kl. 10.00–12.00" in bodies_to(waiting.volunteer.user)[0]
    db.session.refresh(confirmed)
    assert confirmed.during is not None
    assert confirmed.during.lower == LATER.starts_at


def test_nobody_is_told_when_only_the_places_change() -> None:
    shift = make.make_shift(starts_at=TOMORROW)
    signup = make.make_signup(shift=shift)
    assert change_shift(shift, None, seats=5, by=coordinator_of(shift), now=make.NOW) == 0
    assert bodies_to(signup.volunteer.user) == []
    assert shift.seats == 5


def test_fewer_places_move_the_confirmed_together() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=4)
    signups = [make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat) for seat in (2, 4)]
    change_shift(shift, None, seats=2, by=coordinator_of(shift), now=make.NOW)
    assert sorted(signup.seat or 0 for signup in signups) == [1, 2]


def test_there_are_never_fewer_places_than_confirmed_people() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=2)
    for seat in (1, 2):
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat)
    with pytest.raises(RuleError, match="2 er bekræftet"):
        change_shift(shift, None, seats=1, by=coordinator_of(shift), now=make.NOW)


def test_a_shift_is_not_moved_onto_another_of_somebody_confirmed() -> None:
    volunteer = make.make_volunteer()
    busy = make.make_shift(starts_at=LATER.starts_at)
    shift = make.make_shift(starts_at=TOMORROW)
    for one in (busy, shift):
        make.make_signup(shift=one, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    with pytest.raises(RuleError, match="optaget"):
        change_shift(shift, LATER, seats=2, by=coordinator_of(shift), now=make.NOW)
    assert bodies_to(volunteer.user) == []


def test_a_task_has_one_shift_at_a_time() -> None:
    shift = make.make_shift(starts_at=LATER.starts_at)
    with pytest.raises(RuleError, match="allerede en vagt"):
        add_shift(shift.task, LATER, seats=1, by=coordinator_of(shift), now=make.NOW)


def test_calling_off_cancels_every_sign_up_with_a_word() -> None:
    shift = make.make_shift(starts_at=TOMORROW)
    signup = make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    assert call_off_shift(shift, reason="Hallen er lukket.", by=coordinator_of(shift), now=make.NOW) == 1
    assert (signup.status, signup.seat, shift.called_off_at) == (SignupStatus.CANCELLED, None, make.NOW)
    assert "Hallen er lukket." in bodies_to(signup.volunteer.user)[0]


def test_a_shift_is_called_off_once() -> None:
    shift = make.make_shift(starts_at=TOMORROW)
    call_off_shift(shift, reason="", by=coordinator_of(shift), now=make.NOW)
    with pytest.raises(RuleError, match="aflyst"):
        call_off_shift(shift, reason="", by=coordinator_of(shift), now=make.NOW)


def test_the_page_of_a_shift_is_filled_in_and_moves_it(sign_in: Callable[[User], FlaskClient]) -> None:
    shift = make.make_shift()
    client = sign_in(coordinator_of(shift))
    assert shift.starts_at is not None
    local = shift.starts_at.astimezone(LOCAL_ZONE)
    assert f'value="{local:%H:%M}"' in client.get(f"/vagter/{shift.id}/ret").text
    day = local.date() + timedelta(days=1)
    values = {"day": day.isoformat(), "from_time": "10:00", "to_time": "11:00", "seats": "4"}
    assert client.post(f"/vagter/{shift.id}/ret", data=values).status_code == 302
    db.session.refresh(shift)
    assert (shift.seats, shift.starts_at.astimezone(LOCAL_ZONE).date()) == (4, day)


@pytest.mark.parametrize("path", ["ret", "aflys"])
def test_strangers_cannot_touch_a_shift(path: str, sign_in: Callable[[User], FlaskClient]) -> None:
    shift = make.make_shift()
    stranger = sign_in(make.make_association().coordinators[0])
    assert stranger.get(f"/vagter/{shift.id}/{path}").status_code == 404
    assert stranger.post(f"/vagter/{shift.id}/{path}", data={"reason": "x"}).status_code == 404
    db.session.refresh(shift)
    assert shift.called_off_at is None
