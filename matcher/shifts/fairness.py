"""Fairness between volunteers: what one more shift is worth to somebody, and how evenly hours are shared."""

from __future__ import annotations

from collections.abc import Iterable

FIRST_TURN = 420
"""Divisible by one to seven, so that the first turns keep their exact proportions."""


def turn_value(had: int) -> int:
    """What one more shift is worth to somebody who had that many: a first one twice a second, three times a third.

    The sum over all turns rises when a shift goes to whoever had fewer (harmonic weights, as in proportional fairness).
    """
    return max(1, FIRST_TURN // (had + 1))


def turns_value(recent_shifts: int, new_shifts: int) -> int:
    """What so many new shifts are worth to somebody who had so many lately."""
    return sum(turn_value(recent_shifts + number) for number in range(new_shifts))


def gini(amounts: Iterable[int]) -> float:
    """Gini coefficient: 0 when all have the same, near 1 when one has everything."""
    ordered = sorted(amounts)
    total, count = sum(ordered), len(ordered)
    if not total:
        return 0.0
    weighted = sum(rank * amount for rank, amount in enumerate(ordered, start=1))
    return 2 * weighted / (count * total) - (count + 1) / count
