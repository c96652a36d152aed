"""The waiting list looks after itself: a free seat is kept for whoever has waited longest, until they answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import User
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskStatus
from web.tasks.shift_services import call_off_shift, change_shift
from web.tasks.signup_queries import places_in_line
from web.tasks.signup_services import accept_offer, cancel_signup, decline_signup, sign_up
from web.waiting_list.services import join_waiting_list, lapse_offers

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def full_shift(seats: int = 1, **values: object) -> Shift:
    """A shift whose seats are all taken."""
    shift = make.make_shift(seats=seats, **values)
    for seat in range(1, seats + 1):
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat)
    return shift


def waiting(shift: Shift, *, minutes: int = 0, volunteer: Volunteer | None = None) -> Signup:
    """Somebody who joins the list so many minutes from now."""
    person = volunteer or make.make_volunteer()
    return join_waiting_list(shift, person, by=person.user, now=NOW + timedelta(minutes=minutes))


def cancel_first(shift: Shift, *, now: datetime = NOW) -> None:
    first = db.session.scalars(
        select(Signup).where(Signup.shift_id == shift.id, Signup.status == SignupStatus.CONFIRMED)
    ).first()
    assert first is not None
    cancel_signup(first, by=first.volunteer.user, now=now)


def mails_to(user: User) -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.address == user.email)))


def test_the_line_is_in_the_order_of_joining() -> None:
    shift = full_shift()
    second, first = waiting(shift, minutes=5), waiting(shift, minutes=1)
    assert places_in_line([first, second]) == {first.id: 1, second.id: 2}


def test_a_cancelled_seat_is_kept_for_whoever_has_waited_longest() -> None:
    shift = full_shift()
    second, first = waiting(shift, minutes=5), waiting(shift, minutes=1)
    cancel_first(shift)
    assert (first.status, first.seat) == (SignupStatus.OFFERED, 1)
    assert first.answer_by == NOW + timedelta(hours=24)
    assert second.status is SignupStatus.WAITING
    assert any("plads" in subject for subject in mails_to(first.volunteer.user))


def test_nobody_takes_a_kept_seat_in_front_of_those_who_wait() -> None:
    shift = full_shift()
    waiting(shift)
    cancel_first(shift)
    newcomer = make.make_volunteer()
    with pytest.raises(RuleError):
        sign_up(shift, newcomer, message="", by=newcomer.user, now=NOW)


def test_yes_makes_the_seat_theirs() -> None:
    shift = full_shift()
    signup = waiting(shift)
    cancel_first(shift)
    accept_offer(signup, by=signup.volunteer.user, now=NOW)
    assert (signup.status, signup.seat, signup.answer_by) == (SignupStatus.CONFIRMED, 1, None)


def test_a_second_yes_changes_nothing() -> None:
    shift = full_shift()
    signup = waiting(shift)
    cancel_first(shift)
    accept_offer(signup, by=signup.volunteer.user, now=NOW)
    with pytest.raises(TransitionError):
        accept_offer(signup, by=signup.volunteer.user, now=NOW)


def test_no_passes_the_seat_on_at_once() -> None:
    shift = full_shift()
    first, second = waiting(shift, minutes=1), waiting(shift, minutes=2)
    cancel_first(shift)
    cancel_signup(first, by=first.volunteer.user, now=NOW)
    assert first.status is SignupStatus.CANCELLED
    assert second.status is SignupStatus.OFFERED


def test_an_unanswered_offer_lapses_and_goes_to_the_next() -> None:
    shift = full_shift()
    first, second = waiting(shift, minutes=1), waiting(shift, minutes=2)
    cancel_first(shift)
    later = NOW + timedelta(hours=25)
    assert lapse_offers(shift, now=NOW + timedelta(hours=23)) == 0
    assert lapse_offers(shift, now=later) == 1
    assert first.status is SignupStatus.CANCELLED
    assert second.status is SignupStatus.OFFERED


def test_a_yes_after_the_time_is_refused() -> None:
    shift = full_shift()
    signup = waiting(shift)
    cancel_first(shift)
    with pytest.raises(RuleError):
        accept_offer(signup, by=signup.volunteer.user, now=NOW + timedelta(hours=25))


def test_shortly_before_the_shift_all_who_wait_are_told_and_the_first_has_it() -> None:
    shift = full_shift(starts_at=NOW + timedelta(hours=2))
    first, second = waiting(shift), waiting(shift)
    cancel_first(shift)
    assert {first.status, second.status} == {SignupStatus.WAITING}
    assert all(mails_to(signup.volunteer.user) for signup in (first, second))
    sign_up(shift, second.volunteer, message="", by=second.volunteer.user, now=NOW)
    assert second.status is SignupStatus.REQUESTED


def test_more_seats_are_offered_to_those_who_wait() -> None:
    shift = full_shift()
    people = [waiting(shift, minutes=minute) for minute in range(3)]
    change_shift(shift, None, seats=3, by=shift.task.association.coordinators[0], now=NOW)
    assert [signup.status.value for signup in people] == ["offered", "offered", "waiting"]
    assert {signup.seat for signup in people[:2]} == {2, 3}


def test_whoever_is_elsewhere_then_is_passed_over_and_keeps_their_place() -> None:
    shift = full_shift()
    busy, free = waiting(shift, minutes=1), waiting(shift, minutes=2)
    other = make.make_shift(starts_at=shift.starts_at)
    make.make_signup(shift=other, volunteer=busy.volunteer, status=SignupStatus.CONFIRMED, seat=1)
    cancel_first(shift)
    assert (busy.status, free.status) == (SignupStatus.WAITING, SignupStatus.OFFERED)


def test_those_who_asked_before_the_list_keep_their_turn() -> None:
    shift = full_shift()
    asked = make.make_signup(shift=shift)
    signup = waiting(shift)
    cancel_first(shift)
    assert signup.seat is None
    newcomer = make.make_volunteer()
    with pytest.raises(RuleError):
        sign_up(shift, newcomer, message="", by=newcomer.user, now=NOW)
    decline_signup(asked, by=shift.task.association.coordinators[0], now=NOW)
    assert signup.status is SignupStatus.OFFERED


def test_joining_when_a_place_is_free_is_signing_up() -> None:
    shift = make.make_shift(task=make.make_task(confirms_at_once=True), seats=1)
    volunteer = make.make_volunteer()
    signup = join_waiting_list(shift, volunteer, by=volunteer.user, now=NOW)
    assert signup.status is SignupStatus.CONFIRMED


def test_nobody_joins_twice() -> None:
    shift = full_shift()
    signup = waiting(shift)
    with pytest.raises(RuleError):
        waiting(shift, volunteer=signup.volunteer)


def test_the_coordinator_may_say_no_to_somebody_who_waits() -> None:
    shift = full_shift()
    signup = waiting(shift)
    decline_signup(signup, by=shift.task.association.coordinators[0], now=NOW)
    assert signup.status is SignupStatus.DECLINED


def test_calling_off_ends_the_list() -> None:
    shift = full_shift()
    first, second = waiting(shift, minutes=1), waiting(shift, minutes=2)
    cancel_first(shift)
    call_off_shift(shift, reason="", by=shift.task.association.coordinators[0], now=NOW)
    assert {first.status, second.status} == {SignupStatus.CANCELLED}


def test_a_closed_task_offers_no_places() -> None:
    shift = full_shift()
    signup = waiting(shift)
    db.session.get_one(Task, shift.task_id).status = TaskStatus.CLOSED
    cancel_first(shift)
    assert signup.status is SignupStatus.WAITING


@pytest.mark.parametrize("values", [{"seat": None}, {"answer_by": None}])
def test_the_database_refuses_an_offer_without_seat_or_end(values: dict[str, None]) -> None:
    shift = full_shift()
    signup = waiting(shift)
    cancel_first(shift)
    for name, value in values.items():
        setattr(signup, name, value)
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_the_database_confirms_nobody_below_the_age_of_the_task() -> None:
    shift = make.make_shift(task=make.make_task(minimum_age=18))
    child = make.make_volunteer(born_on=(NOW - timedelta(days=365 * 15)).date())
    with pytest.raises(IntegrityError, match="too young"):
        make.make_signup(shift=shift, volunteer=child, status=SignupStatus.CONFIRMED, seat=1)


class TestPages:
    def test_join_see_the_place_in_line_and_say_yes(self, sign_in: Callable[[User], FlaskClient]) -> None:
        shift = full_shift()
        waiting(shift, minutes=-5)
        volunteer = make.make_volunteer()
        client = sign_in(volunteer.user)
        page = client.get(f"/vagter/{shift.id}/tilmeld").get_data(as_text=True)
        assert "Skriv mig på ventelisten" in page
        assert client.post(f"/vagter/{shift.id}/venteliste").location.endswith("/mine-vagter")
        assert "Du er nr. 2 i køen" in client.get("/mine-vagter").get_data(as_text=True)

    def test_a_kept_place_stands_on_the_start_page_and_is_taken_with_one_tap(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        shift = full_shift()
        signup = waiting(shift, minutes=-5)
        cancel_first(shift, now=datetime.now(UTC))
        client = sign_in(signup.volunteer.user)
        assert "En plads venter på dig" in client.get("/start").get_data(as_text=True)
        client.post(f"/tilmeldinger/{signup.id}/ja")
        db.session.expire_all()
        assert signup.status is SignupStatus.CONFIRMED

    def test_the_coordinator_sees_who_waits(self, sign_in: Callable[[User], FlaskClient]) -> None:
        shift = full_shift()
        signup = waiting(shift)
        page = sign_in(shift.task.association.coordinators[0]).get(f"/opgaver/{shift.task_id}/tilmeldinger")
        assert "På ventelisten" in page.get_data(as_text=True)
        assert signup.volunteer.user.name in page.get_data(as_text=True)

    def test_nobody_says_yes_for_another(self, sign_in: Callable[[User], FlaskClient]) -> None:
        shift = full_shift()
        signup = waiting(shift)
        cancel_first(shift)
        stranger = sign_in(make.make_volunteer().user)
        assert stranger.post(f"/tilmeldinger/{signup.id}/ja").status_code == 404
