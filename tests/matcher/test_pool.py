"""A town whose pairs are not all stored: the same plan, proven over every pair, and the same count of them."""

from __future__ import annotations

from dataclasses import replace

from matcher import check, solve
from matcher.candidates import field_of, seems_more_than
from tests.benchmarks.mentoring_instances import Size, generate

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
