"""A verifier that knows no solver: is this a plan, are its points right, and is it proven the best?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.mentoring.problem import Problem
from matcher.mentoring.proof import clash_findings, proof_findings
from matcher.result import Pair, Result, Status


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a result."""

    what: str
    who: str = ""


def check(problem: Problem, result: Result) -> tuple[Finding, ...]:
    """Everything that is wrong with the result; empty when it is a valid plan, proven optimal.

    Linear in the number of feasible pairs. Rules and points of the plan's own pairs are judged by the readable form of
    rules and criteria, not by the compiled one.
    """
    if result.status is not Status.OPTIMAL:
        if result.pairs:
            return (Finding("an infeasible result must have no pairs"),)
        return tuple(Finding(what, who) for what, who in clash_findings(problem, result))
    findings = [*pair_findings(problem, result.pairs), *count_findings(problem, result)]
    if findings:
        return tuple(findings)
    if result.certificate is None:
        return (Finding("an optimal result must carry a certificate"),)
    return tuple(Finding(what, who) for what, who in proof_findings(problem, result, result.certificate))


def pair_findings(problem: Problem, pairs: Iterable[Pair]) -> list[Finding]:
    """Pairs that break a rule, or whose points are not what the criteria say."""
    findings = []
    for pair in pairs:
        request, mentor = problem.request(pair.request_id), problem.mentor(pair.mentor_id)
        who = f"{pair.request_id} {pair.mentor_id}"
        findings += [Finding(f"breaks {reason}", who) for reason in problem.broken_rules(request, mentor)]
        if points_of(problem, pair) != [(c.criterion, c.points) for c in pair.contributions]:
            findings.append(Finding("contributions differ from the criteria", who))
        if pair.score != sum(c.points for c in pair.contributions):
            findings.append(Finding("score is not the sum of the contributions", who))
    return findings


def points_of(problem: Problem, pair: Pair) -> list[tuple[str, int]]:
    """The points of a pair, by the criteria themselves."""
    request, mentor = problem.request(pair.request_id), problem.mentor(pair.mentor_id)
    programme = problem.programme
    return [
        (criterion.name, criterion.points(request, mentor, most=most))
        for (criterion, _), most in zip(programme.criteria, programme.most_points(), strict=True)
        if most
    ]


def count_findings(problem: Problem, result: Result) -> list[Finding]:
    """Too many, too few, twice, or a fixed pair that is gone."""
    ids = [(pair.request_id, pair.mentor_id) for pair in result.pairs]
    findings = [
        Finding("pair appears twice", f"{r} {m}") for (r, m), times in Counter(ids).items() if times > 1
    ]
    findings += [
        Finding("fixed pair is missing", f"{r} {m}") for r, m in sorted(problem.fixed_pairs - set(ids))
    ]
    demand, load = Counter(r for r, _ in ids), Counter(m for _, m in ids)
    findings += [
        Finding("more mentors than asked for", r.id) for r in problem.requests if demand[r.id] > r.demand
    ]
    for mentor in problem.mentors:
        if load[mentor.id] > mentor.free_capacity:
            findings.append(Finding("more than there is room for", mentor.id))
        if load[mentor.id] < mentor.minimum:
            findings.append(Finding("fewer than the minimum", mentor.id))
    if set(result.unserved) != {r.id for r in problem.requests if not demand[r.id]}:
        findings.append(Finding("the list of unserved requests is wrong"))
    return findings
