"""Figures of a replayed year, and medians over several years."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Longs
from matcher.policy.batch import MOST_URGENT
from matcher.policy.hindsight import Hindsight
from matcher.policy.replay import Ledger
from matcher.policy.year import Year

URGENCIES = ("most urgent", "soon", "ordinary")


@dataclass(frozen=True)
class Waiting:
    """Days from arrival to the match, of those matched, and the share of the class whose match held."""

    median_days: float
    days_95: float
    served_share: float


@dataclass(frozen=True)
class Gap:
    """What is missing to hindsight, exactly, in shares of it, by the optimum's dual prices."""

    pairs: float
    """People matched with somebody else, or later, than would have been best."""
    unserved: float
    """People left out whose place went to somebody else."""
    places: float
    """Places never used."""


@dataclass(frozen=True)
class BesideBatches:
    """The most urgent requests, one by one, beside the batch rule in the same year; of several years all together."""

    asked: int
    open_longer: int
    most_days_longer: int
    open_shorter: int


@dataclass(frozen=True)
class Figures:
    """One policy in one year, or medians over several years."""

    policy: str
    share_of_hindsight: float
    served: float
    waiting: tuple[Waiting, ...]
    """By urgency, the most urgent first."""
    urgent_open_days: float
    """Average days a most urgent request stays open, matched or not."""
    urgent_open_days_95: float
    beside_batches: BesideBatches
    gap: Gap
    seconds_per_week: float


def figures_of(year: Year, ledger: Ledger, best: Hindsight, *, batch: Ledger) -> Figures:
    """Figures of one replay, beside the batch rule's replay of the same year."""
    is_urgent = year.asking.urgency == MOST_URGENT
    urgent = ledger.waited_days[is_urgent]
    longer = urgent - batch.waited_days[is_urgent]
    return Figures(
        policy=ledger.policy,
        share_of_hindsight=ledger.total / best.total,
        served=float(ledger.is_served.sum()),
        waiting=tuple(waiting_of(year, ledger, urgency) for urgency in range(len(URGENCIES))),
        urgent_open_days=average(urgent),
        urgent_open_days_95=percentile(urgent, 95),
        beside_batches=BesideBatches(
            asked=len(longer),
            open_longer=int((longer > 0).sum()),
            most_days_longer=int(longer.max(initial=0)),
            open_shorter=int((longer < 0).sum()),
        ),
        gap=gap_of(year, ledger, best),
        seconds_per_week=ledger.seconds_per_week,
    )


def gap_of(year: Year, ledger: Ledger, best: Hindsight) -> Gap:
    """Complementary slackness: every point lost shows as a pair below its prices, or a price nobody earned."""
    served = np.flatnonzero(ledger.is_served)
    mentor = ledger.mentor[served]
    below = best.request_price[served] + best.mentor_price[mentor] - ledger.value[served]
    unused = year.offering.places - np.bincount(mentor, minlength=len(year.offering))
    return Gap(
        pairs=float(below.sum()) / best.total,
        unserved=float(best.request_price[~ledger.is_served].sum()) / best.total,
        places=float((unused * best.mentor_price).sum()) / best.total,
    )


def waiting_of(year: Year, ledger: Ledger, urgency: int) -> Waiting:
    """Waiting of one urgency class."""
    is_class = year.asking.urgency == urgency
    days = ledger.waited_days[is_class & (ledger.matched_week >= 0)]
    served_share = float(ledger.is_served[is_class].mean()) if is_class.any() else 0.0
    return Waiting(percentile(days, 50), percentile(days, 95), served_share)


def percentile(days: Longs, percent: int) -> float:
    """That percentile; 0 of nobody."""
    return float(np.percentile(days, percent)) if len(days) else 0.0


def average(days: Longs) -> float:
    """The average; 0 of nobody."""
    return float(days.mean()) if len(days) else 0.0


def median_figures(figures: Sequence[Figures]) -> Figures:
    """Each figure's median over several years; who waited longer is counted over all of them."""

    def middle(values: list[float]) -> float:
        return statistics.median(values)

    return Figures(
        policy=figures[0].policy,
        share_of_hindsight=middle([one.share_of_hindsight for one in figures]),
        served=middle([one.served for one in figures]),
        waiting=tuple(
            Waiting(
                middle([one.waiting[urgency].median_days for one in figures]),
                middle([one.waiting[urgency].days_95 for one in figures]),
                middle([one.waiting[urgency].served_share for one in figures]),
            )
            for urgency in range(len(URGENCIES))
        ),
        urgent_open_days=middle([one.urgent_open_days for one in figures]),
        urgent_open_days_95=middle([one.urgent_open_days_95 for one in figures]),
        beside_batches=taken_together([one.beside_batches for one in figures]),
        gap=Gap(
            middle([one.gap.pairs for one in figures]),
            middle([one.gap.unserved for one in figures]),
            middle([one.gap.places for one in figures]),
        ),
        seconds_per_week=middle([one.seconds_per_week for one in figures]),
    )


def taken_together(years: Sequence[BesideBatches]) -> BesideBatches:
    """Several years as one: nobody who had to wait longer is hidden by a median."""
    return BesideBatches(
        asked=sum(year.asked for year in years),
        open_longer=sum(year.open_longer for year in years),
        most_days_longer=max(year.most_days_longer for year in years),
        open_shorter=sum(year.open_shorter for year in years),
    )
