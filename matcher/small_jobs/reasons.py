"""Reason codes of small jobs: why somebody cannot take one, why they have none, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Obstacle(StrEnum):
    """Why a pair cannot be; one code per hard rule."""

    AGE_FOR_WORK = "too_young_for_this_work_by_law"
    AGE = "age_outside_what_the_workplace_takes"
    LEGAL_HOURS = "law_allows_fewer_hours_than_the_work_has"
    WISHED_HOURS = "work_has_more_hours_than_wished_to_start"
    TIME = "too_little_common_time_for_the_work"
    AVOIDED = "work_has_something_to_avoid"
    SUPPORT = "needed_support_is_missing"
    TRAVEL = "too_far_to_travel"
    BLOCKED = "opening_is_blocked"
    DECLINED = "pair_was_declined"
    NO_SEAT = "no_free_seat"


class Explanation(StrEnum):
    """Why the plan is as it is."""

    FIXED = "pair_was_fixed"
    BEST_FIT = "best_fit_for_them"
    BETTER_OPENING_NEEDED_ELSEWHERE = "better_opening_needed_elsewhere"
    BETTER_OPENING_COSTS_A_PLACE = "would_cost_somebody_a_place_or_a_good_enough_match"
    NO_OPENINGS = "no_openings_possible"
    OPENINGS_TAKEN = "openings_taken_by_more_urgent_or_waiting_longer"


class Change(StrEnum):
    """What would unblock somebody."""

    LONGER_TRAVEL = "longer_travel"
    MORE_TIME = "one_more_part_of_a_day"
    MORE_HOURS = "more_hours_to_start_with"
    WITHOUT_AVOIDING = "something_less_to_avoid"
    SUPPORT_ADDED = "workplace_adds_support"
    FEWER_HOURS = "workplace_takes_fewer_hours"
    ONE_MORE_SEAT = "workplace_adds_a_seat"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the parameters a sentence about it needs."""

    code: Obstacle | Explanation | Change
    parameters: Mapping[str, str | int] = field(default_factory=dict)
