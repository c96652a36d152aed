"""Small jobs planned in the match run, for the same young people, so that mentor and job have room beside each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.core.clock import local_date
from web.core.errors import RuleError
from web.extensions import db
from web.placements import runs
from web.placements.intake import JobIntake, read_intake
from web.placements.plan import Codes, JobPlan
from web.placements.room import jobs_held, takes_any, times_with_mentors
from web.profiles.models import Mentor
from web.proposals.beside import Beside, Writer, planned_beside
from web.proposals.intake import Intake, least_common_minutes
from web.proposals.jobs import RunFailedError
from web.proposals.models import MatchRun, ProposalStatus
from web.proposals.places import HOLDING_A_PLACE
from web.proposals.taken_time import Pairs, takes_time
from web.small_jobs.models import WorkWishes
from web.youth.models import MentorRequest, YoungPerson

if TYPE_CHECKING:
    import matcher


@planned_beside
def plan_small_jobs(intake: Intake, problem: matcher.Problem, now: datetime, seconds: float) -> Beside:
    """Plan mentors and small jobs together; the jobs that people have are part of the problem already."""
    from web.placements import engine

    jobs = without_taken_time(read_intake(now=now), now=now)
    if not jobs.wishes or not jobs.jobs:
        return Beside(frozenset(), lambda _: None)
    same = same_people(intake, jobs)
    try:
        plan = engine.joint_plan(problem, engine.snapshot(jobs, now=now), same=same, seconds=seconds)
    except engine.JointPlanError as error:
        raise RunFailedError(f"check_failed:{error}") from error
    return Beside(plan.no_room, lambda pairs: writer_of(plan.jobs_beside(pairs)), plan.outlook)


def same_people(intake: Intake, jobs: JobIntake) -> dict[int, int]:
    """Return which requests are those of young people who look for a small job too."""
    looking = {wishes.young_person_id for wishes in jobs.wishes}
    return {one.id: one.young_person_id for one in intake.requests if one.young_person_id in looking}


def without_taken_time(
    jobs: JobIntake, *, now: datetime, statuses: Collection[ProposalStatus] = HOLDING_A_PLACE
) -> JobIntake:
    """Return the intake without the jobs that take the time with a mentor somebody has, or is proposed in these statuses."""
    people = [wishes.young_person_id for wishes in jobs.wishes]
    times = times_with_mentors(people, statuses=statuses)
    out = {
        (wishes.young_person_id, job.id)
        for wishes in jobs.wishes
        if wishes.young_person_id in times
        for job in jobs.jobs
        if takes_any(wishes, job, times[wishes.young_person_id], day=local_date(now))
    }
    return replace(jobs, out=jobs.out | out)


@takes_time
def no_room_beside_jobs(requests: Sequence[MentorRequest], mentors: Sequence[Mentor], now: datetime) -> Pairs:
    """Return the mentors (by request) whose time is taken by the small job that the young person has."""
    from web.placements import engine

    by_person = {request.young_person_id: request for request in requests}
    jobs = jobs_held(by_person)
    wishes = db.session.scalars(
        select(WorkWishes)
        .where(WorkWishes.young_person_id.in_(jobs))
        .options(joinedload(WorkWishes.young_person).joinedload(YoungPerson.area))
    )
    minutes = least_common_minutes()
    found: set[tuple[int, int]] = set()
    for one in wishes:
        request = by_person[one.young_person_id]
        common = [request.week & mentor.volunteer.week for mentor in mentors]
        taken = engine.times_taken(
            one, jobs[one.young_person_id], common, minutes=minutes, day=local_date(now)
        )
        found |= {(request.id, mentor.id) for mentor, is_out in zip(mentors, taken, strict=True) if is_out}
    return frozenset(found)


def writer_of(plan: JobPlan) -> Writer:
    """Return what writes the small jobs as a run of their own, finished at once."""

    def write(match_run: MatchRun, now: datetime) -> Codes:
        try:
            run = runs.queue_run(by=match_run.requested_by, now=now)
        except RuleError:
            # Somebody has asked for small jobs alone meanwhile: that run sees the mentors who have just been proposed.
            return {}
        runs.finish_run(run, plan, now=now)
        return {"job_run": run.id, **plan.statistics}

    return write
