"""The price rule: each week's batch, after the expected worth of every place to those who will still come is subtracted.

Method: Ahani, Gölz, Procaccia, Teytelboym, Trapp, "Dynamic Placement in Refugee Resettlement" (Operations Research 72,
2024): dual prices of the assignment of sampled futures stand for what a place is worth later.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.policy.batch import Chosen, batch_plan
from matcher.policy.prices import Pricing, prices_now
from matcher.policy.situation import Situation


@dataclass(frozen=True)
class Priced:
    """Weekly batches with prices; the same seed gives the same decisions."""

    name: str
    pricing: Pricing = field(default_factory=Pricing)
    patience: float = 0.0
    """How much of what a request can expect by waiting counts against matching it now; 0: nobody is asked to wait for a better one."""
    seed: int = 0
    acts_on_arrival: bool = False

    def choose(self, situation: Situation) -> Chosen:
        random = np.random.default_rng([self.seed, situation.week])
        prices = prices_now(situation, self.pricing, random)
        return batch_plan(situation, prices.mentor, self.patience * prices.request)
