"""From offers to a published plan: proposals, decisions, the list of changes, and what happens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web.conftest import app, database
from web.accounts.models import User
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer
from web.staffing import decisions, jobs, runs
from web.staffing.board import board_of
from web.staffing.changes import changes_of
from web.staffing.models import Assignment, AssignmentStatus, HelpOffer, Leaving, StaffingPlan
from web.staffing.publishing import publish_plan
from web.staffing.services import EventDraft, offer_help, plan_event
from web.tasks.demand_services import DemandDraft, ask_for
from web.tasks.models import Shift, Signup, SignupStatus, Task

__all__ = ["app", "database"]
pytestmark = pytest.mark.usefixtures("database")
SUNDAY = 6
TODAY_NOON = datetime.now(UTC).replace(hour=13, minute=0, second=0, microsecond=0)


@dataclass
class Fair:
    """An event with one task on two afternoons."""

    plan: StaffingPlan
    task: Task
    shifts: list[Shift]

    @property
    def by(self) -> User:
        return self.plan.association.coordinators[0]

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def helper(self, *, hours: int = 20, **values: object) -> Volunteer:
        """Somebody who offers to be planned in."""
        volunteer = make.make_volunteer(**values)
        assert self.plan.event is not None
        offer_help(self.plan.event, volunteer, hours=hours, rest_hours=0, by=volunteer.user, now=self.now)
        return volunteer

    def run(self) -> None:
        """Let the engine propose."""
        run = runs.queue_run(self.plan, by=self.by, now=self.now)
        db.session.commit()
        jobs.run_staffing(run_id=run.id)
        db.session.refresh(run)
        assert run.failure is None

    def publish(self) -> None:
        """Publish what has been decided."""
        seen = changes_of(self.plan, now=self.now).fingerprint
        publish_plan(self.plan, seen=seen, by=self.by, now=self.now)

    def proposals(self) -> list[Assignment]:
        """What the engine proposes."""
        return self.of(AssignmentStatus.PROPOSED)

    def of(self, status: AssignmentStatus) -> list[Assignment]:
        """The assignments of a status, by shift."""
        found = select(Assignment).where(Assignment.status == status).order_by(Assignment.shift_id)
        return list(db.session.scalars(found))


@pytest.fixture
def fair() -> Fair:
    """Two afternoons of one week with two places each, a week from now."""
    task = make.make_task(title="Boden")
    start = TODAY_NOON + timedelta(days=7)
    if start.weekday() == SUNDAY:
        start += timedelta(days=1)
    shifts = [make.make_shift(task=task, starts_at=start + timedelta(days=day)) for day in (0, 1)]
    draft = EventDraft("Havnefest", start.date(), (start + timedelta(days=1)).date(), [task])
    now = datetime.now(UTC)
    plan = plan_event(task.association, draft, by=task.association.coordinators[0], now=now)
    return Fair(plan, task, shifts)


def test_those_who_offer_are_proposed_and_get_their_place_and_one_mail_when_published(fair: Fair) -> None:
    volunteer = fair.helper()
    fair.run()
    assert {one.shift_id for one in fair.proposals()} == {shift.id for shift in fair.shifts}
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    assert not db.session.scalars(select(Signup)).all()
    fair.publish()
    signups = db.session.scalars(select(Signup)).all()
    assert [one.status for one in signups] == [SignupStatus.CONFIRMED] * 2
    mails = select(OutboxMessage).where(OutboxMessage.user_id == volunteer.user_id)
    (mail,) = db.session.scalars(mails).all()
    assert mail.body.count("Boden") == 2
    assert changes_of(fair.plan, now=fair.now).people == ()


def test_nobody_who_has_not_offered_or_asked_is_planned_in(fair: Fair) -> None:
    make.make_volunteer()
    asking = make.make_volunteer()
    make.make_signup(shift=fair.shifts[0], volunteer=asking)
    fair.run()
    assert [(one.volunteer_id, one.shift_id) for one in fair.proposals()] == [(asking.id, fair.shifts[0].id)]


def test_a_shift_that_cannot_reach_its_minimum_is_left_empty_and_said(fair: Fair) -> None:
    ask_for(fair.task, DemandDraft(minimum=2), by=fair.by, now=fair.now)
    fair.helper()
    fair.run()
    assert fair.proposals() == []
    run = runs.newest_run(fair.plan)
    assert run is not None
    assert sorted(run.unstaffed) == sorted(shift.id for shift in fair.shifts)
    assert [line.missing.heads for line in board_of(fair.plan)] == [2, 2]


def test_a_missing_qualification_is_a_gap_until_somebody_brings_it(fair: Fair) -> None:
    skill = make.make_skill(code="first_aid")
    fair.helper()
    ask_for(fair.task, DemandDraft(needs={"first_aid": 1}), by=fair.by, now=fair.now)
    fair.run()
    assert fair.proposals() == []
    expert = fair.helper(skills=[skill])
    fair.run()
    assert [line.missing.qualifications for line in board_of(fair.plan)] == [(), ()]
    assert expert.id in {one.volunteer_id for one in fair.proposals()}


def test_more_people_than_places_cannot_be_asked_for(fair: Fair) -> None:
    with pytest.raises(RuleError) as caught:
        ask_for(fair.task, DemandDraft(minimum=3), by=fair.by, now=fair.now)
    assert caught.value.field == "minimum"


def test_who_is_refused_is_not_proposed_again(fair: Fair) -> None:
    fair.helper()
    fair.run()
    first = fair.proposals()[0]
    decisions.refuse(first, reason="other", by=fair.by, now=fair.now)
    fair.run()
    assert [one.shift_id for one in fair.proposals()] == [fair.shifts[1].id]


def test_the_second_of_two_answers_is_told_that_somebody_was_faster(fair: Fair) -> None:
    fair.helper()
    fair.run()
    first = fair.proposals()[0]
    decisions.accept(first, by=fair.by, now=fair.now)
    with pytest.raises(TransitionError):
        decisions.accept(first, by=fair.by, now=fair.now)


def test_publishing_another_list_than_the_one_seen_changes_nothing(fair: Fair) -> None:
    fair.helper()
    fair.run()
    seen = changes_of(fair.plan, now=fair.now).fingerprint
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    with pytest.raises(RuleError):
        publish_plan(fair.plan, seen=seen, by=fair.by, now=fair.now)
    assert not db.session.scalars(select(Signup)).all()


def test_what_is_accepted_stays_in_the_next_plan(fair: Fair) -> None:
    volunteer = fair.helper()
    fair.run()
    decisions.accept(fair.proposals()[0], by=fair.by, now=fair.now)
    for _ in range(3):
        fair.helper()
    fair.run()
    kept = fair.of(AssignmentStatus.ACCEPTED)
    assert [(one.volunteer_id, one.shift_id) for one in kept] == [(volunteer.id, fair.shifts[0].id)]


def test_somebody_taken_off_leaves_only_when_it_is_published(fair: Fair) -> None:
    fair.helper()
    fair.run()
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    fair.publish()
    one = fair.of(AssignmentStatus.PUBLISHED)[0]
    decisions.take_off(one, by=fair.by, now=fair.now)
    statuses = db.session.scalars(select(Signup.status)).all()
    assert set(statuses) == {SignupStatus.CONFIRMED}
    fair.publish()
    assert sorted(db.session.scalars(select(Signup.status)).all()) == ["cancelled", "confirmed"]
    fair.run()
    assert one.shift_id not in {other.shift_id for other in fair.proposals()}


def test_a_published_volunteer_may_be_moved_but_only_as_a_proposal(fair: Fair) -> None:
    for shift in fair.shifts:
        shift.seats = 1
    skill = make.make_skill(code="first_aid")
    fair.helper(hours=2)
    fair.run()
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    fair.publish()
    ask_for(fair.task, DemandDraft(needs={"first_aid": 1}), by=fair.by, now=fair.now)
    fair.helper(skills=[skill])
    fair.run()
    (published,) = fair.of(AssignmentStatus.PUBLISHED)
    assert published.leaving is Leaving.PROPOSED
    assert changes_of(fair.plan, now=fair.now).leave == []
    decisions.keep(published, by=fair.by, now=fair.now)
    assert published.leaving is None


def test_a_full_shift_takes_nobody_more(fair: Fair) -> None:
    helpers = [fair.helper() for _ in range(3)]
    for one in helpers[:2]:
        decisions.insist(fair.plan, fair.shifts[0], one, by=fair.by, now=fair.now)
    with pytest.raises(RuleError):
        decisions.insist(fair.plan, fair.shifts[0], helpers[2], by=fair.by, now=fair.now)


def test_nobody_is_put_on_a_shift_who_has_not_offered(fair: Fair) -> None:
    with pytest.raises(RuleError):
        decisions.insist(fair.plan, fair.shifts[0], make.make_volunteer(), by=fair.by, now=fair.now)


def test_who_cancelled_is_not_put_back_behind_their_back(fair: Fair) -> None:
    volunteer = fair.helper()
    make.make_signup(shift=fair.shifts[0], volunteer=volunteer, status=SignupStatus.CANCELLED)
    with pytest.raises(RuleError):
        decisions.insist(fair.plan, fair.shifts[0], volunteer, by=fair.by, now=fair.now)
    fair.run()
    assert fair.shifts[0].id not in {one.shift_id for one in fair.proposals()}


def test_who_is_confirmed_elsewhere_at_that_time_is_not_proposed(fair: Fair) -> None:
    volunteer = fair.helper()
    elsewhere = make.make_shift(starts_at=fair.shifts[0].starts_at)
    make.make_signup(shift=elsewhere, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    fair.run()
    assert [one.shift_id for one in fair.proposals()] == [fair.shifts[1].id]


def test_a_clash_that_came_up_after_accepting_refuses_the_whole_publication(fair: Fair) -> None:
    volunteer, other = fair.helper(), fair.helper()
    fair.run()
    decisions.accept_all(fair.plan, by=fair.by, now=fair.now)
    elsewhere = make.make_shift(starts_at=fair.shifts[0].starts_at)
    make.make_signup(shift=elsewhere, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)
    db.session.commit()
    with pytest.raises(RuleError):
        fair.publish()
    db.session.rollback()
    mine = select(Signup).where(Signup.volunteer_id.in_([volunteer.id, other.id]))
    assert {one.shift_id for one in db.session.scalars(mine)} == {elsewhere.id}


def test_a_run_that_was_done_is_not_done_again(fair: Fair) -> None:
    fair.helper()
    fair.run()
    ids = [one.id for one in fair.proposals()]
    run = runs.newest_run(fair.plan)
    assert run is not None
    jobs.run_staffing(run_id=run.id)
    assert [one.id for one in fair.proposals()] == ids


def test_a_run_whose_worker_was_killed_starts_again_and_writes_once(fair: Fair) -> None:
    fair.helper()
    run = runs.queue_run(fair.plan, by=fair.by, now=fair.now)
    runs.begin_run(run, now=fair.now)
    db.session.commit()
    jobs.run_staffing(run_id=run.id)
    assert len(fair.proposals()) == 2


def test_one_run_at_a_time_for_a_plan(fair: Fair) -> None:
    runs.queue_run(fair.plan, by=fair.by, now=fair.now)
    with pytest.raises(RuleError):
        runs.queue_run(fair.plan, by=fair.by, now=fair.now)


def test_a_run_nobody_hears_of_is_failed(fair: Fair) -> None:
    run = runs.queue_run(fair.plan, by=fair.by, now=fair.now)
    later = fair.now + timedelta(minutes=6)
    assert runs.silent_runs(now=later) == [run]
    runs.fail_run(run, reason="silent", now=later)
    assert runs.silent_runs(now=later) == []


def test_an_event_that_ends_before_it_begins_is_refused_at_its_field(fair: Fair) -> None:
    day = fair.plan.first_on
    draft = EventDraft("Fest", day, day - timedelta(days=1), [])
    with pytest.raises(RuleError) as caught:
        plan_event(fair.plan.association, draft, by=fair.by, now=fair.now)
    assert caught.value.field == "last_on"


def test_a_task_belongs_to_one_event(fair: Fair) -> None:
    draft = EventDraft("Fest", fair.plan.first_on, fair.plan.last_on, [fair.task])
    with pytest.raises(RuleError) as caught:
        plan_event(fair.plan.association, draft, by=fair.by, now=fair.now)
    assert caught.value.field == "tasks"


def test_an_offer_is_kept_once(fair: Fair) -> None:
    volunteer = fair.helper(hours=3)
    assert fair.plan.event is not None
    offer_help(fair.plan.event, volunteer, hours=5, rest_hours=1, by=volunteer.user, now=fair.now)
    (offer,) = db.session.scalars(select(HelpOffer)).all()
    assert (offer.minutes_per_week, offer.rest_minutes) == (300, 60)
