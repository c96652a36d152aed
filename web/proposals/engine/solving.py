"""Solving a problem, and having the solver-free checker look at the answer."""

from __future__ import annotations

from collections.abc import Sequence

import matcher
from matcher.errors import MatcherError

EngineError = MatcherError


def solve(problem: matcher.Problem) -> matcher.Result:
    """Return the optimal plan."""
    return matcher.solve(problem)


def findings(problem: matcher.Problem, result: matcher.Result) -> Sequence[str]:
    """Return everything the solver-free checker finds wrong; nothing is written unless this is empty."""
    return [f"{finding.what} ({finding.who})" for finding in matcher.check(problem, result)]
