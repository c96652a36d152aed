"""The command line: files of volunteers and shifts in, a plan out; and a check of any plan."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matcher.errors import InvalidProblem, MatcherError
from matcher.shifts.check import broken_by
from matcher.shifts.files import (
    Sources,
    days_of,
    read_pairs,
    read_shifts,
    read_skills,
    read_teams,
    read_volunteers,
    write_plan,
)
from matcher.shifts.people import Volunteer
from matcher.shifts.plan import Plan, Status
from matcher.shifts.problem import Problem
from matcher.shifts.watch import Progress
from matcher.shifts.wording import progress_line, summary
from matcher.tables import ENCODINGS, UTF_8

DONE, BROKEN, WRONG_INPUT, NO_PLAN = 0, 1, 2, 3
PROGRESS_SECONDS = 1.0


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    top = argparse.ArgumentParser(prog="python -m matcher.shifts", description="Plan volunteers to shifts.")
    commands = top.add_subparsers(dest="command", required=True)
    plan = commands.add_parser("plan", help="files of volunteers and shifts in, a plan out")
    check = commands.add_parser("check", help="say which rules a plan breaks")
    for command in (plan, check):
        command.add_argument("volunteers", type=Path, help="CSV file of volunteers")
        command.add_argument("shifts", type=Path, help="CSV file of shifts")
        command.add_argument("--fixed", type=Path, help="CSV file of assignments that stay")
        command.add_argument("--declined", type=Path, help="CSV file of assignments that must not be")
        command.add_argument("--published", type=Path, help="CSV file of the last plan people saw")
        command.add_argument("--teams", type=Path, help="CSV file of teams")
        command.add_argument(
            "--skills", type=Path, help="CSV file of the skills there are, in the column code"
        )
        command.add_argument(
            "--encoding", choices=ENCODINGS, default=UTF_8, help="of all CSV files that are read (utf-8)"
        )
        command.add_argument("--zone", type=ZoneInfo, default=ZoneInfo("Europe/Copenhagen"), help="time zone")
        command.add_argument(
            "--now", type=datetime.fromisoformat, help="moment of planning, with offset (now)"
        )
    check.add_argument("plan", type=Path, help="CSV file of the plan")
    plan.add_argument("-o", "--output", type=Path, required=True, help="CSV file to write")
    plan.add_argument("--seconds", type=float, default=60.0, help="time limit; Ctrl-C stops earlier")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all is well, 1 for a plan that breaks rules, 2 for wrong input, 3 where there is no plan."""
    chosen = parser().parse_args(arguments)
    try:
        problem = problem_in(chosen)
        return run_check(problem, chosen) if chosen.command == "check" else run_plan(problem, chosen)
    except (MatcherError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_INPUT


def problem_in(chosen: argparse.Namespace) -> Problem:
    """The problem of the files; what is wrong with it is told with file, row and field."""
    sources, encoding = Sources(), chosen.encoding
    shifts = read_shifts(chosen.shifts, zone=chosen.zone, sources=sources, encoding=encoding)
    days = days_of(shifts, zone=chosen.zone)
    volunteers = read_volunteers(
        chosen.volunteers, zone=chosen.zone, days=days, sources=sources, encoding=encoding
    )
    try:
        return Problem(
            volunteers=volunteers,
            shifts=shifts,
            planned_at=chosen.now or datetime.now(UTC),
            teams=read_teams(chosen.teams, encoding=encoding) if chosen.teams else (),
            fixed=read_pairs(chosen.fixed, encoding=encoding) if chosen.fixed else frozenset(),
            declined=read_pairs(chosen.declined, encoding=encoding) if chosen.declined else frozenset(),
            published=read_pairs(chosen.published, encoding=encoding) if chosen.published else frozenset(),
            skills=read_skills(chosen.skills, encoding=encoding) if chosen.skills else skills_of(volunteers),
            zone=chosen.zone,
        )
    except InvalidProblem as wrong:
        raise sources.located(wrong) from wrong


def skills_of(volunteers: Sequence[Volunteer]) -> frozenset[str]:
    """Without a list of skills, one that a shift asks for and nobody has is taken for a slip of the pen."""
    return frozenset(skill for volunteer in volunteers for skill in volunteer.skills)


def run_check(problem: Problem, chosen: argparse.Namespace) -> int:
    """Say every rule the plan breaks."""
    findings = broken_by(problem, read_pairs(chosen.plan, encoding=chosen.encoding))
    for finding in findings:
        print(f"{finding.what}: {finding.who}")
    print("Every rule is kept." if not findings else f"{len(findings)} rules are broken.")
    return BROKEN if findings else DONE


def run_plan(problem: Problem, chosen: argparse.Namespace) -> int:
    """Plan, write, say how it went."""
    plan = planned(problem, seconds=chosen.seconds)
    if plan.status is not Status.INFEASIBLE:
        write_plan(chosen.output, plan, problem.shift_by_id)
    for line in summary(plan):
        print(line)
    return NO_PLAN if plan.status is Status.INFEASIBLE else DONE


def planned(problem: Problem, *, seconds: float) -> Plan:
    """The plan, with progress on standard error; Ctrl-C ends the search and keeps the best plan so far."""
    from matcher.shifts.solve import solve

    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    said_at = [-PROGRESS_SECONDS]

    def tell(progress: Progress) -> None:
        if progress.seconds - said_at[0] >= PROGRESS_SECONDS:
            said_at[0] = progress.seconds
            print(progress_line(progress), file=sys.stderr, flush=True)

    try:
        return solve(problem, seconds=seconds, tell=tell, stop=stop)
    finally:
        signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # A solver that was stopped cannot be interrupted: leaving the ordinary way would wait for its thread, or abort in it.
    os._exit(code)
