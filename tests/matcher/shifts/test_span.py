"""Real time: spans, weekly patterns over clock changes, weeks on the wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matcher import Week
from matcher.shifts import Span, spans_of_week
from matcher.shifts.files import parse_moment
from matcher.shifts.span import joined, monday_of
from tests.matcher.shifts.making import COPENHAGEN, at, span


def test_minutes_are_real_ones_also_over_a_clock_change() -> None:
    midnight = datetime(2027, 3, 28, tzinfo=COPENHAGEN)
    assert Span(midnight, midnight + timedelta(hours=6)).minutes == 5 * 60


def test_touching_spans_become_one() -> None:
    assert joined([span(12, 14), span(10, 12), span(15, 16)]) == (span(10, 14), span(15, 16))


def test_a_weekly_pattern_follows_the_clock_on_the_wall() -> None:
    sundays = Week.from_hours([(6, 1, 5)])
    found = spans_of_week(sundays, first_on=date(2027, 3, 21), last_on=date(2027, 3, 28), zone=COPENHAGEN)
    assert [free.minutes for free in found] == [240, 180]


def test_free_time_goes_on_over_midnight() -> None:
    night = Week.from_hours([(0, 22, 24), (1, 0, 2)])
    (found,) = spans_of_week(night, first_on=date(2027, 5, 3), last_on=date(2027, 5, 4), zone=COPENHAGEN)
    assert found == Span(at(22), at(26))


def test_a_week_begins_on_monday_on_the_wall() -> None:
    late_sunday = datetime(2027, 5, 2, 22, 30, tzinfo=ZoneInfo("UTC"))
    assert monday_of(late_sunday, zone=COPENHAGEN) == date(2027, 5, 3)


@pytest.mark.parametrize(("text", "why"), [("2027-03-28T02:30", "skips"), ("2027-10-31T02:30", "twice")])
def test_an_hour_that_is_not_there_or_comes_twice_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_moment(text, COPENHAGEN)
    assert parse_moment(text + "+02:00", COPENHAGEN).utcoffset() == timedelta(hours=2)
