"""Every plan there is, compared by the objective as it is written down; only for very small problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from matcher import Problem

Plan = frozenset[tuple[str, str]]
Value = tuple[tuple[int, ...], int, int, int]


def scores_of(problem: Problem) -> dict[tuple[str, str], int]:
    """Feasible pairs and their points, by the readable rules and criteria."""
    programme = problem.programme
    return {
        (request.id, mentor.id): sum(
            criterion.points(request, mentor, most=most)
            for (criterion, _), most in zip(programme.criteria, programme.most_points(), strict=True)
        )
        for request in problem.requests
        for mentor in problem.mentors
        if not problem.broken_rules(request, mentor)
    }


def plans_of(problem: Problem) -> Iterator[Plan]:
    """Every plan that keeps rules, demands, capacities and minimums, and the fixed pairs."""
    room = {mentor.id: mentor.free_capacity for mentor in problem.mentors}
    wants = {request.id: request.demand for request in problem.requests}
    pairs = sorted(scores_of(problem))

    def extend(index: int, chosen: list[tuple[str, str]], load: Counter[str]) -> Iterator[Plan]:
        if index == len(pairs):
            yield frozenset(chosen)
            return
        request_id, mentor_id = pairs[index]
        yield from extend(index + 1, chosen, load)
        if load["r" + request_id] < wants[request_id] and load["m" + mentor_id] < room[mentor_id]:
            more = load + Counter({"r" + request_id: 1, "m" + mentor_id: 1})
            yield from extend(index + 1, [*chosen, pairs[index]], more)

    for plan in extend(0, [], Counter()):
        load = Counter(mentor_id for _, mentor_id in plan)
        if (
            all(load[mentor.id] >= mentor.minimum for mentor in problem.mentors)
            and problem.fixed_pairs <= plan
        ):
            yield plan


def value_of(problem: Problem, plan: Plan, scores: dict[tuple[str, str], int]) -> Value:
    """The stages of the objective, each the more the better."""
    load = Counter(request_id for request_id, _ in plan)
    fixed = Counter(request_id for request_id, _ in problem.fixed_pairs)
    keys = {
        (r.urgency, seat, -r.waiting_days) for r in problem.requests for seat in range(fixed[r.id], r.demand)
    }
    served = Counter(
        (r.urgency, seat, -r.waiting_days)
        for r in problem.requests
        for seat in range(fixed[r.id], load[r.id])
    )
    open_scores = [scores[pair] for pair in plan - problem.fixed_pairs]
    return (
        tuple(served[key] for key in sorted(keys)),
        min(open_scores, default=0) if problem.programme.objective.lifts_worst_match else 0,
        sum(scores[pair] for pair in plan),
        -len(problem.published_pairs - plan),
    )


def best_value(problem: Problem) -> Value | None:
    """The value of the best plan; None when there is none."""
    scores = scores_of(problem)
    return max((value_of(problem, plan, scores) for plan in plans_of(problem)), default=None)
