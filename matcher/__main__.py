"""The command line: files of people in, pairs out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from matcher.errors import InvalidFile, InvalidProblem, MatcherError
from matcher.files import read_mentors, read_requests, write_pairs
from matcher.mentoring.problem import Problem
from matcher.mentoring.programme import Programme, default_programme
from matcher.mentoring.programme_data import programme_from_data
from matcher.result import Result, Status
from matcher.wording import explained, summary

WRONG_INPUT = 2
NO_PLAN = 3


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
    solve.add_argument("--day", type=date.fromisoformat, help="day clearances must be valid on (today)")
    solve.add_argument("--explain", action="store_true", help="say why, pair by pair and person by person")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Solve, write, say how it went; the exit code is 0, 2 for wrong input, 3 where there is no plan."""
    chosen = parser().parse_args(arguments)
    try:
        result = run(chosen)
    except (MatcherError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_INPUT
    for line in summary(result):
        print(line)
    if chosen.explain:
        for line in explained(result):
            print(line)
    return 0 if result.status is Status.OPTIMAL else NO_PLAN


def run(chosen: argparse.Namespace) -> Result:
    """Read, solve and write."""
    from matcher.mentoring.solve import solve

    mentors, requests = read_mentors(chosen.people), read_requests(chosen.requests)
    try:
        problem = Problem(
            requests=requests,
            mentors=mentors,
            day=chosen.day or date.today(),  # noqa: DTZ011 - the day on the wall of whoever types
            programme=programme_in(chosen.programme),
        )
    except InvalidProblem as wrong:
        raise located(wrong, chosen) from wrong
    result = solve(problem)
    write_pairs(chosen.output, result.pairs)
    return result


def programme_in(path: Path | None) -> Programme:
    """The programme of the file, or the default one."""
    if path is None:
        return default_programme()
    text = path.read_text(encoding="utf-8-sig")
    try:
        return programme_from_data(json.loads(text))
    except json.JSONDecodeError as wrong:
        raise InvalidFile(wrong.msg, file=path.name, row=wrong.lineno, field="") from wrong
    except InvalidProblem as wrong:
        raise InvalidFile(str(wrong), file=path.name, field=wrong.field) from wrong


def located(wrong: InvalidProblem, chosen: argparse.Namespace) -> MatcherError:
    """The same error with file and row, where it is about one person."""
    for path in (chosen.people, chosen.requests):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        rows = [
            number for number, line in enumerate(lines, start=1) if wrong.who and wrong.who in line.split(",")
        ]
        if rows:
            return InvalidFile(str(wrong), file=path.name, row=rows[-1], field=wrong.field)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
