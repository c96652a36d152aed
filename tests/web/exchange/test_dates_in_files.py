"""Dates in files mean a day, absolute or counted from today, or are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from web.exchange.dates import read_date, read_moment
from web.exchange.findings import CellError
from web.exchange.week_text import read_week, write_week

LEAP_DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("today", LEAP_DAY),
        ("+3d", date(2024, 3, 3)),
        ("-2w", date(2024, 2, 15)),
        ("-17y+20d", date(2007, 3, 20)),
        ("+1m", date(2024, 3, 29)),
        ("-1y", date(2023, 2, 28)),
    ],
)
def test_date_is_absolute_or_counted_from_today(cell: str, expected: date) -> None:
    assert read_date(cell, LEAP_DAY) == expected


@pytest.mark.parametrize(
    "cell", ["31-05-2026", "2026-02-30", "+3", "3d", "+99999y", "-99999d", "٢٠٢٦-٠٥-٣١", "tomorrow", "+3d-"]
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_date(cell, LEAP_DAY)


def test_moment_is_danish_time_in_summer_and_winter() -> None:
    assert read_moment("2026-07-01 16:30", LEAP_DAY) == datetime(2026, 7, 1, 14, 30, tzinfo=UTC)
    assert read_moment("+0d 16:30", LEAP_DAY) == datetime(2024, 2, 29, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("cell", ["2026-07-01", "2026-07-01 24:00", "2026-07-01 9:00", "16:30"])
def test_what_is_no_moment_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_moment(cell, LEAP_DAY)


def test_week_reads_back_what_was_written() -> None:
    text = "mon 16:00-20:00;wed 08:00-12:30;sun 22:00-24:00"
    assert write_week(read_week(text)) == text


@pytest.mark.parametrize(
    "cell", ["mon", "mon 16:00-16:00", "mon 16:15-17:00", "man 16:00-17:00", "fri 23:00-24:30"]
)
def test_what_is_no_time_of_the_week_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        read_week(cell)
