"""Checks without any solver that a replayed year is possible and that nothing could have beaten hindsight."""

from __future__ import annotations

import numpy as np

from matcher.policy.hindsight import Hindsight, best_values
from matcher.policy.replay import Ledger
from matcher.policy.year import LAST_WEEK, Year


def hindsight_findings(year: Year, best: Hindsight) -> list[str]:
    """What is wrong with the proof of the optimum; empty when it holds (linear duality: prices bound every plan)."""
    value = best_values(year)
    findings = []
    if (best.request_price < 0).any() or (best.mentor_price < 0).any():
        findings.append("a price is negative")
    if (value > best.request_price[:, None] + best.mentor_price).any():
        findings.append("a pair is worth more than its two prices")
    if best.request_price.sum() + (best.mentor_price * year.offering.places).sum() != best.total:
        findings.append("the prices do not add up to the optimum")
    return findings + plan_findings(year, best)


def plan_findings(year: Year, best: Hindsight) -> list[str]:
    """Whether the optimal plan itself is one."""
    served = np.flatnonzero(best.mentor >= 0)
    gained = best_values(year)[served, best.mentor[served]]
    findings = []
    if (gained == 0).any():
        findings.append("the plan uses a pair that cannot be")
    if gained.sum() != best.total:
        findings.append("the plan does not bring the optimum")
    if (np.bincount(best.mentor[served], minlength=len(year.offering)) > year.offering.places).any():
        findings.append("the plan uses more places than there are")
    return findings


def ledger_findings(year: Year, ledger: Ledger, best: Hindsight) -> list[str]:
    """What is wrong with a replayed year; empty when it is possible and no better than hindsight."""
    served = np.flatnonzero(ledger.is_served)
    mentor, week = ledger.mentor[served], ledger.matched_week[served]
    asking, offering = year.asking, year.offering
    waited = week - asking.week[served]
    value = year.value[served, mentor] - asking.waiting_cost[served] * waited
    is_there = (offering.joins_week[mentor] <= week) & (week < offering.leaves_week[mentor])
    waits = (waited >= 0) & (week < asking.gives_up_week[served]) & (week < LAST_WEEK)
    wrong = {
        "a match was made with a mentor who was not there": ~is_there,
        "a match was made with somebody who did not wait": ~waits,
        "a match that was declined is counted": year.declines[served, mentor],
        "a match that broke off is counted": asking.drops_out[served],
        "a pair that a rule forbids was matched": year.value[served, mentor] == 0,
        "a value is not the pair's": value != ledger.value[served],
    }
    findings = [finding for finding, where in wrong.items() if where.any()]
    if (np.bincount(mentor, minlength=len(offering)) > offering.places).any():
        findings.append("a mentor has more matches than places")
    if ledger.value[~ledger.is_served].any():
        findings.append("somebody who was not served brought points")
    if ledger.total > best.total:
        findings.append("the policy beats hindsight")
    return findings
