"""Solving a problem, and having the solver-free checker look at the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import matcher
from matcher.errors import MatcherError
from web.proposals.taken_time import by_request

EngineError = MatcherError


def without_room(problem: matcher.Problem, pairs: Iterable[tuple[int, int]]) -> matcher.Problem:
    """Return the problem in which a small job that is planned, too, leaves these requests no time with these mentors."""
    out = {
        str(request): frozenset(str(mentor) for mentor in mentors)
        for request, mentors in by_request(pairs).items()
    }
    return replace(
        problem,
        requests=tuple(
            replace(one, mentors_without_room=one.mentors_without_room | out[one.id])
            if one.id in out
            else one
            for one in problem.requests
        ),
    )


def solve(problem: matcher.Problem) -> matcher.Result:
    """Return the optimal plan."""
    return matcher.solve(problem)


def findings(problem: matcher.Problem, result: matcher.Result) -> Sequence[str]:
    """Return everything the solver-free checker finds wrong; nothing is written unless this is empty."""
    return [f"{finding.what} ({finding.who})" for finding in matcher.check(problem, result)]
