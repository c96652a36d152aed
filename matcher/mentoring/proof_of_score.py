"""Whether prices prove the total score, and after it what settles ties: complementary slackness, pair by pair.

The plans of the highest score are those that use every pair worth more than its prices, and none worth less. Among them, and
so without those pairs, the prices of the next stage prove the fewest changes, and so on: each stage on the face of the last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.mentoring.held_plan import Batch, Found, Plan, column_of
from matcher.result import Certificate


@dataclass
class Stage:
    """One stage's prices, the limits it starts from, and what is found about it."""

    request: Longs
    mentor: Longs
    level: Longs
    is_free: Chosen
    """Seats that are not settled yet."""
    lower: Longs
    upper: Longs
    found: set[str] = field(default_factory=set)


class ScoreCheck:
    """Holds the prices of the score, and those of every stage that settles ties, against every pair."""

    def __init__(self, plan: Plan, certificate: Certificate) -> None:
        self.plan, self.floors = plan, plan.floors(certificate)
        self.has_levels = all(
            len(levels) == len(plan.seats.levels)
            for levels in (certificate.level_price, *(tie.level for tie in certificate.ties))
        )
        prices = [(certificate.request_price, certificate.mentor_price, certificate.level_price)]
        prices += [(tie.request, tie.mentor, tie.level) for tie in certificate.ties]
        self.stages: list[Stage] = []
        served = np.bincount(plan.seats.level[plan.filled], minlength=len(plan.seats.levels))
        is_partly = (served > 0) & (served < plan.seats.count_by_level)
        free, lower, upper = is_partly[plan.seats.level], plan.minimum, plan.capacity
        for request, mentor, level in prices if self.has_levels else ():
            stage = self.stage(request, mentor, np.array(level, np.int64), free, lower, upper)
            self.stages.append(stage)
            worth = stage.request[plan.seats.request] - stage.level[plan.seats.level]
            free = free & (worth == 0)
            lower = np.where(stage.mentor > 0, upper, lower)
            upper = np.where(stage.mentor < 0, stage.lower, upper)
        self.is_open = bool(free.any())

    def stage(
        self,
        request: Mapping[str, int],
        mentor: Mapping[str, int],
        level: Longs,
        free: Chosen,
        lower: Longs,
        upper: Longs,
    ) -> Stage:
        """A stage; what its prices say about mentors and seats can be judged at once."""
        plan = self.plan
        stage = Stage(
            column_of(request, plan.request_row, 0),
            column_of(mentor, plan.mentor_row, 0),
            level,
            free,
            lower,
            upper,
        )
        if ((stage.mentor > 0) & (plan.load_of_mentor < upper)).any():
            stage.found.add("a mentor with room has a price")
        if ((stage.mentor < 0) & (plan.load_of_mentor > lower)).any():
            stage.found.add("a mentor above the minimum has a negative price")
        worth = stage.request[plan.seats.request] - stage.level[plan.seats.level]
        if (free & np.where(plan.filled, worth < 0, worth > 0)).any():
            stage.found.add("seats of a level are not given to those worth most")
        return stage

    def look(self, batch: Batch) -> None:
        """Unused pairs worth more than their prices, used ones worth less; what is settled by one stage leaves the next."""
        among = batch.score >= self.floors[batch.request]
        rewards = [batch.score.astype(np.int64)]
        if len(self.stages) > 1 or self.is_open:
            rewards += self.plan.rewards(batch.request, batch.mentor)
        for stage, reward in zip(self.stages, rewards, strict=False):
            slack = stage.request[batch.request] + stage.mentor[batch.mentor] - reward
            if (among & ~batch.used & (slack < 0)).any():
                stage.found.add("an unused pair is worth more than its prices")
            if (among & batch.used & (slack > 0)).any():
                stage.found.add("a used pair is worth less than its prices")
            among = among & (slack == 0)
        self.is_open = self.is_open or bool(among.any())

    def findings(self) -> list[Found]:
        """What does not hold."""
        if not self.has_levels:
            return [("the certificate has other levels than the problem", "")]
        found = [
            (what, "" if number == 0 else f"tie {number}")
            for number, stage in enumerate(self.stages)
            for what in sorted(stage.found)
        ]
        nothing = np.empty(0, np.int32)
        if self.is_open and len(self.stages) <= len(self.plan.rewards(nothing, nothing)):
            found.append(("more than one plan is left, and nothing proves which is first", ""))
        return found
