"""A verifier that knows no solver: is this a plan of small jobs, are its points right, and is it proven the best?"""

from __future__ import annotations

from collections import Counter

import numpy as np

from matcher.mentoring.check import Finding
from matcher.mentoring.held_plan import plan_from
from matcher.mentoring.proof import plan_findings
from matcher.result import Status
from matcher.small_jobs.hours import minutes_to_start
from matcher.small_jobs.problem import Problem
from matcher.small_jobs.result import Pair, Result
from matcher.small_jobs.table import rewards_of, table_of


def check(problem: Problem, result: Result) -> tuple[Finding, ...]:
    """Everything that is wrong with the result; empty when it is a valid plan, proven optimal.

    The certificate is held against every feasible pair: who is served (levels), the worst match, and the total score.
    """
    findings = [*pair_findings(problem, result.pairs), *count_findings(problem, result)]
    if result.status is not Status.OPTIMAL:
        findings.append(Finding("small jobs always have an optimal plan"))
    if findings:
        return tuple(findings)
    table = table_of(problem)
    plan = plan_from(
        requests=table.people,
        mentor_ids=tuple(opening.id for opening in table.openings),
        groups=None,
        chosen=[(pair.person_id, pair.opening_id, pair.score) for pair in result.pairs],
        fixed=problem.fixed_pairs,
        capacity=np.array([opening.free_seats for opening in table.openings], np.int64),
        minimum=np.zeros(len(table.openings), np.int64),
        rewards=lambda person, opening: rewards_of(table, person, opening),
    )
    everything = (table.pairs.request, table.pairs.mentor, table.pairs.score)
    found = plan_findings(plan, result.certificate, [everything], is_lifted=True)
    return tuple(Finding(what, who) for what, who in found)


def pair_findings(problem: Problem, pairs: tuple[Pair, ...]) -> list[Finding]:
    """Pairs that break a rule, or whose points or minutes are not what the criteria and the law say."""
    findings = []
    for pair in pairs:
        person, opening = problem.person(pair.person_id), problem.opening(pair.opening_id)
        who = f"{pair.person_id} {pair.opening_id}"
        broken = problem.broken_rules(person, opening)
        if broken:
            findings += [Finding(f"breaks {reason}", who) for reason in broken]
            continue
        limit = problem.law.limit_for(person, opening)
        if limit is None or pair.minutes_per_week != minutes_to_start(person, opening, limit):
            findings.append(Finding("minutes a week are not those that are possible", who))
        if tuple(c.points for c in pair.contributions) != problem.points(person, opening):
            findings.append(Finding("contributions differ from the criteria", who))
        if pair.score != sum(c.points for c in pair.contributions):
            findings.append(Finding("score is not the sum of the contributions", who))
    return findings


def count_findings(problem: Problem, result: Result) -> list[Finding]:
    """Two jobs for one, more than there are seats, or a fixed pair that is gone."""
    ids = {(pair.person_id, pair.opening_id) for pair in result.pairs}
    findings = [Finding("fixed pair is missing", f"{p} {o}") for p, o in sorted(problem.fixed_pairs - ids)]
    jobs = Counter(pair.person_id for pair in result.pairs)
    load = Counter(pair.opening_id for pair in result.pairs)
    findings += [Finding("more than one small job", person_id) for person_id, n in jobs.items() if n > 1]
    findings += [
        Finding("more young people than seats", o.id) for o in problem.openings if load[o.id] > o.free_seats
    ]
    if set(result.unplaced) != {person.id for person in problem.people if not jobs[person.id]}:
        findings.append(Finding("the list of those without a small job is wrong"))
    return findings
