"""Weekly tasks as associations live them: several days, other weeks, holidays, closed days, and changes from now on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.tasks.test_weekly import make_weekly, starts_of
from web.accounts.models import User
from web.core import clock
from web.core.clock import LOCAL_ZONE
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.tasks.closed_days import close_association, is_holiday, open_association_again, shifts_in_the_way
from web.tasks.drafts import WeeklyPattern
from web.tasks.from_now_on import NewTerms, change_from_now_on, planned_changes
from web.tasks.models import ClosedDays, Shift, Signup, SignupStatus, Task
from web.tasks.shift_services import change_shift
from web.tasks.weekly import extend_weekly_tasks, lay_shifts, occurrences

pytestmark = pytest.mark.usefixtures("database")
FIVE_TO_SEVEN = NewTerms(time(17), time(19), "Biblioteket", 3)


def days(pattern: WeeklyPattern, first: date, last: date) -> list[date]:
    return [
        shift.starts_at.astimezone(LOCAL_ZONE).date()
        for shift in occurrences(pattern, first=first, last=last)
    ]


def laid(**values: object) -> tuple[Task, list[Shift], User]:
    """A weekly task with its shifts laid, and its coordinator."""
    task = make_weekly(**values)
    lay_shifts(task, now=make.NOW)
    shifts = db.session.scalars(select(Shift).where(Shift.task_id == task.id).order_by(Shift.starts_at)).all()
    return task, list(shifts), task.association.coordinators[0]


def test_a_pattern_may_have_several_days_of_the_week() -> None:
    pattern = WeeklyPattern(1, time(16), time(18), date(2026, 3, 2), None, more_weekdays=(3,))
    assert days(pattern, date(2026, 3, 2), date(2026, 3, 12)) == [
        date(2026, 3, day) for day in (3, 5, 10, 12)
    ]


def test_every_other_week_is_counted_from_the_week_of_the_first_date_across_the_new_year() -> None:
    pattern = WeeklyPattern(1, time(16), time(18), date(2026, 12, 16), None, every_weeks=2)
    found = days(pattern, date(2026, 12, 16), date(2027, 1, 31))
    assert found == [date(2026, 12, 29), date(2027, 1, 12), date(2027, 1, 26)]


@pytest.mark.parametrize(
    "day", [date(2026, 4, 3), date(2026, 5, 14), date(2026, 12, 24), date(2027, 3, 29), date(2026, 1, 1)]
)
def test_danish_holidays_are_known(day: date) -> None:
    assert is_holiday(day)


def test_great_prayer_day_is_a_holiday_no_more() -> None:
    assert is_holiday(date(2023, 5, 5))
    assert not is_holiday(date(2024, 4, 26))


def test_a_task_pauses_on_holidays_only_where_it_says_so() -> None:
    good_friday = date(2026, 4, 3)
    pausing = WeeklyPattern(4, time(16), time(18), date(2026, 3, 1), None, pauses_on_holidays=True)
    going_on = WeeklyPattern(4, time(16), time(18), date(2026, 3, 1), None)
    assert days(pausing, good_friday, good_friday) == []
    assert days(going_on, good_friday, good_friday) == [good_friday]


def test_no_shifts_are_laid_on_closed_days() -> None:
    task = make_weekly()
    closed = make.TODAY + timedelta(days=8)
    make.save(
        ClosedDays(association_id=task.association_id, first_on=closed, last_on=closed + timedelta(days=6))
    )
    extend_weekly_tasks(now=make.NOW)
    found = {start.date() for start in starts_of(task)}
    assert date(2026, 3, 3) in found
    assert date(2026, 3, 10) not in found
    assert date(2026, 3, 17) in found


def test_closing_calls_off_what_was_laid_and_tells_those_who_signed_up() -> None:
    task, shifts, coordinator = laid()
    signup = make.make_signup(shift=shifts[1], status=SignupStatus.CONFIRMED, seat=1)
    span = {"first_on": date(2026, 3, 9), "last_on": date(2026, 3, 15)}
    assert list(shifts_in_the_way(task.association, **span, now=make.NOW)) == [shifts[1]]
    told = close_association(task.association, **span, reason="Maler", by=coordinator, now=make.NOW)
    assert told == 1
    assert (shifts[0].called_off_at, signup.status) == (None, SignupStatus.CANCELLED)
    assert shifts[1].called_off_at is not None


def test_opening_again_lets_the_days_be_laid_and_nothing_called_off_come_back() -> None:
    task, shifts, coordinator = laid()
    span = {"first_on": date(2026, 3, 9), "last_on": date(2026, 3, 15)}
    close_association(task.association, **span, reason="", by=coordinator, now=make.NOW)
    closed = db.session.scalars(select(ClosedDays)).one()
    open_association_again(closed, by=coordinator, now=make.NOW)
    extend_weekly_tasks(now=make.NOW)
    assert len(starts_of(task)) == len(shifts)
    assert shifts[1].called_off_at is not None


def test_closed_days_the_wrong_way_round_are_refused_at_the_field() -> None:
    task, _, coordinator = laid()
    with pytest.raises(RuleError) as refusal:
        close_association(
            task.association,
            first_on=date(2026, 3, 9),
            last_on=date(2026, 3, 8),
            reason="",
            by=coordinator,
            now=make.NOW,
        )
    assert refusal.value.field == "last_on"


class TestFromNowOn:
    def test_the_list_says_what_will_change_and_changes_nothing(self) -> None:
        _, shifts, _ = laid()
        make.make_signup(shift=shifts[2])
        plan = planned_changes(shifts[1], FIVE_TO_SEVEN, now=make.NOW)
        assert [change.shift for change in plan] == shifts[1:]
        assert all(change.is_moved for change in plan)
        assert [change.signed_up for change in plan][:2] == [0, 1]
        assert shifts[1].starts_at == datetime(2026, 3, 10, 15, tzinfo=UTC)

    def test_the_time_on_the_clock_is_kept_across_the_clock_change(self) -> None:
        _, shifts, coordinator = laid()
        change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        local = {shift.starts_at.astimezone(LOCAL_ZONE).time() for shift in shifts[1:] if shift.starts_at}
        assert local == {time(17)}
        assert shifts[0].starts_at == datetime(2026, 3, 3, 15, tzinfo=UTC)

    def test_the_pattern_and_later_shifts_follow(self) -> None:
        task, shifts, coordinator = laid()
        change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        extend_weekly_tasks(now=make.NOW + timedelta(weeks=1))
        assert (task.from_time, task.to_time, task.seats, task.place) == (
            time(17),
            time(19),
            3,
            "Biblioteket",
        )
        assert starts_of(task)[-1].astimezone(LOCAL_ZONE).time() == time(17)

    def test_earlier_occasions_keep_their_place(self) -> None:
        _, shifts, coordinator = laid(place="Klubhuset")
        change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        assert (shifts[0].where, shifts[1].where) == ("Klubhuset", "Biblioteket")

    def test_kept_sign_ups_are_told_of_the_new_time(self) -> None:
        _, shifts, coordinator = laid()
        signup = make.make_signup(shift=shifts[1], status=SignupStatus.CONFIRMED, seat=1)
        told = change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        assert (told, signup.status) == (1, SignupStatus.CONFIRMED)
        [mail] = db.session.scalars(select(OutboxMessage)).all()
        assert "17.00" in mail.body
        assert "Biblioteket" in mail.body

    def test_whoever_is_asked_again_keeps_the_seat_until_they_answer(self) -> None:
        _, shifts, coordinator = laid()
        signup = make.make_signup(shift=shifts[1], status=SignupStatus.CONFIRMED, seat=1)
        change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=True, by=coordinator, now=make.NOW)
        assert (signup.status, signup.seat, signup.is_asked_again) == (SignupStatus.OFFERED, 1, True)
        [mail] = db.session.scalars(select(OutboxMessage)).all()
        assert "Passer den nye tid dig?" in mail.subject

    def test_an_occasion_that_was_moved_by_itself_stays(self) -> None:
        _, shifts, coordinator = laid()
        moved = planned_changes(shifts[2], NewTerms(time(10), time(12), "", 3), now=make.NOW)[0].times
        change_shift(shifts[2], moved, seats=3, by=coordinator, now=make.NOW)
        change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        assert shifts[2].starts_at == moved.starts_at

    def test_somebody_busy_at_a_new_time_refuses_the_whole_change_and_names_the_day(self) -> None:
        task, shifts, coordinator = laid()
        signup = make.make_signup(shift=shifts[2], status=SignupStatus.CONFIRMED, seat=1)
        start = shifts[2].starts_at
        assert start is not None
        other = make.make_shift(starts_at=start + timedelta(hours=2))
        make.make_signup(shift=other, volunteer=signup.volunteer, status=SignupStatus.CONFIRMED, seat=1)
        with pytest.raises(RuleError, match=r"17\. marts"):
            change_from_now_on(shifts[1], FIVE_TO_SEVEN, asks_again=False, by=coordinator, now=make.NOW)
        db.session.refresh(signup)
        assert task.id == shifts[1].task_id


class TestPages:
    def test_change_from_now_on_shows_the_list_first(self, sign_in: Callable[[User], FlaskClient]) -> None:
        task = make_weekly(first_on=clock.today(), place="Klubhuset")
        lay_shifts(task, now=datetime.now(UTC))
        shift = db.session.scalars(
            select(Shift).where(Shift.task_id == task.id).order_by(Shift.starts_at)
        ).all()[1]
        client = sign_in(task.association.coordinators[0])
        values = {
            "from_time": "17.00",
            "to_time": "19.00",
            "place": "Klubhuset",
            "seats": "2",
            "signed_up": "ask",
        }
        page = client.post(f"/vagter/{shift.id}/fra-nu-af", data=values).get_data(as_text=True)
        assert "Det her ændrer sig" in page
        db.session.expire_all()
        assert task.from_time == time(16)
        client.post(f"/vagter/{shift.id}/fra-nu-af", data=values | {"action": "confirm"})
        db.session.expire_all()
        assert task.from_time == time(17)

    def test_an_end_before_the_start_is_refused_at_its_field(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        task = make_weekly(first_on=clock.today())
        lay_shifts(task, now=datetime.now(UTC))
        shift = db.session.scalars(select(Shift).where(Shift.task_id == task.id)).first()
        assert shift is not None
        client = sign_in(task.association.coordinators[0])
        values = {"from_time": "12.00", "to_time": "10.00", "seats": "2", "signed_up": "ask"}
        page = client.post(f"/vagter/{shift.id}/fra-nu-af", data=values).get_data(as_text=True)
        assert "Slutningen skal" in page or "Sluttidspunktet" in page or 'aria-invalid="true"' in page

    def test_closed_days_are_shown_before_they_are_noted(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        task = make_weekly(first_on=clock.today())
        client = sign_in(task.association.coordinators[0])
        day = (clock.today() + timedelta(days=30)).isoformat()
        address = f"/foreninger/{task.association_id}/lukkedage"
        values = {"first_on": day, "last_on": day, "reason": "Ferie"}
        assert "Ja, luk de dage" in client.post(address, data=values).get_data(as_text=True)
        assert db.session.scalar(select(ClosedDays.id)) is None
        client.post(address, data=values | {"action": "confirm"})
        assert "Ferie" in client.get(address).get_data(as_text=True)

    @pytest.mark.parametrize(
        ("day", "start", "end", "words"),
        [
            ("2028-03-26", "02:30", "05:00", "findes ikke"),
            ("2027-10-31", "02:30", "05:00", "kommer to gange"),
            ("2027-10-30", "20:00", "02:15", "kommer to gange"),
        ],
    )
    def test_times_that_the_clock_change_skips_or_doubles_are_refused_at_their_field(
        self, sign_in: Callable[[User], FlaskClient], day: str, start: str, end: str, words: str
    ) -> None:
        task = make.make_task()
        client = sign_in(task.association.coordinators[0])
        values = {"day": day, "from_time": start, "to_time": end, "seats": "2"}
        page = client.post(f"/opgaver/{task.id}/vagter/ny", data=values).get_data(as_text=True)
        assert words in page
        assert db.session.scalar(select(Signup.id)) is None
        assert db.session.scalar(select(Shift.id)) is None
