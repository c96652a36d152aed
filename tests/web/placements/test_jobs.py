"""What happens by itself: proposals run out, and workplaces are asked for the hours on Fridays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.web import work_factories as work
from web.core import clock
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.placements.jobs import ask_for_hours, expire_job_proposals
from web.placements.models import JobProposal, JobProposalStatus

pytestmark = pytest.mark.usefixtures("database")
FRIDAY = int(datetime(2026, 11, 20, 9, tzinfo=UTC).timestamp())


def mails_to(address: str) -> int:
    """How many mails were written to somebody."""
    return len(db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == address)).all())


def test_only_proposals_whose_time_is_over_run_out() -> None:
    over = work.make_job_proposal(expires_at=clock.now() - timedelta(hours=1)).id
    standing = work.make_job_proposal().id
    db.session.commit()
    expire_job_proposals(timestamp=FRIDAY)
    assert db.session.get_one(JobProposal, over).status is JobProposalStatus.EXPIRED
    assert db.session.get_one(JobProposal, standing).status is JobProposalStatus.PROPOSED


def test_a_workplace_with_somebody_at_work_is_asked_once_on_friday() -> None:
    working = work.make_placement().small_job.employer.contacts[0].email
    empty = work.make_job().employer.contacts[0].email
    db.session.commit()
    for _ in range(2):
        ask_for_hours(timestamp=FRIDAY)
    assert (mails_to(working), mails_to(empty)) == (1, 0)
