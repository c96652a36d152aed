"""Mentor and small job in one week: what each of a young person's mentors and jobs leaves of the other's time.

Asked under a lock on the young person's row before somebody is asked and before a yes counts, so that of a mentor and a job
that have no room beside each other only the first becomes theirs.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from web.core.clock import local_date
from web.core.locks import lock_row
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.placements.models import JobProposal, Placement, PlacementStatus
from web.placements.seats import ASKED
from web.profiles.models import Mentor
from web.proposals.beside import needs_room
from web.proposals.intake import least_common_minutes
from web.proposals.models import LIVE_PROPOSALS, MatchRun, Proposal, ProposalStatus
from web.proposals.places import HOLDING_A_PLACE
from web.proposals.weights import LEAST_COMMON_MINUTES
from web.small_jobs.models import SmallJob, WorkWishes
from web.small_jobs.queries import wishes_of
from web.youth.models import MentorRequest, YoungPerson


@dataclass(frozen=True)
class TimeInCommon:
    """When a young person and a mentor both have time, and how much of it must be left each week."""

    week: Week
    least_minutes: int


def times_with_mentors(
    young_person_ids: Collection[int], *, statuses: Collection[ProposalStatus] = HOLDING_A_PLACE
) -> Mapping[int, Sequence[TimeInCommon]]:
    """Return by young person the time in common with each mentor they have, or have been proposed in one of these statuses."""
    matched = (
        select(Match.request_id, Match.mentor_id, Proposal.run_id)
        .join(Match.proposal)
        .where(Match.status == MatchStatus.ACTIVE, Match.young_person_id.in_(young_person_ids))
    )
    promised = (
        select(Proposal.request_id, Proposal.mentor_id, Proposal.run_id)
        .join(MentorRequest, MentorRequest.id == Proposal.request_id)
        .where(Proposal.status.in_(statuses), MentorRequest.young_person_id.in_(young_person_ids))
    )
    both = matched.union(promised).subquery()
    rows = db.session.execute(
        select(MentorRequest, Mentor, MatchRun.id, MatchRun.statistics["common_minutes"].as_integer())
        .join(both, both.c.request_id == MentorRequest.id)
        .join(Mentor, Mentor.id == both.c.mentor_id)
        .outerjoin(MatchRun, MatchRun.id == both.c.run_id)
        .options(joinedload(Mentor.volunteer))
    )
    found: dict[int, list[TimeInCommon]] = defaultdict(list)
    for request, mentor, run_id, noted in rows:
        minutes = minutes_asked_for(noted, has_run=run_id is not None)
        found[request.young_person_id].append(TimeInCommon(request.week & mentor.volunteer.week, minutes))
    return found


def minutes_asked_for(noted: int | None, *, has_run: bool) -> int:
    """Return how many minutes two people had to have in common as their run `noted` it; today's where no run put them together.

    More than that counts from the next run, and not for those who have been proposed to each other already.
    """
    if not has_run:
        return least_common_minutes()
    return LEAST_COMMON_MINUTES if noted is None else noted  # Runs that noted nothing knew no other time.


def jobs_held(young_person_ids: Collection[int]) -> Mapping[int, SmallJob]:
    """Return by young person the small job they have, or have been asked about."""
    running = select(Placement.young_person_id, Placement.small_job_id).where(
        Placement.status != PlacementStatus.ENDED, Placement.young_person_id.in_(young_person_ids)
    )
    asked = select(JobProposal.young_person_id, JobProposal.small_job_id).where(
        JobProposal.status.in_(ASKED), JobProposal.young_person_id.in_(young_person_ids)
    )
    both = running.union(asked).subquery()
    rows = db.session.execute(
        select(both.c.young_person_id, SmallJob)
        .join(SmallJob, SmallJob.id == both.c.small_job_id)
        .options(joinedload(SmallJob.kind_of_work), joinedload(SmallJob.area))
    )
    return {row[0]: row[1] for row in rows}


def takes_time_with_mentor(person: YoungPerson, job: SmallJob, *, now: datetime) -> bool:
    """Tell whether a job takes the time with a mentor whom the young person has, or has been asked about; locks them."""
    lock_row(person, allows_references=True)
    return room_beside_mentor(person, job, statuses=HOLDING_A_PLACE, now=now) is Room.TAKEN


class Room(enum.StrEnum):
    """What a small job leaves of the time with a mentor."""

    LEFT = "left"
    TAKEN = "taken"


def room_beside_mentor(
    person: YoungPerson,
    job: SmallJob,
    *,
    statuses: Collection[ProposalStatus] = LIVE_PROPOSALS,
    now: datetime,
) -> Room | None:
    """Return what a job leaves of the time with each mentor; None without a mentor, or where nothing is said about the week."""
    wishes, times = wishes_of(person), times_with_mentors([person.id], statuses=statuses).get(person.id, ())
    if wishes is None or not times:
        return None
    return Room.TAKEN if takes_any(wishes, job, times, day=local_date(now)) else Room.LEFT


def takes_any(wishes: WorkWishes, job: SmallJob, times: Sequence[TimeInCommon], *, day: date) -> bool:
    """Tell whether a job leaves too little of one of these times."""
    from web.placements import engine

    return any(
        any(engine.times_taken(wishes, job, [time.week], minutes=time.least_minutes, day=day))
        for time in times
    )


@needs_room
def job_takes_the_time(proposal: Proposal, now: datetime) -> bool:
    """Tell whether the young person's small job takes the time with the mentor of a proposal; locks the young person."""
    person, run = proposal.request.young_person, proposal.run
    lock_row(person, allows_references=True)
    wishes, job = wishes_of(person), jobs_held([person.id]).get(person.id)
    if wishes is None or job is None:
        return False
    minutes = minutes_asked_for(
        None if run is None else run.statistics.get("common_minutes"), has_run=run is not None
    )
    time = TimeInCommon(proposal.request.week & proposal.mentor.volunteer.week, minutes)
    return takes_any(wishes, job, [time], day=local_date(now))
