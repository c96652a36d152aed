"""Ticking off with one tap: who came gets hours, a wrong tap is taken back, and thanks go out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web.tasks.test_signup_races import at_once
from web.accounts.models import User
from web.attendance.hours import minutes_lately, spells_of
from web.attendance.models import Attendance, Thanks
from web.attendance.queries import shifts_not_ticked, shifts_to_tick
from web.attendance.services import (
    record_absence,
    record_all_present,
    record_presence,
    take_attendance_back,
    thank,
)
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.tasks.models import Shift, Signup, SignupStatus

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def begun_shift(people: int = 1, *, hours_ago: int = 3) -> tuple[Shift, list[Signup], User]:
    """A two-hour shift that began some hours ago, with so many confirmed people; and its coordinator."""
    shift = make.make_shift(seats=max(1, people), starts_at=NOW - timedelta(hours=hours_ago))
    signups = [
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat)
        for seat in range(1, people + 1)
    ]
    return shift, signups, shift.task.association.coordinators[0]


def test_one_tap_records_the_whole_shift() -> None:
    _, [signup], coordinator = begun_shift()
    assert record_presence(signup, by=coordinator, now=NOW).minutes == 120


def test_another_tap_corrects_the_first() -> None:
    _, [signup], coordinator = begun_shift()
    record_presence(signup, by=coordinator, now=NOW)
    record_presence(signup, minutes=45, by=coordinator, now=NOW)
    attendance = record_absence(signup, by=coordinator, now=NOW)
    assert (attendance.has_come, attendance.minutes) == (False, 0)
    assert db.session.scalar(select(func.count(Attendance.signup_id))) == 1


def test_a_tap_is_taken_back() -> None:
    _, [signup], coordinator = begun_shift()
    record_presence(signup, by=coordinator, now=NOW)
    take_attendance_back(signup, by=coordinator, now=NOW)
    assert db.session.get(Attendance, signup.id) is None
    with pytest.raises(RuleError):
        take_attendance_back(signup, by=coordinator, now=NOW)


def test_nobody_is_ticked_off_before_the_shift() -> None:
    _, [signup], coordinator = begun_shift(hours_ago=-1)
    with pytest.raises(RuleError):
        record_presence(signup, by=coordinator, now=NOW)


def test_only_those_who_were_to_come_are_ticked_off() -> None:
    shift, _, coordinator = begun_shift(0)
    signup = make.make_signup(shift=shift)
    with pytest.raises(RuleError):
        record_presence(signup, by=coordinator, now=NOW)


@pytest.mark.parametrize("minutes", [0, -5, 24 * 60 + 1])
def test_impossible_lengths_are_refused_at_the_field(minutes: int) -> None:
    _, [signup], coordinator = begun_shift()
    with pytest.raises(RuleError) as refusal:
        record_presence(signup, minutes=minutes, by=coordinator, now=NOW)
    assert refusal.value.field == "minutes"


def test_the_database_refuses_hours_of_somebody_who_was_not_to_come() -> None:
    shift, _, coordinator = begun_shift(0)
    signup = make.make_signup(shift=shift)
    careless = Attendance(
        signup=signup, has_come=True, minutes=60, recorded_by_id=coordinator.id, recorded_at=NOW
    )
    with pytest.raises(IntegrityError):
        make.save(careless)


def test_all_the_others_came_leaves_what_is_ticked_off() -> None:
    shift, signups, coordinator = begun_shift(3)
    record_absence(signups[0], by=coordinator, now=NOW)
    assert record_all_present(shift, by=coordinator, now=NOW) == 2
    assert [db.session.get_one(Attendance, signup.id).has_come for signup in signups] == [False, True, True]


def test_thanks_go_to_those_who_came_and_only_once() -> None:
    shift, signups, coordinator = begun_shift(3)
    record_absence(signups[0], by=coordinator, now=NOW)
    record_presence(signups[1], by=coordinator, now=NOW)
    assert thank(shift, words="Tusind tak!", by=coordinator, now=NOW) == 1
    with pytest.raises(RuleError):
        thank(shift, words="Tusind tak!", by=coordinator, now=NOW)
    record_presence(signups[2], by=coordinator, now=NOW)
    assert thank(shift, words="Også tak til dig!", by=coordinator, now=NOW) == 1
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [mail.address for mail in mails] == [signup.volunteer.user.email for signup in signups[1:]]
    assert "Tusind tak!" in mails[0].body


def test_thanks_sent_by_two_at_once_arrive_once(app: Flask) -> None:
    shift, [signup], coordinator = begun_shift()
    record_presence(signup, by=coordinator, now=NOW)
    shift_id, coordinator_id = shift.id, coordinator.id

    def act() -> None:
        by = db.session.get_one(User, coordinator_id)
        thank(db.session.get_one(Shift, shift_id), words="Tak", by=by, now=NOW)

    assert at_once(app, [act] * 6) == {"done": 1, "refused": 5}
    assert db.session.scalar(select(func.count(Thanks.signup_id))) == 1


def test_ticked_off_by_two_at_once_is_ticked_off_once(app: Flask) -> None:
    _, [signup], coordinator = begun_shift()
    signup_id, coordinator_id = signup.id, coordinator.id

    def act() -> None:
        by = db.session.get_one(User, coordinator_id)
        record_presence(db.session.get_one(Signup, signup_id), by=by, now=NOW)

    assert at_once(app, [act] * 6) == {"done": 6}
    assert db.session.scalar(select(func.count(Attendance.signup_id))) == 1


class TestHours:
    def test_what_is_recorded_counts_and_what_is_not_counts_as_planned(self) -> None:
        _, [shorter], coordinator = begun_shift()
        _, [unticked], _ = begun_shift()
        _, [missed], _ = begun_shift()
        record_presence(shorter, minutes=45, by=coordinator, now=NOW)
        record_absence(missed, by=coordinator, now=NOW)
        idle = make.make_volunteer()
        ids = [signup.volunteer_id for signup in (shorter, unticked, missed)]
        found = minutes_lately([*ids, idle.id], NOW - timedelta(days=30), now=NOW)
        assert found == {ids[0]: 45, ids[1]: 120, ids[2]: 0, idle.id: 0}

    def test_earlier_and_coming_shifts_do_not_count(self) -> None:
        _, [early], _ = begun_shift(hours_ago=24 * 40)
        _, [coming], _ = begun_shift(hours_ago=-24)
        ids = [early.volunteer_id, coming.volunteer_id]
        assert minutes_lately(ids, NOW - timedelta(days=30), now=NOW) == dict.fromkeys(ids, 0)

    def test_own_hours_hold_what_was_recorded_only(self) -> None:
        _, [signup], coordinator = begun_shift()
        assert spells_of(signup.volunteer_id) == []
        record_presence(signup, minutes=30, by=coordinator, now=NOW)
        assert [spell.minutes for spell in spells_of(signup.volunteer_id)] == [30]


class TestLists:
    def test_a_shift_waits_until_everybody_is_ticked_off(self) -> None:
        shift, signups, coordinator = begun_shift(2)
        assert list(shifts_not_ticked(coordinator, now=NOW)) == [shift]
        record_presence(signups[0], by=coordinator, now=NOW)
        [line] = shifts_to_tick(coordinator, now=NOW)
        assert (line.expected, line.ticked, line.unthanked) == (2, 1, 1)
        record_absence(signups[1], by=coordinator, now=NOW)
        assert list(shifts_not_ticked(coordinator, now=NOW)) == []

    def test_another_coordinator_sees_nothing_of_it(self) -> None:
        begun_shift()
        other = make.make_association().coordinators[0]
        assert shifts_to_tick(other, now=NOW) == []


class TestPages:
    def test_tick_off_and_thank_on_the_phone(self, sign_in: Callable[[User], FlaskClient]) -> None:
        shift, [signup], coordinator = begun_shift()
        client = sign_in(coordinator)
        assert "Hvem kom til vagten?" in client.get("/start").get_data(as_text=True)
        assert client.post(f"/tilmeldinger/{signup.id}/kom").status_code == 302
        page = client.get(f"/vagter/{shift.id}/fremmoede").get_data(as_text=True)
        assert "Kom: 2 timer" in page
        client.post(f"/vagter/{shift.id}/tak", data={"words": "Tak for en god dag"})
        volunteer = sign_in(signup.volunteer.user)
        assert "2 timer" in volunteer.get("/mine-timer").get_data(as_text=True)

    def test_a_wrong_number_of_minutes_is_refused_at_its_field(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        _, [signup], coordinator = begun_shift()
        client = sign_in(coordinator)
        page = client.post(f"/tilmeldinger/{signup.id}/minutter", data={"minutes": "0"})
        assert 'aria-invalid="true"' in page.get_data(as_text=True)
        client.post(f"/tilmeldinger/{signup.id}/minutter", data={"minutes": "75"})
        assert db.session.get_one(Attendance, signup.id).minutes == 75

    def test_strangers_get_nowhere(self, sign_in: Callable[[User], FlaskClient]) -> None:
        shift, [signup], _ = begun_shift()
        stranger = sign_in(make.make_association().coordinators[0])
        assert stranger.get(f"/vagter/{shift.id}/fremmoede").status_code == 404
        assert stranger.post(f"/tilmeldinger/{signup.id}/kom").status_code == 404

    def test_a_protected_volunteer_goes_by_the_name_others_may_see(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        shift, [signup], coordinator = begun_shift()
        signup.volunteer.user.name = "Hemmelig Person"
        signup.volunteer.is_protected, signup.volunteer.known_as = True, "Kaldenavn"
        page = sign_in(coordinator).get(f"/vagter/{shift.id}/fremmoede").get_data(as_text=True)
        assert "Kaldenavn" in page
        assert signup.volunteer.user.name not in page
