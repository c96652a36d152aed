"""Solving a problem, and having the solver-free checker look at the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import matcher
from matcher.errors import MatcherError

EngineError = MatcherError


def without_pairs(problem: matcher.Problem, pairs: Iterable[tuple[int, int]]) -> matcher.Problem:
    """Return the problem in which these requests do not get these mentors."""
    out = frozenset((str(request), str(mentor)) for request, mentor in pairs)
    return replace(problem, declined_pairs=problem.declined_pairs | out)


def solve(problem: matcher.Problem) -> matcher.Result:
    """Return the optimal plan."""
    return matcher.solve(problem)


def findings(problem: matcher.Problem, result: matcher.Result) -> Sequence[str]:
    """Return everything the solver-free checker finds wrong; nothing is written unless this is empty."""
    return [f"{finding.what} ({finding.who})" for finding in matcher.check(problem, result)]
