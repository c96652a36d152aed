"""Everybody and everything a job run needs, read once: who looks, what is open, and which pairs are out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from web.extensions import db
from web.placements.models import JobProposal, JobProposalStatus, Placement, PlacementStatus
from web.placements.seats import ASKED, promised_seats, taken_seats
from web.small_jobs.models import Interest, SmallJob, WorkWishes
from web.small_jobs.queries import open_jobs
from web.youth.models import YoungPerson

SAID_NO = (
    JobProposalStatus.DECLINED_BY_CASEWORKER,
    JobProposalStatus.DECLINED_BY_YOUNG_PERSON,
    JobProposalStatus.DECLINED_BY_EMPLOYER,
)


@dataclass(frozen=True)
class JobIntake:
    """What the engine door turns into a problem; `used` are seats that are taken or promised."""

    wishes: Sequence[WorkWishes]
    jobs: Sequence[SmallJob]
    used: Mapping[int, int]
    interests: Mapping[int, frozenset[int]]
    out: frozenset[tuple[int, int]]
    published: frozenset[tuple[int, int]]


def read_intake(*, now: datetime) -> JobIntake:
    """Read everybody who looks and may be matched, and every open job with a free place."""
    jobs = db.session.scalars(open_jobs()).all()
    ids = [job.id for job in jobs]
    taken, promised = taken_seats(ids), promised_seats(ids)
    used = {job.id: taken.get(job.id, 0) + promised.get(job.id, 0) for job in jobs}
    return JobIntake(
        wishes=who_looks(),
        jobs=[job for job in jobs if used[job.id] < job.seats],
        used=used,
        interests=interests(),
        out=pairs_out(),
        published=proposed_pairs(),
    )


def who_looks() -> Sequence[WorkWishes]:
    """Return the wishes of those who look, have consented, have no small job, and are not being asked about one."""
    has_job = select(Placement.young_person_id).where(Placement.status != PlacementStatus.ENDED)
    is_asked = select(JobProposal.young_person_id).where(JobProposal.status.in_(ASKED))
    statement = (
        select(WorkWishes)
        .join(YoungPerson)
        .where(
            WorkWishes.is_looking,
            YoungPerson.consented_on.is_not(None),
            YoungPerson.id.not_in(has_job),
            YoungPerson.id.not_in(is_asked),
        )
        .options(
            joinedload(WorkWishes.young_person).joinedload(YoungPerson.area),
            selectinload(WorkWishes.likes),
            selectinload(WorkWishes.avoids),
            selectinload(WorkWishes.needs),
            selectinload(WorkWishes.musts),
        )
        .order_by(WorkWishes.id)
    )
    return db.session.scalars(statement).all()


def interests() -> dict[int, frozenset[int]]:
    """Return by young person the jobs they would like."""
    found: dict[int, set[int]] = {}
    for person_id, job_id in db.session.execute(select(Interest.young_person_id, Interest.small_job_id)):
        found.setdefault(person_id, set()).add(job_id)
    return {person_id: frozenset(jobs) for person_id, jobs in found.items()}


def pairs_out() -> frozenset[tuple[int, int]]:
    """Return the pairs to which somebody has said no, and those that were tried and have ended."""
    declined = select(JobProposal.young_person_id, JobProposal.small_job_id).where(
        JobProposal.status.in_(SAID_NO)
    )
    ended = select(Placement.young_person_id, Placement.small_job_id).where(
        Placement.status == PlacementStatus.ENDED
    )
    return frozenset((row[0], row[1]) for row in db.session.execute(declined.union(ended)))


def proposed_pairs() -> frozenset[tuple[int, int]]:
    """Return the pairs that the last run proposed and nobody has decided on."""
    rows = db.session.execute(
        select(JobProposal.young_person_id, JobProposal.small_job_id).where(
            JobProposal.status == JobProposalStatus.PROPOSED
        )
    )
    return frozenset((row[0], row[1]) for row in rows)
