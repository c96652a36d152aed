"""The value of a plan stage by stage, counted from its assignments alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from matcher.shifts.fairness import turns_value
from matcher.shifts.fit import contributions
from matcher.shifts.plan import StageName
from matcher.shifts.problem import PairIds, Problem

STAGES = tuple(StageName)


def values_of(problem: Problem, pairs: Iterable[PairIds]) -> tuple[int, int, int, int]:
    """Importance, fairness, fit, kept; plans compare as these tuples do."""
    chosen = frozenset(pairs)
    return (
        sum(problem.shift(shift_id).importance for shift_id in {shift_id for _, shift_id in chosen}),
        fairness_of(problem, chosen),
        sum(fit_of(problem, *pair) for pair in chosen),
        len(problem.published & chosen),
    )


def fairness_of(problem: Problem, pairs: Iterable[PairIds]) -> int:
    """Worth of everybody's new turns."""
    turns = Counter(volunteer_id for volunteer_id, _ in pairs)
    return sum(turns_value(problem.volunteer(v).recent_shifts, number) for v, number in turns.items())


def fit_of(problem: Problem, volunteer_id: str, shift_id: str) -> int:
    """Points of one assignment."""
    told = contributions(problem.shift(shift_id), problem.volunteer(volunteer_id), weights=problem.weights)
    return sum(contribution.points for contribution in told)
