"""The price rule: each week's batch, after the expected worth of every place to those who will still come is subtracted.

Method: Ahani, Gölz, Procaccia, Teytelboym, Trapp, "Dynamic Placement in Refugee Resettlement" (Operations Research 72,
2024): dual prices of the assignment of sampled futures stand for what a place is worth later.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import Reals
from matcher.policy.batch import Chosen, batch_plan
from matcher.policy.prices import Pricing, prices_now
from matcher.policy.situation import Situation


@dataclass(frozen=True)
class PricedWeek:
    """One week's prices, used in every round of that week."""

    mentor_price: Reals
    hold_price: Reals
    """By row of `worth`."""

    def choose(self, situation: Situation) -> Chosen:
        """The batch of this round at the week's prices."""
        return batch_plan(situation, self.mentor_price, self.hold_price[situation.open_rows])


@dataclass(frozen=True)
class Priced:
    """Weekly batches with prices; the same seed gives the same decisions."""

    name: str = "prices"
    pricing: Pricing = field(default_factory=Pricing)
    patience: float = 0.0
    """How much of what a request can expect by waiting counts against matching it now; 0: nobody is kept for a better one."""
    seed: int = 0
    acts_on_arrival: bool = False

    def begin_week(self, situation: Situation) -> PricedWeek:
        """Prices from futures sampled this week."""
        random = np.random.default_rng([self.seed, situation.week])
        prices = prices_now(situation, self.pricing, random)
        hold = np.zeros(len(situation.worth))
        hold[situation.open_rows] = self.patience * prices.request
        return PricedWeek(prices.mentor, hold)
