"""A town whose pairs are not all stored: the same plan, proven over every pair, and the same count of them."""

from __future__ import annotations

from dataclasses import replace

from matcher import check, solve
from matcher.candidates import field_of, seems_more_than
from tests.benchmarks.mentoring_instances import Size, generate
from tests.matcher.making import TOWN as HERE
from tests.matcher.making import mentor, problem, request

TOWN = generate(Size("town", 2_000, 300, 2))


def test_a_town_is_planned_the_same_with_few_pairs_stored() -> None:
    whole = solve(TOWN)
    few = replace(TOWN, most_stored_pairs=1_000, kept_per_request=3)
    pooled = solve(few)
    assert seems_more_than(field_of(few), few.most_stored_pairs)
    assert pooled.statistics == whole.statistics
    assert pooled.pairs == whole.pairs
    assert check(few, pooled) == ()


def test_what_fits_is_stored() -> None:
    assert not seems_more_than(field_of(TOWN), TOWN.most_stored_pairs)


def test_the_only_mentor_with_room_is_found_behind_better_ones_without() -> None:
    """Nobody is served among the pairs kept first, so that there is no floor that could be lifted yet."""
    full = [mentor(f"full{i}", capacity=0, interests=frozenset({"chess"})) for i in range(3)]
    free = mentor("free", place=replace(HERE, latitude=HERE.latitude - 0.02))
    few = problem(
        [request("r", interests=frozenset({"chess"}))], [*full, free], most_stored_pairs=0, kept_per_request=1
    )
    result = solve(few)
    assert result.mentors_of("r") == ("free",)
    assert check(few, result) == ()
