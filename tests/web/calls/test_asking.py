"""Asking about a free place: whom, in which order, once each, and who gets the place."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.calls.candidates import candidates_for
from web.calls.jobs import look_after_asks
from web.calls.models import Ask, AskStatus, ContactWish
from web.calls.queries import to_close
from web.calls.services import ask_volunteers, look_after, say_no, say_yes, stop_asking
from web.core.clock import LOCAL_ZONE
from web.core.errors import RuleError, TransitionError
from web.core.week import Week
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus

pytestmark = pytest.mark.usefixtures("database")


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def a_gap(*, seats: int = 1, in_days: int = 5, **task: object) -> Shift:
    starts_at = now().replace(hour=15, minute=0, second=0) + timedelta(days=in_days)
    return make.make_shift(task=make.make_task(**task), seats=seats, starts_at=starts_at)


def asked(shift: Shift, *volunteers: Volunteer) -> list[Ask]:
    by = shift.task.association.coordinators[0]
    return ask_volunteers(shift, volunteers, by=by, now=now())


def mails_to(volunteer: Volunteer) -> list[str]:
    statement = select(OutboxMessage.subject).where(OutboxMessage.user_id == volunteer.user_id)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


def names(shift: Shift) -> list[int]:
    return [one.volunteer.id for one in candidates_for(shift, most=20, now=now())]


def test_who_fits_better_is_asked_first_and_the_reason_is_said() -> None:
    cooking = make.make_interest(name_da="Madlavning", name_en="Cooking")
    shift = a_gap(skills=[cooking])
    plain = make.make_volunteer(area=shift.task.area)
    fitting = make.make_volunteer(area=shift.task.area, skills=[cooking])
    first, second = candidates_for(shift, most=5, now=now())
    assert (first.volunteer, second.volunteer) == (fitting, plain)
    assert "madlavning" in first.why
    assert "madlavning" not in second.why


def test_among_equals_who_was_asked_least_recently_comes_first() -> None:
    shift, other = a_gap(), a_gap(in_days=6)
    one, two = (make.make_volunteer(area=shift.task.area) for _ in range(2))
    assert names(shift) == [one.id, two.id]
    asked(other, one)
    assert names(shift) == [two.id, one.id]


def test_nobody_is_offered_who_cannot_come() -> None:
    shift = a_gap(minimum_age=18)
    area = shift.task.area
    make.make_volunteer(area=area, week=Week.from_intervals([(d, 7 * 60, 8 * 60) for d in range(7)]))
    make.make_volunteer(area=area, born_on=now().date() - timedelta(days=365 * 16))
    make.make_volunteer(area=make.make_area(latitude=55.0, longitude=9.0))
    busy = make.make_volunteer(area=area)
    elsewhere = make.make_shift(starts_at=shift.starts_at)
    make.make_signup(shift=elsewhere, volunteer=busy, status=SignupStatus.CONFIRMED, seat=1)
    make.make_signup(shift=shift, volunteer=make.make_volunteer(area=area))
    can = make.make_volunteer(area=area)
    assert names(shift) == [can.id]


def test_a_wish_for_quiet_is_kept() -> None:
    shift = a_gap()
    never, on_holiday, at_this_time, often = (make.make_volunteer(area=shift.task.area) for _ in range(4))
    clock = now().astimezone(LOCAL_ZONE)
    make.save(ContactWish(volunteer_id=never.id, may_be_asked=False))
    make.save(ContactWish(volunteer_id=on_holiday.id, quiet_until=clock.date()))
    quiet = (clock - timedelta(hours=1)).time(), (clock + timedelta(hours=1)).time()
    make.save(ContactWish(volunteer_id=at_this_time.id, quiet_from=quiet[0], quiet_to=quiet[1]))
    make.save(ContactWish(volunteer_id=often.id, most_asks=30))
    assert names(shift) == [often.id]


def test_quiet_hours_may_cross_midnight() -> None:
    shift = a_gap()
    sleeper = make.make_volunteer(area=shift.task.area)
    make.save(ContactWish(volunteer_id=sleeper.id, quiet_from=time(22), quiet_to=time(7)))
    day = now().astimezone(LOCAL_ZONE)
    for hour, is_offered in ((23, False), (6, False), (12, True)):
        moment = day.replace(hour=hour)
        found = candidates_for(shift, most=5, now=moment.astimezone(UTC))
        assert bool(found) is is_offered


def test_the_database_refuses_one_question_too_many() -> None:
    volunteer = make.make_volunteer()
    make.save(ContactWish(volunteer_id=volunteer.id, most_asks=1))
    assert len(asked(a_gap(), volunteer)) == 1
    by = make.make_user()
    late = Ask(
        shift=a_gap(), volunteer=volunteer, asked_by_id=by.id, asked_at=now(), expires_at=now() + timedelta(1)
    )
    db.session.add(late)
    with pytest.raises(IntegrityError, match="does not want to be asked"):
        db.session.flush()
    db.session.rollback()


def test_nobody_is_asked_twice_about_the_same_shift() -> None:
    shift, volunteer = a_gap(), make.make_volunteer()
    asked(shift, volunteer)
    with pytest.raises(RuleError):
        asked(shift, volunteer)
    assert len(mails_to(volunteer)) == 1


def test_the_first_yes_gets_the_place_and_the_others_are_thanked() -> None:
    shift = a_gap()
    one, two = make.make_volunteer(), make.make_volunteer()
    first, second = asked(shift, one, two)
    assert say_yes(second, now=now())
    assert (first.status, second.status) == (AskStatus.FILLED, AskStatus.ACCEPTED)
    signup = db.session.scalars(select(Signup)).one()
    assert (signup.volunteer, signup.status, signup.seat) == (two, SignupStatus.CONFIRMED, 1)
    assert len(mails_to(one)) == 2
    assert not say_yes(first, now=now())
    assert len(mails_to(one)) == 2


def test_with_two_free_places_the_first_yes_leaves_the_others_asked() -> None:
    shift = a_gap(seats=2)
    first, second = asked(shift, make.make_volunteer(), make.make_volunteer())
    assert say_yes(first, now=now())
    assert second.status is AskStatus.ASKED
    assert say_yes(second, now=now())


def test_a_yes_to_a_shift_that_filled_otherwise_is_thanked() -> None:
    shift = a_gap()
    volunteer = make.make_volunteer()
    (ask,) = asked(shift, volunteer)
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    assert not say_yes(ask, now=now())
    assert ask.status is AskStatus.FILLED
    assert len(mails_to(volunteer)) == 2


def test_a_no_stands_and_the_coordinator_hears_when_nobody_is_left() -> None:
    shift = a_gap()
    first, second = asked(shift, make.make_volunteer(), make.make_volunteer())
    coordinator = shift.task.association.coordinators[0]
    told = select(OutboxMessage).where(OutboxMessage.user_id == coordinator.id)
    say_no(first, now=now())
    assert db.session.scalars(told).all() == []
    say_no(second, now=now())
    assert len(db.session.scalars(told).all()) == 1
    with pytest.raises(TransitionError):
        say_yes(second, now=now())


def test_a_question_runs_out() -> None:
    shift, volunteer = a_gap(), make.make_volunteer()
    (ask,) = asked(shift, volunteer)
    later = ask.expires_at + timedelta(seconds=1)
    with pytest.raises(RuleError):
        say_yes(ask, now=later)
    assert to_close(now=now()) == []
    assert to_close(now=later) == [shift.id]
    look_after(shift, now=later)
    assert ask.status is AskStatus.EXPIRED


def test_the_time_for_an_answer_is_short_before_a_shift_that_is_near() -> None:
    shift = make.make_shift(starts_at=now() + timedelta(hours=4))
    (ask,) = asked(shift, make.make_volunteer())
    assert timedelta(hours=1) < ask.expires_at - now() <= timedelta(hours=2)
    soon = make.make_shift(starts_at=now() + timedelta(minutes=30))
    with pytest.raises(RuleError):
        asked(soon, make.make_volunteer())


def test_when_nobody_is_needed_those_who_wait_are_told_once() -> None:
    shift, volunteer = a_gap(), make.make_volunteer()
    (ask,) = asked(shift, volunteer)
    shift.called_off_at = now()
    db.session.flush()
    look_after(shift, now=now())
    assert stop_asking(shift, by=None, now=now()) == 0
    assert ask.status is AskStatus.WITHDRAWN
    assert len(mails_to(volunteer)) == 2


def test_the_round_lets_questions_run_out_and_thanks_where_the_shift_filled_otherwise() -> None:
    old, filled = a_gap(), a_gap(in_days=6)
    late, beaten = make.make_volunteer(), make.make_volunteer()
    (first,) = asked(old, late)
    first.asked_at, first.expires_at = now() - timedelta(days=2), now() - timedelta(days=1)
    (second,) = asked(filled, beaten)
    make.make_signup(shift=filled, status=SignupStatus.CONFIRMED, seat=1)
    db.session.commit()
    look_after_asks(timestamp=0)
    db.session.expire_all()
    assert (first.status, second.status) == (AskStatus.EXPIRED, AskStatus.FILLED)
    assert len(mails_to(beaten)) == 2
    assert len(mails_to(late)) == 1
