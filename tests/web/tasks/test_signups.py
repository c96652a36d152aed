"""Signing up, the coordinator's answer and cancelling, and what the two are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import User
from web.audit.models import AuditEvent
from web.core.ages import age_on
from web.core.errors import NotVisibleError, RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, SignupStatus, TaskStatus
from web.tasks.signup_services import (
    cancel_signup,
    confirm_signup,
    decline_signup,
    sign_up,
)

pytestmark = pytest.mark.usefixtures("database")

TOMORROW = make.NOW + timedelta(days=1)


def ask(shift: Shift, volunteer: Volunteer, message: str = "") -> Signup:
    return sign_up(shift, volunteer, message=message, by=volunteer.user, now=make.NOW)


def coordinator_of(signup: Signup) -> User:
    return signup.shift.task.association.coordinators[0]


def confirm(signup: Signup) -> None:
    confirm_signup(signup, by=coordinator_of(signup), now=make.NOW)


def mails_to(user: User) -> Sequence[str]:
    return db.session.scalars(
        select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id).order_by(OutboxMessage.id)
    ).all()


def test_a_sign_up_waits_and_tells_the_coordinators() -> None:
    task = make.make_task(title="Gåtur")
    signup = ask(make.make_shift(task=task, starts_at=TOMORROW), make.make_volunteer(), "Jeg glæder mig.")
    assert (signup.status, signup.message) == (SignupStatus.REQUESTED, "Jeg glæder mig.")
    assert mails_to(coordinator_of(signup)) == ["En frivillig vil hjælpe med »Gåtur«"]


def test_confirming_takes_the_lowest_free_seat_and_tells_the_volunteer() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=3)
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=3)
    signup = ask(shift, make.make_volunteer())
    confirm(signup)
    assert (signup.status, signup.seat) == (SignupStatus.CONFIRMED, 2)
    assert len(mails_to(signup.volunteer.user)) == 1


def test_each_step_leaves_one_audit_event() -> None:
    signup = ask(make.make_shift(starts_at=TOMORROW), make.make_volunteer())
    confirm(signup)
    cancel_signup(signup, by=signup.volunteer.user, now=make.NOW)
    actions = select(AuditEvent.action).where(AuditEvent.subject_kind == "Signup").order_by(AuditEvent.id)
    assert db.session.scalars(actions).all() == ["sign-up: ask", "sign-up: confirm", "sign-up: cancel"]


def test_a_full_shift_takes_no_more_sign_ups() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=1)
    confirm(ask(shift, make.make_volunteer()))
    with pytest.raises(RuleError, match="taget"):
        ask(shift, make.make_volunteer())


def test_confirming_on_a_full_shift_is_refused_and_the_request_still_waits() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=1)
    first, second = ask(shift, make.make_volunteer()), ask(shift, make.make_volunteer())
    confirm(first)
    with pytest.raises(RuleError, match="taget"):
        confirm(second)
    assert second.status is SignupStatus.REQUESTED


def test_a_volunteer_sees_at_once_that_a_shift_clashes_with_a_confirmed_one() -> None:
    volunteer = make.make_volunteer()
    elsewhere = make.make_shift(task=make.make_task(title="Kaffevagt"), starts_at=TOMORROW)
    confirm(ask(elsewhere, volunteer))
    with pytest.raises(RuleError, match="Kaffevagt"):
        ask(make.make_shift(starts_at=TOMORROW + timedelta(minutes=90)), volunteer)


def test_shifts_that_follow_each_other_do_not_clash() -> None:
    volunteer = make.make_volunteer()
    first = make.make_shift(starts_at=TOMORROW)
    second = make.make_shift(starts_at=first.ends_at)
    for shift in (first, second):
        confirm(ask(shift, volunteer))
    assert db.session.scalar(select(func.count()).where(Signup.status == SignupStatus.CONFIRMED)) == 2


def test_the_coordinator_cannot_confirm_somebody_who_is_confirmed_elsewhere_then() -> None:
    volunteer = make.make_volunteer()
    one, other = (ask(make.make_shift(starts_at=TOMORROW), volunteer) for _ in range(2))
    confirm(one)
    with pytest.raises(RuleError, match="anden vagt"):
        confirm(other)
    db.session.refresh(other)
    assert (other.status, other.seat) == (SignupStatus.REQUESTED, None)


def test_cancelling_frees_the_seat_and_tells_the_coordinators() -> None:
    shift = make.make_shift(starts_at=TOMORROW, seats=1)
    signup = ask(shift, make.make_volunteer())
    confirm(signup)
    cancel_signup(signup, by=signup.volunteer.user, now=make.NOW)
    confirm(ask(shift, make.make_volunteer()))
    assert any("afbud" in subject for subject in mails_to(coordinator_of(signup)))


def test_who_cancelled_may_ask_again_and_is_announced_again() -> None:
    shift, volunteer = make.make_shift(starts_at=TOMORROW), make.make_volunteer()
    signup = ask(shift, volunteer)
    cancel_signup(signup, by=volunteer.user, now=make.NOW)
    later = make.NOW + timedelta(hours=1)
    again = sign_up(shift, volunteer, message="Nu kan jeg.", by=volunteer.user, now=later)
    assert (again.id, again.status, again.message) == (signup.id, SignupStatus.REQUESTED, "Nu kan jeg.")
    assert len(mails_to(coordinator_of(signup))) == 3


def test_a_second_sign_up_for_the_same_shift_is_refused() -> None:
    shift, volunteer = make.make_shift(starts_at=TOMORROW), make.make_volunteer()
    ask(shift, volunteer)
    with pytest.raises(RuleError, match="allerede tilmeldt"):
        ask(shift, volunteer)


def test_a_declined_sign_up_cannot_be_confirmed_or_asked_again() -> None:
    signup = ask(make.make_shift(starts_at=TOMORROW), make.make_volunteer())
    decline_signup(signup, by=coordinator_of(signup), now=make.NOW)
    with pytest.raises(TransitionError):
        confirm(signup)
    with pytest.raises(RuleError):
        ask(signup.shift, signup.volunteer)


def test_a_shift_that_has_begun_can_neither_be_taken_nor_cancelled() -> None:
    shift = make.make_shift(starts_at=TOMORROW)
    signup = ask(shift, make.make_volunteer())
    confirm(signup)
    begun = TOMORROW + timedelta(minutes=1)
    with pytest.raises(RuleError, match="begyndt"):
        sign_up(shift, make.make_volunteer(), message="", by=signup.volunteer.user, now=begun)
    with pytest.raises(RuleError, match="begyndt"):
        cancel_signup(signup, by=signup.volunteer.user, now=begun)


@pytest.mark.parametrize("status", [VolunteerStatus.PAUSED, VolunteerStatus.SIGNING_UP])
def test_only_active_volunteers_sign_up(status: VolunteerStatus) -> None:
    with pytest.raises(RuleError, match="pause"):
        ask(make.make_shift(starts_at=TOMORROW), make.make_volunteer(status=status))


def test_nobody_signs_up_for_a_draft() -> None:
    shift = make.make_shift(task=make.make_task(status=TaskStatus.DRAFT), starts_at=TOMORROW)
    with pytest.raises(NotVisibleError):
        ask(shift, make.make_volunteer())


def test_the_minimum_age_is_that_on_the_day_of_the_shift() -> None:
    task = make.make_task(minimum_age=18)
    turns_eighteen_tomorrow = make.make_volunteer(born_on=TOMORROW.date().replace(year=2008))
    shift_today = make.make_shift(task=task, starts_at=make.NOW + timedelta(hours=2))
    with pytest.raises(RuleError, match="18 år"):
        ask(shift_today, turns_eighteen_tomorrow)
    assert ask(make.make_shift(task=task, starts_at=TOMORROW), turns_eighteen_tomorrow).id


def test_an_unknown_age_is_not_old_enough() -> None:
    with pytest.raises(RuleError, match="18 år"):
        ask(
            make.make_shift(task=make.make_task(minimum_age=18), starts_at=TOMORROW),
            make.make_volunteer(born_on=None),
        )


def test_a_leap_day_child_turns_eighteen_on_the_first_of_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_micro_task_takes_sign_ups_without_clashing() -> None:
    volunteer = make.make_volunteer()
    confirm(ask(make.make_shift(starts_at=TOMORROW), volunteer))
    micro = make.make_shift(starts_at=None, ends_at=None, seats=1)
    confirm(ask(micro, volunteer))
    assert micro.signups[0].status is SignupStatus.CONFIRMED
