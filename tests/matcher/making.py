"""Valid people to start from: a test states only what matters to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from matcher import Means, Mentor, Place, Problem, Request, Week

DAY = date(2026, 9, 1)
TOWN = Place(56.46, 10.03, area="midtby")
EVENINGS = Week.from_hours([(0, 16, 20), (2, 16, 20)])
CYCLE = frozenset({Means.CYCLE})


def mentor(name: str, **changes: Any) -> Mentor:
    """A mentor who can take one young person in the town."""
    return replace(
        Mentor(
            id=name, place=TOWN, week=EVENINGS, means=CYCLE, max_travel_minutes=30, age=50,
            languages={"da": 3}, clearances={"boerneattest": None},
        ),
        **changes,
    )  # fmt: skip


def request(name: str, **changes: Any) -> Request:
    """A young person in the town who can be helped by anybody."""
    return replace(
        Request(
            id=name, place=TOWN, week=EVENINGS, means=CYCLE, max_travel_minutes=30, age=17, urgency=2,
            languages={"da": 2},
        ),
        **changes,
    )  # fmt: skip


def problem(requests: list[Request], mentors: list[Mentor], **changes: Any) -> Problem:
    """A problem of these people under the default programme."""
    return Problem(requests=tuple(requests), mentors=tuple(mentors), day=DAY, **changes)
