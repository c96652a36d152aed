"""Every plan of small jobs there is, compared by the objective as it is written down; only for very small problems."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.small_jobs import Problem

Plan = frozenset[tuple[str, str]]
Value = tuple[tuple[int, ...], int, int, int]


def scores_of(problem: Problem) -> dict[tuple[str, str], int]:
    """Possible pairs and their points, rule by rule and criterion by criterion."""
    return {
        (person.id, opening.id): sum(problem.points(person, opening))
        for person in problem.people
        for opening in problem.openings
        if not problem.broken_rules(person, opening)
    }


def plans_of(problem: Problem) -> Iterator[Plan]:
    """Every plan that keeps rules and seats and the fixed pairs."""
    scores = scores_of(problem)
    people = [person.id for person in problem.people]

    def extend(at: int, chosen: tuple[tuple[str, str], ...]) -> Iterator[Plan]:
        if at == len(people):
            yield frozenset(chosen)
            return
        yield from extend(at + 1, chosen)
        for opening in problem.openings:
            taken = sum(1 for _, other in chosen if other == opening.id)
            if (people[at], opening.id) in scores and taken < opening.free_seats:
                yield from extend(at + 1, (*chosen, (people[at], opening.id)))

    return (plan for plan in extend(0, ()) if problem.fixed_pairs <= plan)


def value_of(problem: Problem, plan: Plan, scores: dict[tuple[str, str], int]) -> Value:
    """The stages of the objective, each the more the better."""
    levels = sorted({(p.urgency, -p.waiting_days) for p in problem.people})
    fixed = {person_id for person_id, _ in problem.fixed_pairs}
    placed = {person_id for person_id, _ in plan} - fixed
    served = tuple(
        sum(1 for p in problem.people if p.id in placed and (p.urgency, -p.waiting_days) == level)
        for level in levels
    )
    return (
        served,
        min((scores[pair] for pair in plan - problem.fixed_pairs), default=0),
        sum(scores[pair] for pair in plan),
        -len(problem.published_pairs - plan),
    )


def best_value(problem: Problem) -> Value:
    """The value of the best plan."""
    scores = scores_of(problem)
    return max(value_of(problem, plan, scores) for plan in plans_of(problem))
