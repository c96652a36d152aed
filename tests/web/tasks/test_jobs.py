"""What the tasks do by themselves at night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.core.jobs import enqueue
from web.extensions import db
from web.tasks.jobs import extend_weekly_tasks_nightly
from web.tasks.models import Shift, TaskKind

pytestmark = pytest.mark.usefixtures("database")


def test_the_nightly_job_lays_weekly_shifts_once_however_often_it_runs(run_jobs: Callable[[], None]) -> None:
    make.make_task(kind=TaskKind.WEEKLY, weekday=1, from_time=time(16), to_time=time(18), first_on=make.TODAY)
    for _ in range(2):
        enqueue(extend_weekly_tasks_nightly, timestamp=int(make.NOW.timestamp()))
    run_jobs()
    assert db.session.scalar(select(func.count()).select_from(Shift)) == 8
