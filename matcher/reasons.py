"""Reason codes: why a pair cannot be, why somebody has no mentor, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Exclusion(StrEnum):
    """Why a pair cannot be; one code per hard rule."""

    CLEARANCE = "clearance_not_valid"
    AGE = "age_outside_mentors_limits"
    LANGUAGE = "no_common_language_at_level"
    REQUIRED_LANGUAGE = "required_language_missing"
    TRAVEL = "too_far_to_travel"
    COMMON_TIME = "too_little_common_time"
    SMALL_JOB = "small_job_at_that_time"
    ROOM_BESIDE_JOB = "small_job_leaves_too_little_time"
    EXPERIENCE = "required_experience_missing"
    BLOCKED = "pair_is_blocked"
    FAILED_BEFORE = "pair_failed_before"
    MENTOR_GENDER = "not_the_gender_wished_for"
    MENTOR_AGE = "not_the_age_wished_for"
    DECLINED = "pair_was_declined"
    NO_ROOM = "mentor_has_no_room"


class Explanation(StrEnum):
    """Why the plan is as it is."""

    BEST_FIT = "best_fit_for_her"
    BETTER_MENTOR_NEEDED_ELSEWHERE = "better_mentor_needed_elsewhere"
    FIXED = "pair_was_fixed"
    WOULD_COST_A_PLACE_OR_THE_FLOOR = "would_cost_somebody_a_place_or_a_good_enough_match"
    """Or leaves a mentor below her minimum, where mentors have one."""
    NO_CANDIDATES = "no_candidates"
    CANDIDATES_TAKEN = "candidates_taken_by_more_urgent"
    ONLY_ONE_FOR_SOMEBODY_ELSE = "only_one_for_somebody_else"
    """Somebody who can have no other mentor would be left without, and nobody as urgent gets a place instead."""


class Change(StrEnum):
    """What would unblock somebody."""

    MORE_TIME = "one_more_evening"
    LONGER_TRAVEL = "longer_travel"
    LANGUAGE = "another_language_level"
    OTHER_LANGUAGE = "another_language_is_enough"
    PENDING_CLEARANCE = "pending_clearance_approved"
    MENTOR_CAPACITY = "mentor_raises_capacity"
    WITHOUT_GENDER_WISH = "gender_wish_dropped"
    WITHOUT_AGE_WISH = "age_wish_dropped"
    WITHOUT_EXPERIENCE = "experience_requirement_dropped"
    MENTORS_AGE_LIMITS = "mentor_widens_age_limits"
    OTHER_JOB_HOURS = "small_job_hours_moved"


Parameter = str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the parameters a sentence about it needs."""

    code: Exclusion | Explanation | Change
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
