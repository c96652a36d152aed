"""Whether some floors are too high: levels that need more mentors than there are above them, or minimums more requests (Hall)."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Longs
from matcher.mentoring.held_plan import Batch, Plan, flags_of
from matcher.result import Shortage, TooFewMentors


class ShortageCheck:
    """Holds a shortage against every pair worth its request's floor; pairs that lead out of it give room."""

    def __init__(self, plan: Plan, shortage: Shortage, floors: Longs) -> None:
        self.plan, self.shortage, self.floors = plan, shortage, floors
        self.requests = flags_of(shortage.requests, plan.request_row)
        self.mentors = flags_of(shortage.mentors, plan.mentor_row)
        self.leading_out = 0

    def look(self, batch: Batch) -> None:
        """Count the pairs that lead out: each could be used once."""
        above = batch.score >= self.floors[batch.request]
        inside, within = self.requests[batch.request], self.mentors[batch.mentor]
        leading_out = inside & ~within if isinstance(self.shortage, TooFewMentors) else within & ~inside
        self.leading_out += int((above & leading_out).sum())

    def holds(self) -> bool:
        """Whether more is needed than there is room for."""
        if isinstance(self.shortage, TooFewMentors):
            return self.are_mentors_too_few(sorted(self.shortage.levels))
        seats = np.bincount(self.plan.seats.request, minlength=len(self.requests))
        return int(seats[self.requests].sum()) + self.leading_out < int(self.plan.minimum[self.mentors].sum())

    def are_mentors_too_few(self, levels: list[int]) -> bool:
        """Every plan gives these levels as many mentors as this one; those of other requests may all be among them."""
        plan = self.plan
        named = np.zeros(len(plan.seats.levels), bool)
        named[levels] = True
        level, request = plan.seats.level, plan.seats.request
        elsewhere = int((named[level] & ~self.requests[request]).sum())
        room = int(plan.capacity[self.mentors].sum()) + self.leading_out + elsewhere
        return room < int(named[level[plan.filled]].sum())
