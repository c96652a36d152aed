"""The only contact of an employer names another before leaving, as long as the employer has anything open."""

from __future__ import annotations

import pytest

from tests.web import factories as make
from tests.web import work_factories as work
from web.core.errors import RuleError
from web.privacy.endings import ensure_may_go
from web.small_jobs.models import SmallJobStatus

pytestmark = pytest.mark.usefixtures("database")


def test_the_only_contact_stays_while_a_small_job_is_published() -> None:
    job = work.make_job()
    with pytest.raises(RuleError, match=job.employer.name):
        ensure_may_go(job.employer.contacts[0])


def test_the_only_contact_stays_while_somebody_works_there() -> None:
    placement = work.make_placement()
    placement.small_job.status = SmallJobStatus.CLOSED
    with pytest.raises(RuleError, match=placement.small_job.employer.name):
        ensure_may_go(placement.small_job.employer.contacts[0])


def test_one_of_two_contacts_may_go() -> None:
    leaving, staying = make.make_user(), make.make_user()
    work.make_job(employer=work.make_employer(contacts=[leaving, staying]))
    ensure_may_go(leaving)


def test_a_contact_with_nothing_open_may_go() -> None:
    job = work.make_job(status=SmallJobStatus.DRAFT)
    ensure_may_go(job.employer.contacts[0])
