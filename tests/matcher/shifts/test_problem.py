"""What is refused before anything is planned, by name and field."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from matcher.errors import (
    DuplicateId,
    EmptySide,
    FixedPairBreaksRule,
    InvalidProblem,
    OutOfRange,
    UnknownPerson,
)
from matcher.shifts import Bond, Team
from matcher.shifts.errors import (
    CrossesClockChange,
    EndsBeforeItStarts,
    FixedTooMany,
    FixedTwice,
    InThePast,
    MinimumAboveMaximum,
    NoTimeZone,
    UnknownShift,
    UnknownSkill,
)
from tests.matcher.shifts.making import COPENHAGEN, VILLAGE, at, problem, shift, span, volunteer

NIGHT_OF_CHANGE = datetime(2027, 10, 31, 1, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"ends_at": at(15)}, EndsBeforeItStarts, "ends_at"),
        ({"ends_at": at(16)}, EndsBeforeItStarts, "ends_at"),
        ({"starts_at": datetime(2027, 5, 3, 16)}, NoTimeZone, "starts_at"),  # noqa: DTZ001
        ({"starts_at": at(-7), "ends_at": at(-5)}, InThePast, "starts_at"),
        ({"starts_at": NIGHT_OF_CHANGE, "ends_at": NIGHT_OF_CHANGE + timedelta(hours=4)}, CrossesClockChange, "ends_at"),
        ({"minimum": 3, "maximum": 2}, MinimumAboveMaximum, "minimum"),
        ({"needs": {"driving": 2}}, MinimumAboveMaximum, "needs"),
        ({"minimum": 0}, OutOfRange, "minimum"),
        ({"importance": 0}, OutOfRange, "importance"),
        ({"required_skills": frozenset({"flying"})}, UnknownSkill, "required_skills"),
        ({"needs": {"language:xx": 1}}, UnknownSkill, "needs"),
    ],
)  # fmt: skip
def test_a_shift_that_cannot_be_is_refused_at_its_field(
    changes: dict[str, Any], error: type[InvalidProblem], field: str
) -> None:
    with pytest.raises(error) as refused:
        problem([volunteer("v")], [shift("s", **changes)], skills=frozenset({"driving"}))
    assert (refused.value.who, refused.value.field) == ("s", field)


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"free": (span(18, 16),)}, EndsBeforeItStarts, "free"),
        ({"skills": frozenset({"flying"})}, UnknownSkill, "skills"),
        ({"max_minutes_per_week": -1}, OutOfRange, "max_minutes_per_week"),
        ({"rest_minutes": 20_000}, OutOfRange, "rest_minutes"),
        ({"age": 400}, OutOfRange, "age"),
        ({"last_asked_at": datetime(2027, 5, 1)}, NoTimeZone, "last_asked_at"),  # noqa: DTZ001
    ],
)
def test_a_volunteer_who_cannot_be_is_refused_at_the_field(
    changes: dict[str, Any], error: type[InvalidProblem], field: str
) -> None:
    with pytest.raises(error) as refused:
        problem([volunteer("v", **changes)], [shift("s")], skills=frozenset({"driving"}))
    assert (refused.value.who, refused.value.field) == ("v", field)


def test_empty_sides_and_repeated_ids_are_refused() -> None:
    with pytest.raises(EmptySide):
        problem([], [shift("s")])
    with pytest.raises(EmptySide):
        problem([volunteer("v")], [])
    with pytest.raises(DuplicateId):
        problem([volunteer("v"), volunteer("v")], [shift("s")])


def test_a_volunteer_fixed_to_two_places_at_once_is_refused() -> None:
    fixed = frozenset({("v", "one"), ("v", "other")})
    with pytest.raises(FixedTwice):
        problem([volunteer("v")], [shift("one", 16, 18), shift("other", 17, 19)], fixed=fixed)
    village = shift("other", 18.25, 20, place=VILLAGE)
    with pytest.raises(FixedTwice):
        problem([volunteer("v", max_travel_minutes=90)], [shift("one", 16, 18), village], fixed=fixed)


def test_more_fixed_people_than_places_are_refused() -> None:
    with pytest.raises(FixedTooMany):
        problem([volunteer("a"), volunteer("b")], [shift("s")], fixed=frozenset({("a", "s"), ("b", "s")}))


def test_a_fixed_assignment_may_break_own_wishes_but_no_clearance() -> None:
    busy = volunteer("v", free=(), max_travel_minutes=0, place=VILLAGE)
    assert problem([busy], [shift("s")], fixed=frozenset({("v", "s")})).fixed
    guarded = shift("s", clearances=frozenset({"boerneattest"}))
    with pytest.raises(FixedPairBreaksRule) as refused:
        problem([busy], [guarded], fixed=frozenset({("v", "s")}))
    assert refused.value.rules == ("clearance_not_valid",)


def test_unknown_names_in_assignments_and_teams_are_refused() -> None:
    with pytest.raises(UnknownShift):
        problem([volunteer("v")], [shift("s")], fixed=frozenset({("v", "x")}))
    with pytest.raises(UnknownPerson):
        problem(
            [volunteer("v")], [shift("s")], teams=(Team(id="t", bond=Bond.APART, volunteer_ids=("v", "x")),)
        )
    with pytest.raises(OutOfRange):
        problem([volunteer("v")], [shift("s")], teams=(Team(id="t", bond=Bond.APART, volunteer_ids=("v",)),))
