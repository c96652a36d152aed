"""What cannot be is refused by name before anything is solved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matcher import AgeBand
from matcher.errors import (
    DuplicateId,
    EmptySide,
    FixedPairBreaksRule,
    FixedPairsClash,
    InvalidProblem,
    InvalidWeights,
    OutOfRange,
    UnknownCode,
    UnknownCriterion,
    UnknownPerson,
)
from matcher.small_jobs import AgeLimit, Energy
from tests.matcher.small_jobs.making import LIMITS, opening, problem, young_person


@pytest.mark.parametrize(
    ("person", "work", "error", "field"),
    [
        ({"age": -1}, {}, OutOfRange, "age"),
        ({"start_minutes": 0}, {}, OutOfRange, "start_minutes"),
        ({"goal_minutes": 0}, {}, OutOfRange, "goal_minutes"),
        ({"energy": Energy(noon=3)}, {}, OutOfRange, "energy"),
        ({"urgency": 0}, {}, OutOfRange, "urgency"),
        ({"means": frozenset({"horse"})}, {}, UnknownCode, "means"),
        ({}, {"kind": "diving"}, UnknownCode, "kind"),
        ({}, {"least_minutes": 400}, OutOfRange, "least_minutes"),
        ({}, {"seats": -1}, OutOfRange, "seats"),
        ({}, {"taken_seats": 2}, OutOfRange, "taken_seats"),
        ({}, {"ages": AgeBand(youngest=20, oldest=10)}, OutOfRange, "ages"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(
    person: dict[str, Any], work: dict[str, Any], error: type[InvalidProblem], field: str
) -> None:
    with pytest.raises(error) as refused:
        problem([young_person("p", **person)], [opening("o", **work)])
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"people": ()}, EmptySide),
        ({"openings": ()}, EmptySide),
        ({"people": (young_person("p"), young_person("p"))}, DuplicateId),
        ({"openings": (opening("o"), opening("o"))}, DuplicateId),
        ({"weights": {"charm": 1}}, UnknownCriterion),
        ({"weights": {"liked_work": 0}}, InvalidWeights),
        ({"weights": {"liked_work": float("nan")}}, InvalidWeights),
        ({"limits": {**LIMITS, "odd": ()}}, OutOfRange),
        ({"limits": {**LIMITS, "odd": (AgeLimit(ages=AgeBand(youngest=9, oldest=3)),)}}, OutOfRange),
        ({"fixed_pairs": frozenset({("p", "nobody")})}, UnknownPerson),
        ({"fixed_pairs": frozenset({("p", "o")}), "declined_pairs": frozenset({("p", "o")})}, FixedPairBreaksRule),
        ({"openings": (opening("o", taken_seats=1),), "fixed_pairs": frozenset({("p", "o")})}, FixedPairsClash),
        ({"openings": (opening("o"), opening("u")), "fixed_pairs": frozenset({("p", "o"), ("p", "u")})}, FixedPairsClash),
    ],
)  # fmt: skip
def test_a_problem_that_makes_no_sense_is_refused(
    changes: dict[str, Any], error: type[InvalidProblem]
) -> None:
    with pytest.raises(error):
        replace(problem([young_person("p")], [opening("o")]), **changes)
