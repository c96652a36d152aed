"""The simulator's command line: compare policies on simulated years and write the table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from matcher.policy.climates import CLIMATES
from matcher.policy.compare import FIRST_SEED, compare, policies_compared
from matcher.policy.report import markdown

PAGE = Path(__file__).parents[1] / "SIMULATION.md"


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    top = argparse.ArgumentParser(
        prog="python -m matcher.policy", description="Compare matching policies on simulated years."
    )
    top.add_argument("--years", type=positive, default=5, help="drawn years of each kind (5)")
    top.add_argument("--futures", type=positive, default=16, help="sampled futures per week (16)")
    top.add_argument("--only", choices=sorted(CLIMATES), help="one kind of year instead of all")
    top.add_argument("--write", action="store_true", help=f"write {PAGE.name} instead of printing")
    return top


def positive(text: str) -> int:
    """A whole number above zero."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above zero")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; 0 when done."""
    options = parser().parse_args(arguments)
    names = [options.only] if options.only else list(CLIMATES)
    policies = policies_compared(options.futures)
    comparisons = [
        compare(name, seeds=range(FIRST_SEED, FIRST_SEED + options.years), policies=policies)
        for name in names
    ]
    page = markdown(comparisons, futures=options.futures)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
