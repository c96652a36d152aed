"""The comparison as Markdown."""

from __future__ import annotations

import os
from collections.abc import Sequence

from matcher.policy.climates import CLIMATES
from matcher.policy.compare import Comparison
from matcher.policy.figures import URGENCIES, BesideBatches, Figures, Waiting

GOAL = 0.98

INTRODUCTION = """# A year of matching, simulated

Written by `python -m matcher.policy --write`; do not edit. What the policies are is in `matcher/policy/`.

About 1,000 young people ask during a year, 300 mentors offer two places each, a quarter of them after a course during
the year, and languages and experience are scarce. A match is worth three quarters for being made at all and one quarter
for how well the two fit, weighted by urgency (1.5, 1.2, 1); a week of waiting costs 0.5 % of a perfect match, and each
week 2 % of those who wait give up. One proposal in ten is declined, 6 % of the matches break off after four weeks,
mentors leave. Methods and settings were chosen on other drawn years than those shown here.

**Hindsight** is the exact optimum for somebody who knew all of it in advance: who will ask and when, who joins and
leaves, who will decline, whose match will break off. No policy can know that, so no policy can reach 100 %. The optimum
is proven by dual prices in every year, every replay is checked against it without a solver, and the command fails if
anything does not hold. All policies but the first match each week's requests together, the most urgent first: prices
may change with whom the most urgent are matched, never how many of them are matched that week. With other pairs other
mentors are free later, so a single person may still be matched later than under the batch rule: the table counts
every one of them.
"""


def markdown(comparisons: Sequence[Comparison], *, futures: int) -> str:
    """The whole page."""
    parts = [INTRODUCTION, conditions(comparisons, futures=futures)]
    parts += [table(comparison) for comparison in comparisons]
    parts.append(verdict(comparisons))
    return "\n".join(parts)


def conditions(comparisons: Sequence[Comparison], *, futures: int) -> str:
    """On what the figures were taken."""
    return (
        f"Medians over {comparisons[0].seeds} drawn years of each kind; {futures} sampled futures a week; "
        f"{os.cpu_count()} cores, one of them used. Waiting: days until the match, median / 95th percentile of those "
        "matched; in brackets the share of that urgency class whose match held.\n"
    )


def table(comparison: Comparison) -> str:
    """One kind of year."""
    head = (
        f"## {CLIMATES[comparison.climate].title}\n\n"
        f"{comparison.requests:.0f} requests; hindsight serves {comparison.hindsight_served:.0f}.\n\n"
        f"| Policy | Value, % of hindsight | Served | {' | '.join(f'Waiting, {name}' for name in URGENCIES)} | "
        "Most urgent open, days: average / 95th pct | Most urgent of all years: open longer (at most by days) / shorter than under batches / asked | Seconds a week |\n"
        "| --- | ---: | ---: | --- | --- | --- | --- | --- | ---: |\n"
    )
    return head + "".join(line(figures) for figures in comparison.figures)


def line(figures: Figures) -> str:
    """One policy."""
    waiting = " | ".join(words_of(waiting) for waiting in figures.waiting)
    return (
        f"| {figures.policy} | {100 * figures.share_of_hindsight:.1f} | {figures.served:.0f} | {waiting} | "
        f"{figures.urgent_open_days:.0f} / {figures.urgent_open_days_95:.0f} | "
        f"{beside_words_of(figures.beside_batches)} | {figures.seconds_per_week:.3f} |\n"
    )


def words_of(waiting: Waiting) -> str:
    """Median / 95th percentile (share served)."""
    return f"{waiting.median_days:.0f} / {waiting.days_95:.0f} ({100 * waiting.served_share:.0f} %)"


def beside_words_of(beside: BesideBatches) -> str:
    """Who was open longer, by how much at most, who shorter, of how many."""
    longer = f"{beside.open_longer} ({beside.most_days_longer})" if beside.open_longer else "0"
    return f"{longer} / {beside.open_shorter} / {beside.asked}"


def verdict(comparisons: Sequence[Comparison]) -> str:
    """Which years reach the goal, said plainly."""
    lines = [f"- {CLIMATES[one.climate].title}: {reached(chosen_of(one))}" for one in comparisons]
    return (
        f"## Against the goal of {GOAL:.0%} of hindsight\n\n" + "\n".join(lines) + "\n\n" + gaps(comparisons)
    )


def gaps(comparisons: Sequence[Comparison]) -> str:
    """Where the recommended policy's gap comes from."""
    head = (
        "What the recommended policy lacks in each year, split by the optimum's dual prices, in % of hindsight (medians, so "
        "they need not add up):\n\n"
        "| Year | Another pair, or later, than would have been best | People left out for somebody else | "
        "Places never used |\n| --- | ---: | ---: | ---: |\n"
    )
    return head + "".join(gap_line(one) for one in comparisons)


def gap_line(comparison: Comparison) -> str:
    """One kind of year."""
    gap = chosen_of(comparison).gap
    shares = " | ".join(f"{100 * share:.2f}" for share in (gap.pairs, gap.unserved, gap.places))
    return f"| {CLIMATES[comparison.climate].title} | {shares} |\n"


def chosen_of(comparison: Comparison) -> Figures:
    """The policy this library recommends, chosen before these years were drawn: the last compared."""
    return comparison.figures[-1]


def reached(figures: Figures) -> str:
    """Whether the policy reached the goal."""
    share = f"{100 * figures.share_of_hindsight:.1f} % ({figures.policy})"
    return f"reached, {share}." if figures.share_of_hindsight >= GOAL else f"not reached, {share}."
