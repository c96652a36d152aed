"""The seats of a small job: which are free, and which one a new placement takes."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from web.extensions import db
from web.placements.models import JobProposal, JobProposalStatus, Placement
from web.small_jobs.models import SmallJobSeat

ASKED = frozenset({JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED})


class NoFreeSeatError(Exception):
    """Every seat of the job is taken."""


def lowest_free_seat(small_job_id: int) -> int:
    """Return the job's lowest seat that nobody holds; raise NoFreeSeatError where all are taken."""
    taken = select(Placement.seat).where(Placement.small_job_id == small_job_id, Placement.seat.is_not(None))
    seat = db.session.scalar(
        select(SmallJobSeat.number)
        .where(SmallJobSeat.small_job_id == small_job_id, SmallJobSeat.number.not_in(taken))
        .order_by(SmallJobSeat.number)
        .limit(1)
    )
    if seat is None:
        raise NoFreeSeatError
    return seat


def taken_seats(small_job_ids: Iterable[int]) -> dict[int, int]:
    """Return by job how many seats are held by running placements."""
    rows = db.session.execute(
        select(Placement.small_job_id, func.count(Placement.seat))
        .where(Placement.small_job_id.in_(list(small_job_ids)))
        .group_by(Placement.small_job_id)
    )
    return {row[0]: row[1] for row in rows}


def promised_seats(small_job_ids: Iterable[int]) -> dict[int, int]:
    """Return by job how many seats somebody has been asked about already."""
    rows = db.session.execute(
        select(JobProposal.small_job_id, func.count())
        .where(JobProposal.small_job_id.in_(list(small_job_ids)), JobProposal.status.in_(ASKED))
        .group_by(JobProposal.small_job_id)
    )
    return {row[0]: row[1] for row in rows}
