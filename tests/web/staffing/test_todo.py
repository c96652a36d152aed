"""The coordinator's start page says where people are missing next week, and leads to the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web.conftest import app, database, sign_in
from web.core.clock import local_date
from web.staffing.services import plan_week
from web.staffing.todo import next_monday, waiting_for
from web.tasks.demands import Demand
from web.tasks.models import Shift, SignupStatus, Task, TaskStatus

__all__ = ["app", "database", "sign_in"]
pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)
TUESDAY = (NOW + timedelta(days=8 - NOW.weekday())).replace(hour=12, minute=0, second=0, microsecond=0)


def shift_next_week(task: Task, *, hours: int, people: int = 0, **values: object) -> Shift:
    """A shift of four places on next Tuesday, with so many people."""
    shift = make.make_shift(task=task, seats=4, starts_at=TUESDAY + timedelta(hours=hours), **values)
    for seat in range(1, people + 1):
        make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=seat)
    return shift


def test_shifts_below_their_minimum_are_counted_and_lead_to_the_plan(
    sign_in: Callable[..., FlaskClient],
) -> None:
    task = make.make_task()
    make.save(Demand(task_id=task.id, minimum=2))
    shift_next_week(task, hours=0)
    shift_next_week(task, hours=2, people=1)
    shift_next_week(task, hours=4, people=2)
    shift_next_week(task, hours=6, called_off_at=NOW)
    make.make_shift(task=task, starts_at=TUESDAY + timedelta(days=7))
    make.make_shift(
        task=make.make_task(association=task.association, status=TaskStatus.DRAFT), starts_at=TUESDAY
    )
    coordinator = task.association.coordinators[0]
    client = sign_in(coordinator)
    page = client.get("/start").text
    monday = next_monday(local_date(NOW))
    assert "2 vagter i næste uge mangler folk" in page
    assert f"dag={monday.isoformat()}" in page
    form = client.get(f"/foreninger/{task.association_id}/planer/uge?dag={monday.isoformat()}").text
    assert f'value="{monday.isoformat()}"' in form
    made = client.post(f"/foreninger/{task.association_id}/planer/uge", data={"day": monday.isoformat()})
    plan = plan_week(task.association, monday, by=coordinator, now=NOW)
    assert made.location.endswith(f"/planer/{plan.id}")
    assert f"/planer/{plan.id}?kun=mangler" in client.get("/start").text
    gaps = client.get(f"/planer/{plan.id}?kun=mangler").text
    assert gaps.count("Spørg frivillige<") == 2


def test_nobody_else_reads_of_it() -> None:
    shift_next_week(make.make_task(), hours=0)
    assert waiting_for(make.make_association().coordinators[0], now=NOW) == []


def test_enough_people_are_not_worth_a_line() -> None:
    task = make.make_task()
    shift_next_week(task, hours=0, people=1)
    assert waiting_for(task.association.coordinators[0], now=NOW) == []
