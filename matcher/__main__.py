"""The command line: files of people in, pairs out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from io import TextIOWrapper
from itertools import chain
from pathlib import Path

from matcher.errors import FixedPairBreaksRule, FixedPairsClash, MatcherError
from matcher.files import read_mentors, read_requests
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import default_programme
from matcher.pair_files import NO_PAIRS, Known, read_pairs, refuse_output, write_pairs
from matcher.programme_files import read_programme
from matcher.result import Result, Status
from matcher.tables import ENCODINGS, UTF_8
from matcher.wording import explained, summary

WRONG_INPUT = 2
NO_PLAN = 3
STOPPED = 130


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    top = argparse.ArgumentParser(
        prog="python -m matcher", description="Match mentors to young people's requests."
    )
    solve = top.add_subparsers(dest="command", required=True).add_parser(
        "solve", help="files of people in, pairs out"
    )
    solve.add_argument("people", type=Path, help="CSV file of mentors")
    solve.add_argument("requests", type=Path, help="CSV file of requests")
    solve.add_argument("-o", "--output", type=Path, required=True, help="CSV file of pairs to write")
    solve.add_argument("--programme", type=Path, help="JSON file: rules, weights, objective")
    solve.add_argument("--fixed", type=Path, help="CSV file of pairs that stay")
    solve.add_argument("--declined", type=Path, help="CSV file of pairs that must not be")
    solve.add_argument("--published", type=Path, help="CSV file of the last plan people saw")
    solve.add_argument("--encoding", choices=ENCODINGS, default=UTF_8, help="of all CSV files (utf-8)")
    solve.add_argument("--day", type=day, help="day clearances must be valid on (today)")
    solve.add_argument("--explain", action="store_true", help="say why, pair by pair and person by person")
    return top


def day(text: str) -> date:
    """A day as it is typed."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-09-01") from wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve, write, say how it went; the exit code is 0, 2 for wrong input, 3 where there is no plan."""
    chosen = parser().parse_args(arguments)
    try:
        refuse_output(chosen.output, inputs=inputs_of(chosen))
        problem = problem_in(chosen)
        result = planned(problem, chosen.output)
    except MatcherError as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_INPUT
    tell(chain(summary(result), explained(result) if chosen.explain else ()))
    return 0 if result.status is Status.OPTIMAL else NO_PLAN


def inputs_of(chosen: argparse.Namespace) -> list[Path]:
    """Files that are read and must not be overwritten; the plan of last week may be."""
    read = (chosen.people, chosen.requests, chosen.programme, chosen.fixed, chosen.declined)
    return [path for path in read if path is not None]


def problem_in(chosen: argparse.Namespace) -> Problem:
    """The problem of the files; what is wrong with it is told with file, row and field."""
    programme = default_programme() if chosen.programme is None else read_programme(chosen.programme)
    mentors = read_mentors(chosen.people, languages=programme.languages, encoding=chosen.encoding)
    requests = read_requests(chosen.requests, languages=programme.languages, encoding=chosen.encoding)
    known = Known(
        requests=frozenset(request.id for request in requests),
        mentors=frozenset(mentor.id for mentor in mentors),
    )
    fixed, declined, published = (
        read_pairs(path, encoding=chosen.encoding) if path else NO_PAIRS
        for path in (chosen.fixed, chosen.declined, chosen.published)
    )
    fixed.refuse_strangers(known)
    for past in (declined, published):
        for line in past.without_effect(known):
            print(line, file=sys.stderr)
    try:
        return Problem(
            requests=requests,
            mentors=mentors,
            day=chosen.day or date.today(),  # noqa: DTZ011 - the day on the wall of whoever types
            programme=programme,
            fixed_pairs=fixed.pairs,
            declined_pairs=declined.pairs,
            published_pairs=published.pairs,
        )
    except (FixedPairBreaksRule, FixedPairsClash) as wrong:
        raise fixed.located(wrong) from wrong


def planned(problem: Problem, output: Path) -> Result:
    """The plan, written where there is one: what stood there before is not lost to a plan that cannot be."""
    from matcher.mentoring.solve import solve

    result = solve(problem)
    if result.status is Status.OPTIMAL:
        write_pairs(output, result.pairs)
    return result


def tell(lines: Iterable[str]) -> None:
    """Lines on standard output, for as long as anybody reads them."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def start() -> int:
    """As typed in a terminal, which may not know every letter, and where Ctrl-C ends it."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return main()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED


if __name__ == "__main__":
    sys.exit(start())
