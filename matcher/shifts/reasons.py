"""Reason codes of shifts: why somebody cannot take one, why somebody else does, what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.reasons import Parameter


class Obstacle(StrEnum):
    """Why a volunteer cannot take a shift, whatever the plan; one code per hard rule."""

    CLEARANCE = "clearance_not_valid"
    AGE = "age_outside_limits"
    SKILL = "required_skill_missing"
    TIME = "not_free_then"
    TRAVEL = "too_far_to_travel"
    ENGAGED = "engaged_elsewhere"
    WEEK = "week_has_no_room"
    DECLINED = "assignment_was_declined"
    TEAM = "team_cannot_come_together"


class Rule(StrEnum):
    """Hard rules of a plan as a whole: what a finding or a clash is about."""

    FIXED = "fixed_assignment_stays"
    MINIMUM = "minimum_heads"
    MAXIMUM = "maximum_heads"
    COVERAGE = "qualification_covered"
    OVERLAP = "not_in_two_places"
    WEEK = "weekly_limit"
    TOGETHER = "team_comes_together"
    APART = "team_kept_apart"


class Why(StrEnum):
    """Why the plan is as it is for one person and one shift."""

    ASSIGNED = "assigned"
    FIXED = "assignment_was_fixed"
    FEW_SHIFTS_LATELY = "had_few_shifts_lately"
    NEEDED_FOR_MINIMUM = "needed_for_the_minimum"
    NEEDED_FOR_SKILL = "needed_for_a_qualification"
    GOOD_FIT = "good_fit"
    NOT_STAFFED = "shift_does_not_reach_its_minimum"
    HAS_SHIFT_THEN = "has_another_shift_at_that_time"
    WEEK_IS_FULL = "week_is_full"
    TEAM_MATE = "a_team_mate_cannot_or_is_there"
    FULL_OTHERS_HAD_FEWER = "full_and_others_had_fewer_shifts"
    FULL_OTHERS_FIT_BETTER = "full_and_others_fit_better"
    FULL = "full_and_others_just_as_good"
    ROOM_LEFT = "there_is_room"


class Unblock(StrEnum):
    """What would make it possible."""

    APPROVE_CLEARANCE = "clearance_approved"
    LEARN_SKILL = "skill_learnt"
    FREE_THEN = "free_at_that_time"
    TRAVEL_LONGER = "travels_longer"
    MORE_HOURS = "wants_more_hours_that_week"
    GIVE_UP_SHIFT = "gives_up_another_shift"
    SAY_YES_AFTER_ALL = "says_yes_after_all"
    MORE_PEOPLE = "more_people_for_the_shift"
    MORE_ROOM = "room_for_one_more"
    TEAM_MATE_TOO = "team_mate_can_come_too"


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the parameters a sentence about it needs."""

    code: Obstacle | Rule | Why | Unblock
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
