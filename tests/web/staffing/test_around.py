"""What a page asks about one shift is answered as from the whole plan, though only a part of it is read."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from tests.web.conftest import app, database
from tests.web.staffing.test_planning import Fair, fair
from web.core.clock import LOCAL_ZONE
from web.core.week import Week
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.staffing import engine, who_else
from web.staffing.around import Around, half_hours_of
from web.staffing.board import board_of, pairs_in
from web.staffing.intake import read_intake
from web.staffing.models import Assignment, AssignmentStatus, Leaving
from web.staffing.services import EventDraft, plan_event
from web.tasks.demand_services import DemandDraft, ask_for
from web.tasks.models import Shift, Signup, SignupStatus
from web.teams import services as teams

__all__ = ["app", "database", "fair"]
pytestmark = pytest.mark.usefixtures("database")
WORKDAY = range(12, 44)
"""The half hours from six in the morning to ten in the evening."""
FESTIVALS = range(3)


def festival(seed: int) -> tuple[Fair, random.Random]:
    """Two days with shifts that overlap, and people of every kind around them."""
    dice = random.Random(seed)
    make.make_skill(code="first_aid", name_da="Førstehjælp", name_en="First aid")
    noon = datetime.now(LOCAL_ZONE).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=7)
    task = make.make_task(title="Boden", minimum_age=18)
    shifts = [
        make.make_shift(
            task=task, starts_at=noon + timedelta(days=day, hours=hour), seats=dice.choice((1, 2, 3))
        )
        for day in (0, 1)
        for hour in (0, 1, 3)
    ]
    draft = EventDraft("Havnefest", noon.date(), (noon + timedelta(days=1)).date(), [task])
    now = datetime.now(UTC)
    plan = plan_event(task.association, draft, by=task.association.coordinators[0], now=now)
    fair = Fair(plan, task, shifts)
    for shift in shifts[::2]:
        demand = (
            DemandDraft(required=["first_aid"]) if dice.random() < 0.3 else DemandDraft(minimum=shift.seats)
        )
        ask_for(task, demand, shift=shift, by=fair.by, now=now)
    people = [person(fair, dice, noon) for _ in range(24)]
    for one in people:
        involve(fair, one, dice)
    for _ in range(4):
        first, second = dice.sample(people, 2)
        if dice.random() < 0.5:
            teams.put_together(plan.association, [first, second], by=fair.by, now=now)
        else:
            teams.keep_apart(plan.association, first, second, note="", by=fair.by, now=now)
    db.session.flush()
    return fair, dice


def person(fair: Fair, dice: random.Random, noon: datetime) -> Volunteer:
    """Somebody who offers to be planned in, or not; free on one of the days, on both, or who has said nothing."""
    days = dice.choice(((noon,), (noon + timedelta(days=1),), (noon, noon + timedelta(days=1)), ()))
    values = {
        "week": Week.from_slots((day.weekday(), slot) for day in days for slot in WORKDAY),
        "born_on": (noon - timedelta(days=365 * dice.choice((16, 30, 60)))).date(),
        "max_travel_minutes": dice.choice((5, 40)),
    }
    is_offering = dice.random() < 0.7
    one = (
        fair.helper(hours=dice.choice((2, 4, 20)), **values) if is_offering else make.make_volunteer(**values)
    )
    if dice.random() < 0.2:
        one.status = VolunteerStatus.PAUSED
    return one


def involve(fair: Fair, one: Volunteer, dice: random.Random) -> None:
    """Let them ask, have a place, be planned, be taken off or say no; sometimes they have something elsewhere."""
    for shift in dice.sample(fair.shifts, 2):
        free = shift.seats - sum(signup.seat is not None for signup in shift.signups)
        what = dice.randrange(8)
        if what == 0:
            make.make_signup(
                shift=shift,
                volunteer=one,
                status=dice.choice((SignupStatus.REQUESTED, SignupStatus.CANCELLED)),
            )
        elif what in (1, 2) and free and is_old_enough(one) and is_idle(one, shift):
            seat = shift.seats - free + 1
            make.make_signup(shift=shift, volunteer=one, status=SignupStatus.CONFIRMED, seat=seat)
            if what == 2:
                plan_in(fair, one, shift, AssignmentStatus.PUBLISHED, dice.choice((None, Leaving.DECIDED)))
        elif what in (3, 4):
            standing = (AssignmentStatus.PROPOSED, AssignmentStatus.ACCEPTED, AssignmentStatus.REFUSED)
            plan_in(fair, one, shift, dice.choice(standing), None)
    if dice.random() < 0.2 and is_idle(one, fair.shifts[0]):
        elsewhere = make.make_shift(starts_at=fair.shifts[0].starts_at)
        make.make_signup(shift=elsewhere, volunteer=one, status=SignupStatus.CONFIRMED, seat=1)


def is_old_enough(one: Volunteer) -> bool:
    """Whether the database would give them a seat."""
    assert one.born_on is not None
    return one.born_on.year < datetime.now(UTC).year - 20


def is_idle(one: Volunteer, shift: Shift) -> bool:
    """Whether they have nothing at that time."""
    assert shift.starts_at is not None
    assert shift.ends_at is not None
    start, end = shift.starts_at, shift.ends_at
    return all(
        other.starts_at is None or other.ends_at is None or other.ends_at <= start or other.starts_at >= end
        for other in held_by(one)
    )


def held_by(one: Volunteer) -> list[Shift]:
    """The shifts they have a seat on."""
    mine = select(Shift).join(Signup, Signup.shift_id == Shift.id)
    return list(db.session.scalars(mine.where(Signup.volunteer_id == one.id, Signup.seat.is_not(None))))


def plan_in(
    fair: Fair, one: Volunteer, shift: Shift, status: AssignmentStatus, leaving: Leaving | None
) -> None:
    """Write an assignment of the plan."""
    make.save(Assignment(plan=fair.plan, shift=shift, volunteer=one, status=status, leaving=leaving))


def told_by_the_whole(fair: Fair, shift: Shift) -> dict[int, engine.Answer]:
    """Why not, of everybody whom the engine knows when it is told of the whole plan."""
    intake = read_intake(fair.plan, now=fair.now)
    problem = engine.problem_of(intake, skills=frozenset({"first_aid"}), now=fair.now)
    assert problem is not None
    plan = engine.current_plan(problem, pairs_in(fair.plan, [one.id for one in fair.shifts]))
    pairs = [(one.id, shift.id) for one in intake.volunteers]
    return {pair[0]: engine.why_not(problem, plan, pair) for pair in pairs if engine.knows(problem, pair)}


@pytest.mark.parametrize("seed", FESTIVALS)
def test_a_part_of_the_plan_answers_as_the_whole_one(seed: int) -> None:
    fair, dice = festival(seed)
    for shift in fair.shifts:
        expected = told_by_the_whole(fair, shift)
        around = Around(fair.plan, shift, now=fair.now)
        everybody = list(around.helpers)
        dice.shuffle(everybody)
        found: dict[int, engine.Answer] = {}
        for start in range(0, len(everybody), 3):
            found |= around.answers(everybody[start : start + 3])
        assert found == expected


@pytest.mark.parametrize("seed", FESTIVALS)
def test_the_list_is_the_same_as_if_everybody_had_been_asked_about(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair, _ = festival(seed)
    monkeypatch.setattr(who_else, "GROUP", 2)
    for line in board_of(fair.plan):
        told = told_by_the_whole(fair, line.shift)
        others = {one: answer for one, answer in told.items() if one not in line.people}
        expected = sorted(others, key=lambda one: who_else.rank_of(one, others))[:4]
        around = Around(fair.plan, line.shift, now=fair.now)
        assert list(who_else.who_else(around, line.people, most=4)) == expected


def test_festivals_hold_every_kind_of_answer() -> None:
    fair, _ = festival(FESTIVALS[0])
    codes = {
        reason["code"]
        for shift in fair.shifts
        for answer in told_by_the_whole(fair, shift).values()
        for reason in answer.reasons
    }
    assert {"not_free_then", "has_another_shift_at_that_time", "assignment_was_declined"} <= codes


def test_who_has_nothing_in_the_way_comes_before_who_would_have_to_give_something_up(fair: Fair) -> None:
    busy, idle = fair.helper(hours=2), fair.helper()
    plan_in(fair, busy, fair.shifts[1], AssignmentStatus.ACCEPTED, None)
    found = who_else.who_else(Around(fair.plan, fair.shifts[0], now=fair.now), (), most=2)
    assert list(found) == [idle.id, busy.id]
    assert found[idle.id].in_the_way == 0


def test_a_shift_touches_the_half_hours_it_runs_through(fair: Fair) -> None:
    shift = fair.shifts[0]
    start = datetime(2027, 5, 3, 22, 10, tzinfo=LOCAL_ZONE)
    shift.starts_at, shift.ends_at = start, start + timedelta(hours=2)
    assert list(half_hours_of(shift).intervals()) == [(0, 22 * 60, 24 * 60), (1, 0, 30)]
