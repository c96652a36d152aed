"""What counts in a match run, and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

FULL_SCORE = 10_000
LEAST_COMMON_MINUTES = 60
"""Minutes a week that a young person and their mentor must have in common, until a programme says otherwise."""
USUAL_AGE_DISTANCE_YEARS = 40
WEIGHTS: Mapping[str, int] = {
    "shared_interests": 30,
    "skills_for_goals": 25,
    "language_closeness": 15,
    "short_travel": 15,
    "common_time": 15,
    "helpful_experience": 0,
    "continuity": 0,
    "wish_of_young_person": 0,
    "wish_of_mentor": 0,
    "age_distance": 0,
}
"""Every criterion that can be weighed, with what it weighs until a programme says otherwise."""
RARE = ("helpful_experience", "continuity", "wish_of_young_person", "wish_of_mentor", "age_distance")
MOST_WEIGHT = 100
# Says what a place leaves after its price; it is about those who will ask, not about how well two people fit.
SPARING = "spares_scarce_mentors"


def weights_with(chosen: Mapping[str, int]) -> dict[str, int]:
    """Return how much each criterion counts: what the programme has chosen, else the usual."""
    return {name: int(chosen.get(name, usual)) for name, usual in WEIGHTS.items()}


def with_sparing(weights: Mapping[str, int]) -> dict[str, int]:
    """Return the weights with that of sparing rare mentors: as much as all others together."""
    return {**weights, SPARING: sum(weights.values())}


def fit_of(contributions: Iterable[Mapping[str, Any]]) -> float:
    """Return how well two people fit, from 0 to 1: sparing rare mentors is no part of it."""
    counted = [entry for entry in contributions if entry["criterion"] != SPARING]
    most = sum(entry["most"] for entry in counted)
    return float(sum(entry["points"] for entry in counted) / most) if most else 0.0
