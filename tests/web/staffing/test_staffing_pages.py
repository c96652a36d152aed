"""The pages of staffing: what they say, where errors stand, and what nobody may learn from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.conftest import app, database, sign_in
from web.core.clock import at_local_time, local_date
from web.core.errors import RuleError
from web.extensions import db
from web.staffing import jobs, runs
from web.staffing.models import Assignment, AssignmentStatus, Demand, StaffingPlan
from web.staffing.services import EventDraft, offer_help, plan_event
from web.tasks.models import SignupStatus, TaskStatus

__all__ = ["app", "database", "sign_in"]
pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def plan() -> StaffingPlan:
    """An event with one shift of two places."""
    afternoon = datetime.now(UTC).replace(hour=13, minute=0, second=0, microsecond=0)
    shift = make.make_shift(task=make.make_task(title="Boden"), starts_at=afternoon + timedelta(days=7))
    assert shift.starts_at is not None
    day, now = local_date(shift.starts_at), datetime.now(UTC)
    association = shift.task.association
    draft = EventDraft("Havnefest", day, day, [shift.task])
    return plan_event(association, draft, by=association.coordinators[0], now=now)


def run(plan: StaffingPlan) -> None:
    """Let the engine propose."""
    queued = runs.queue_run(plan, by=None, now=datetime.now(UTC))
    db.session.commit()
    jobs.run_staffing(run_id=queued.id)


def test_the_gap_stands_in_words_with_the_qualification(sign_in: SignIn, plan: StaffingPlan) -> None:
    make.make_skill(code="first_aid", name_da="Førstehjælp", name_en="First aid")
    assert plan.event is not None
    task = plan.event.tasks[0]
    make.save(Demand(task_id=task.id, minimum=2, needs={"first_aid": 1}))
    client = sign_in(plan.association.coordinators[0])
    page = client.get(f"/planer/{plan.id}?kun=mangler").text
    assert "Mangler 2, heraf 1 med førstehjælp" in page


def test_too_many_at_least_is_refused_at_its_field(sign_in: SignIn, plan: StaffingPlan) -> None:
    assert plan.event is not None
    client = sign_in(plan.association.coordinators[0])
    address = f"/planer/{plan.id}/krav/{plan.event.tasks[0].id}"
    page = client.post(address, data={"minimum": "9", "importance": "2"}).text
    assert 'id="minimum-error"' in page
    assert db.session.scalar(select(Demand)) is None


def test_a_proposal_can_be_accepted_or_refused_with_a_reason(sign_in: SignIn, plan: StaffingPlan) -> None:
    assert plan.event is not None
    for _ in range(2):
        volunteer = make.make_volunteer()
        offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=datetime.now(UTC))
    run(plan)
    first, second = db.session.scalars(select(Assignment).order_by(Assignment.id)).all()
    client = sign_in(plan.association.coordinators[0])
    client.post(f"/planer/{plan.id}/forslag/{first.id}/ja")
    without_reason = client.post(f"/planer/{plan.id}/forslag/{second.id}/nej", data={})
    assert without_reason.status_code == 200
    client.post(f"/planer/{plan.id}/forslag/{second.id}/nej", data={"reason": "other"})
    db.session.expire_all()
    assert (first.status, second.status) == (AssignmentStatus.ACCEPTED, AssignmentStatus.REFUSED)


def test_publishing_needs_the_list_that_was_shown(sign_in: SignIn, plan: StaffingPlan) -> None:
    assert plan.event is not None
    volunteer = make.make_volunteer()
    offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=datetime.now(UTC))
    run(plan)
    client = sign_in(plan.association.coordinators[0])
    client.post(f"/planer/{plan.id}/ja-til-alt")
    refused = client.post(f"/planer/{plan.id}/aendringer", data={"seen": "something else"})
    assert "error-summary" in refused.text
    assert plan.published_at is None


def test_a_protected_volunteer_goes_by_the_chosen_name_and_nothing_tells_the_way(
    sign_in: SignIn, plan: StaffingPlan
) -> None:
    assert plan.event is not None
    far = make.make_area(latitude=56.9, longitude=9.2)
    volunteer = make.make_volunteer(area=far, is_protected=True, known_as="Solveig", max_travel_minutes=5)
    offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=datetime.now(UTC))
    shift_id = plan.event.tasks[0].shifts[0].id
    client = sign_in(plan.association.coordinators[0])
    page = client.get(f"/planer/{plan.id}/vagter/{shift_id}").text
    assert "Solveig" in page
    assert volunteer.user.name not in page
    assert "længere væk" not in page
    insisting = client.get(f"/planer/{plan.id}/vagter/{shift_id}/saet/{volunteer.id}").text
    assert "længere væk" not in insisting


def test_an_event_without_days_is_refused_at_its_fields(sign_in: SignIn, plan: StaffingPlan) -> None:
    task = make.make_task(association=plan.association)
    client = sign_in(plan.association.coordinators[0])
    yesterday = (local_date(datetime.now(UTC)) - timedelta(days=1)).isoformat()
    page = client.post(
        f"/foreninger/{plan.association_id}/planer/arrangement",
        data={"title": "Fest", "first_on": yesterday, "last_on": yesterday, "tasks": [str(task.id)]},
    ).text
    assert 'id="last_on-error"' in page


def test_half_an_hour_after_midnight_yesterday_is_over() -> None:
    task, yesterday = make.make_task(), date(2026, 12, 31)
    draft = EventDraft("Fest", yesterday, yesterday, [task])
    now = at_local_time(yesterday + timedelta(days=1), 0, 30)
    with pytest.raises(RuleError):
        plan_event(task.association, draft, by=task.association.coordinators[0], now=now)


def test_a_volunteer_offers_and_takes_it_back(sign_in: SignIn, plan: StaffingPlan) -> None:
    volunteer = make.make_volunteer()
    client = sign_in(volunteer.user)
    address = f"/arrangementer/{plan.event_id}"
    assert 'id="hours-error"' in client.post(address, data={"hours": "0"}).text
    assert client.post(address, data={"hours": "8", "rest_hours": "2"}).status_code == 302
    assert "Gem" in client.get(address).text
    client.post(f"{address}/fortryd")
    assert "Ja, jeg vil gerne hjælpe" in client.get(address).text


def test_the_event_names_only_ones_shifts_on_its_days(sign_in: SignIn, plan: StaffingPlan) -> None:
    assert plan.event is not None
    volunteer = make.make_volunteer()
    client = sign_in(volunteer.user)
    before = make.make_shift(
        task=plan.event.tasks[0], starts_at=datetime.now(UTC) + timedelta(days=2), seats=2
    )
    make.make_signup(shift=before, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    assert "Dine vagter" not in client.get(f"/arrangementer/{plan.event_id}").text
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    during = make.make_shift(task=before.task, starts_at=noon + timedelta(days=7), seats=2)
    make.make_signup(shift=during, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    assert "Dine vagter" in client.get(f"/arrangementer/{plan.event_id}").text


def test_the_event_tells_nobody_of_a_draft(sign_in: SignIn, plan: StaffingPlan) -> None:
    assert plan.event is not None
    task = plan.event.tasks[0]
    client = sign_in(make.make_volunteer().user)
    assert task.title in client.get(f"/arrangementer/{plan.event_id}").text
    task.status = TaskStatus.DRAFT
    make.save(task)
    assert task.title not in client.get(f"/arrangementer/{plan.event_id}").text


def test_who_lacks_what_is_asked_for_later_is_shown_before_publishing(
    sign_in: SignIn, plan: StaffingPlan
) -> None:
    assert plan.event is not None
    volunteer = make.make_volunteer(user=make.make_user(name="Amira Holm"))
    offer_help(plan.event, volunteer, hours=9, rest_hours=0, by=volunteer.user, now=datetime.now(UTC))
    run(plan)
    client = sign_in(plan.association.coordinators[0])
    client.post(f"/planer/{plan.id}/ja-til-alt")
    plan_page, changes_page = f"/planer/{plan.id}", f"/planer/{plan.id}/aendringer"
    assert "Mangler noget" not in client.get(plan_page).text
    make.make_skill(code="first_aid", name_da="Førstehjælp", name_en="First aid")
    task = plan.event.tasks[0]
    make.save(Demand(task_id=task.id, required=["first_aid"]))
    shift_page = f"{plan_page}/vagter/{task.shifts[0].id}"
    for address in (plan_page, shift_page):
        assert "Mangler noget" in client.get(address).text
        assert "På denne vagt skal alle kunne: førstehjælp." in client.get(address).text
    page = client.get(changes_page).text
    assert "En har ikke det, vagten kræver" in page
    assert f'<a href="{shift_page}">Amira Holm på »Boden«' in page
    assert "På denne vagt skal alle kunne: førstehjælp." in page
