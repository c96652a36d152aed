"""Two yeses at once for the last place of a small job: one works there, the other is told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web import work_factories as work
from web.core.errors import RuleError
from web.extensions import db
from web.placements.models import JobProposal, JobProposalStatus, Placement
from web.placements.proposal_services import accept_as_employer

pytestmark = pytest.mark.usefixtures("database")


def test_the_last_place_is_given_once(app: Flask) -> None:
    job = work.make_job(seats=1)
    ids = [
        work.make_job_proposal(small_job=job, status=JobProposalStatus.YOUNG_PERSON_ACCEPTED).id
        for _ in range(2)
    ]
    db.session.commit()
    start, ends = threading.Barrier(2), list[str]()

    def accept(proposal_id: int) -> None:
        with app.app_context():
            proposal = db.session.get_one(JobProposal, proposal_id)
            contact = proposal.small_job.employer.contacts[0]
            start.wait()
            try:
                accept_as_employer(proposal, by=contact, now=datetime.now(UTC))
                db.session.commit()
                ends.append("placed")
            except RuleError:
                db.session.rollback()
                ends.append("told")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=accept, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends) == ["placed", "told"]
    assert len(db.session.scalars(select(Placement)).all()) == 1
