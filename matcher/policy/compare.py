"""Compares policies on the same years: each kind of year is drawn from several seeds, and every replay is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from matcher.policy.batch import WeeklyBatch
from matcher.policy.check import hindsight_findings, ledger_findings
from matcher.policy.climates import CLIMATES, draw_year
from matcher.policy.figures import Figures, figures_of, median_figures
from matcher.policy.greedy import Greedy
from matcher.policy.hindsight import Hindsight, hindsight
from matcher.policy.priced import Priced
from matcher.policy.prices import Pricing
from matcher.policy.replay import Policy, replay
from matcher.policy.year import Year


class Impossible(RuntimeError):  # noqa: N818 - reads as the sentence it is
    """A replay or the optimum failed its check: a fault of this library."""


@dataclass(frozen=True)
class Comparison:
    """One kind of year: medians of every policy over the seeds."""

    climate: str
    requests: float
    hindsight_served: float
    figures: tuple[Figures, ...]
    seeds: int


FIRST_SEED = 1_000
"""Methods and settings were chosen on years drawn from lower seeds; those compared here were never looked at."""


def policies_compared(futures: int) -> tuple[Policy, ...]:
    """What is done by hand, the batch rule, and the price rule in its variants."""
    smallest, middle, largest = (
        Pricing(futures=futures, toward_largest=toward) for toward in (0.0, 0.5, 1.0)
    )
    return (
        Greedy(),
        WeeklyBatch(),
        Priced(name="smallest prices", pricing=smallest),
        Priced(name="largest prices", pricing=largest),
        Priced(name="prices half way between", pricing=middle),
        Priced(name="half way, may wait for better", pricing=middle, patience=0.5),
    )


def compare(climate: str, *, seeds: Sequence[int], policies: Sequence[Policy]) -> Comparison:
    """Medians over the seeds; raises `Impossible` when a check finds anything."""
    years = [draw_year(CLIMATES[climate], seed=seed) for seed in seeds]
    best = [hindsight(year) for year in years]
    by_year = [checked_figures(year, one, policies) for year, one in zip(years, best, strict=True)]
    return Comparison(
        climate=climate,
        requests=median(len(year.asking) for year in years),
        hindsight_served=median(int((one.mentor >= 0).sum()) for one in best),
        figures=tuple(median_figures(list(column)) for column in zip(*by_year, strict=True)),
        seeds=len(seeds),
    )


def checked_figures(year: Year, best: Hindsight, policies: Sequence[Policy]) -> list[Figures]:
    """Figures of every policy in that year, each replay checked against the proven optimum."""
    refuse(hindsight_findings(year, best))
    figures = []
    batch = replay(year, WeeklyBatch())
    for policy in policies:
        ledger = replay(year, policy)
        refuse(ledger_findings(year, ledger, best))
        figures.append(figures_of(year, ledger, best, batch=batch))
    return figures


def refuse(findings: list[str]) -> None:
    """Stop at anything a check has found."""
    if findings:
        raise Impossible("; ".join(findings))
