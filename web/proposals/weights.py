"""What counts in a match run, and how much."""

from __future__ import annotations

from collections.abc import Mapping

WEIGHTS: Mapping[str, int] = {
    "shared_interests": 30,
    "skills_for_goals": 25,
    "language_closeness": 15,
    "short_travel": 15,
    "common_time": 15,
}
