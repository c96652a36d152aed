"""A verifier that knows no solver: do both plans keep their rules, does nothing collide, and how far are they from the bound?"""

from __future__ import annotations

from collections import Counter

import matcher
from matcher import small_jobs
from matcher.joint.board import board_of
from matcher.joint.problem import Problem
from matcher.joint.solve import Result, ids_of_jobs, ids_of_mentors
from matcher.mentoring.check import Finding, pair_findings
from matcher.result import Status
from matcher.small_jobs.check import pair_findings as job_findings


def check(problem: Problem, result: Result) -> tuple[Finding, ...]:
    """Everything that is wrong with the result; empty when both plans are valid, do not collide, and the bound holds.

    What is verified: rules, points, room, collisions, the two plans alone by their own certificates (so that `bound` is a proven
    bound), and `value`. Where `value` equals `bound` the plan is proven the best without any solver; where it does not,
    that it is the best rests on how it was solved (`matcher.joint.exact`), and `result.gap` is what is left to the verified bound.
    """
    asked = problem.without_hopeless()
    mentoring, jobs = result.alone
    findings = [*matcher.check(asked.mentoring, mentoring), *small_jobs.check(asked.small_jobs, jobs)]
    if result.status is Status.INFEASIBLE or findings:
        return tuple(findings)
    findings += plan_findings(asked, result)
    if findings:
        return tuple(findings)
    board = board_of(asked, mentoring, jobs)
    pairs = [(pair.request_id, pair.mentor_id) for pair in result.mentor_pairs]
    work = [(pair.person_id, pair.opening_id) for pair in result.job_pairs]
    if board.value_of(pairs, work) != result.value:
        findings.append(Finding("the value is not that of the plan"))
    if board.value_of(ids_of_mentors(mentoring), ids_of_jobs(jobs)) != result.bound:
        findings.append(Finding("the bound is not the value of the plans alone"))
    if result.value > result.bound:
        findings.append(Finding("the plan is better than can be"))
    return tuple(findings)


def plan_findings(problem: Problem, result: Result) -> list[Finding]:
    """Rules, room, and collisions."""
    mentors, work = result.mentor_pairs, result.job_pairs
    findings = pair_findings(problem.mentoring, mentors) + job_findings(problem.small_jobs, work)
    demand, load = Counter(p.request_id for p in mentors), Counter(p.mentor_id for p in mentors)
    jobs, seats = Counter(p.person_id for p in work), Counter(p.opening_id for p in work)
    for request in problem.mentoring.requests:
        if demand[request.id] > request.demand:
            findings.append(Finding("more mentors than asked for", request.id))
    for mentor in problem.mentoring.mentors:
        if not mentor.minimum <= load[mentor.id] <= mentor.free_capacity:
            findings.append(Finding("fewer or more than there is room for", mentor.id))
    for opening in problem.small_jobs.openings:
        if seats[opening.id] > opening.free_seats:
            findings.append(Finding("more young people than seats", opening.id))
    findings += [Finding("more than one small job", person_id) for person_id, n in jobs.items() if n > 1]
    kept = {(p.request_id, p.mentor_id) for p in mentors}, {(p.person_id, p.opening_id) for p in work}
    fixed = problem.mentoring.fixed_pairs, problem.small_jobs.fixed_pairs
    for is_there, must in zip(kept, fixed, strict=True):
        findings += [Finding("fixed pair is missing", " ".join(pair)) for pair in sorted(must - is_there)]
    for pair in kept[0]:
        findings += [
            Finding("small job and mentor have no room beside each other", work_pair[0])
            for work_pair in kept[1]
            if problem.collide(pair, work_pair)
        ]
    return findings
