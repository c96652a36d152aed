"""Small plans in which it can be said by hand what would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.catalogue.models import Area
from web.core import clock
from web.core.jobs import enqueue
from web.extensions import db
from web.profiles.models import Mentor
from web.proposals import jobs, runs
from web.proposals.models import MatchRun, Proposal
from web.youth.models import MentorRequest


@dataclass(frozen=True)
class Town:
    """One area with two young people, of whom the second shares an interest with the only free mentor."""

    area: Area
    caseworker: User
    colleague: User
    own: MentorRequest
    others: MentorRequest
    mentor: Mentor


@pytest.fixture
def town(database: None) -> Town:
    """A town in which only one of two can have a mentor: the more urgent one, of a colleague."""
    area, interest = make.make_area(code="nord", name="Nordbyen"), make.make_interest()
    caseworker, colleague = make.make_user(RoleName.CASEWORKER), make.make_user(RoleName.CASEWORKER)
    own = make.make_request(
        young_person=make.make_young_person(area=area, caseworker=caseworker, first_name="Freja"), urgency=3
    )
    others = make.make_request(
        young_person=make.make_young_person(area=area, caseworker=colleague, first_name="Noah"),
        urgency=1,
        interests=[interest],
    )
    volunteer = make.make_volunteer(
        user=make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR, name="Birgit Krog"),
        area=area,
        skills=[interest],
    )
    return Town(area, caseworker, colleague, own, others, make.make_mentor(volunteer=volunteer))


@pytest.fixture
def make_run(run_jobs: Callable[[], None]) -> Callable[[], MatchRun]:
    """Return a function that makes a match run as the worker does."""

    def run() -> MatchRun:
        queued = runs.queue_run(by=None, now=clock.now())
        enqueue(jobs.run_matching, run_id=queued.id)
        run_jobs()
        return queued

    return run


def proposals_for(request: MentorRequest) -> list[Proposal]:
    """Return everything ever proposed for a request, oldest first."""
    return db.session.query(Proposal).filter_by(request_id=request.id).order_by(Proposal.id).all()
