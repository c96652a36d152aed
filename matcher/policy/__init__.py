"""Decisions over time: what a mentor's place is worth to those who have not asked yet."""

from matcher.policy.demand_prices import DemandHistory, DemandPrior, MentorPrices, prices_for
from matcher.policy.forecast import Beliefs
from matcher.policy.prices import Pricing

__all__ = ["Beliefs", "DemandHistory", "DemandPrior", "MentorPrices", "Pricing", "prices_for"]
