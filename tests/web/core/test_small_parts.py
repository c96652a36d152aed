"""Weeks, pages of a list, signed links, clocks and encrypted text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from tests.web import factories as make
from web.catalogue.models import Area
from web.core.clock import at_local_time, local_date
from web.core.errors import NotVisibleError
from web.core.paging import LAST_PAGE, page_number, paged
from web.core.tokens import read_token, signed_token
from web.core.week import SLOTS, Week, WeekType
from web.extensions import db

weeks = st.integers(min_value=0, max_value=(1 << SLOTS) - 1).map(Week)


@settings(deadline=None)
@given(weeks)
def test_a_week_is_its_intervals(week: Week) -> None:
    assert Week.from_intervals(week.intervals()) == week
    assert sum(end - start for _, start, end in week.intervals()) == week.minutes


@settings(deadline=None)
@given(weeks)
def test_a_week_is_stored_and_read_back(week: Week) -> None:
    stored = WeekType().process_bind_param(week, None)
    assert stored is not None
    assert len(stored) == 42
    assert WeekType().process_result_value(stored, None) == week


@settings(deadline=None)
@given(weeks, weeks)
def test_common_time_is_never_more_than_either_has(one: Week, other: Week) -> None:
    assert (one & other).minutes <= min(one.minutes, other.minutes)
    assert one & other == other & one


@pytest.mark.parametrize("slot", [(7, 0), (0, 48), (-1, 0), (0, -1)])
def test_there_is_no_half_hour_outside_the_week(slot: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no such half hour"):
        Week.from_slots([slot])


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("2", 2),
        ("0", 1),
        ("-5", 1),
        ("abc", 1),
        ("", 1),
        ("2.5", 1),
        ("9" * 30, LAST_PAGE),
        ("1e3", 1),
        ("\0", 1),
    ],
)
def test_the_page_number_stays_within_bounds(app: Flask, asked: str, page: int) -> None:
    with app.test_request_context(query_string={"page": asked}):
        assert page_number() == page


@pytest.mark.usefixtures("database")
def test_a_list_is_cut_into_pages_without_gap_or_overlap() -> None:
    made = [make.make_area().id for _ in range(5)]
    statement = select(Area).order_by(Area.id)
    pages = [paged(statement, number=number, size=2) for number in (1, 2, 3)]
    assert [area.id for page in pages for area in page.items] == made
    assert [page.has_next for page in pages] == [True, True, False]
    assert [page.has_previous for page in pages] == [False, True, True]


def test_a_signed_link_gives_back_what_it_holds(app: Flask) -> None:
    with app.app_context():
        token = signed_token({"proposal": 7}, purpose="answer")
        assert read_token(token, purpose="answer", max_age_days=1) == {"proposal": 7}


def test_a_link_for_something_else_is_worth_nothing(app: Flask) -> None:
    with app.app_context():
        token = signed_token({"proposal": 7}, purpose="answer")
        for wrong in (token[:-2] + "xx", "", "æøå", "a.b.c", "\0", "." * 2_000):
            with pytest.raises(NotVisibleError):
                read_token(wrong, purpose="answer", max_age_days=1)
        with pytest.raises(NotVisibleError):
            read_token(token, purpose="another", max_age_days=1)
        with pytest.raises(NotVisibleError):
            read_token(token, purpose="answer", max_age_days=-1)


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, 0, tzinfo=UTC)),
        (date(2026, 7, 1), 16, datetime(2026, 7, 1, 14, 0, tzinfo=UTC)),
        (date(2026, 12, 24), 16, datetime(2026, 12, 24, 15, 0, tzinfo=UTC)),
    ],
)
def test_wall_clock_times_survive_the_clock_changes(day: date, hour: int, expected: datetime) -> None:
    assert at_local_time(day, hour) == expected


def test_the_danish_day_begins_before_the_one_in_utc() -> None:
    assert local_date(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


@pytest.mark.usefixtures("database")
def test_a_note_is_unreadable_in_the_database() -> None:
    person = make.make_young_person(note="Kan lide at spille skak 🙂")
    stored = db.session.execute(text("SELECT note FROM young_people")).scalar_one()
    assert b"skak" not in bytes(stored)
    db.session.expire(person)
    assert person.note == "Kan lide at spille skak 🙂"
