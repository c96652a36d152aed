"""Teams in the plan: the same shifts or none, never those who are kept apart, and always a plan."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web import factories as make
from tests.web.staffing.test_planning import Fair, fair
from web.profiles.models import Volunteer
from web.staffing import engine
from web.staffing.intake import read_intake
from web.tasks.models import SignupStatus
from web.teams import services

__all__ = ["fair"]
pytestmark = pytest.mark.usefixtures("database")


def together(fair: Fair, *people: Volunteer) -> None:
    services.put_together(fair.plan.association, people, by=fair.by, now=fair.now)


def apart(fair: Fair, one: Volunteer, other: Volunteer) -> None:
    services.keep_apart(fair.plan.association, one, other, note="", by=fair.by, now=fair.now)


def has_place(fair: Fair, person: Volunteer, *, on: int = 0) -> None:
    """Give somebody a confirmed place on one of the two shifts."""
    shift = fair.shifts[on]
    seat = 1 + sum(signup.seat is not None for signup in shift.signups)
    make.make_signup(shift=shift, volunteer=person, status=SignupStatus.CONFIRMED, seat=seat)


def planned(fair: Fair) -> set[tuple[int, int]]:
    """Who is proposed where: volunteer id and number of the shift."""
    numbers = {shift.id: number for number, shift in enumerate(fair.shifts)}
    return {(one.volunteer_id, numbers[one.shift_id]) for one in fair.proposals()}


def test_a_team_gets_the_same_shifts_or_none(fair: Fair) -> None:
    one, other = fair.helper(), fair.helper()
    fair.helper()
    together(fair, one, other)
    fair.run()
    mine = {shift for who, shift in planned(fair) if who == one.id}
    assert mine
    assert mine == {shift for who, shift in planned(fair) if who == other.id}


def test_those_kept_apart_never_share_a_shift(fair: Fair) -> None:
    one, other = fair.helper(), fair.helper()
    apart(fair, one, other)
    fair.run()
    shifts = [shift for _, shift in planned(fair)]
    assert len(shifts) == len(set(shifts)) == 2


def test_the_friend_follows_where_one_has_a_place_already(fair: Fair) -> None:
    one, other = fair.helper(), fair.helper()
    has_place(fair, one)
    together(fair, one, other)
    fair.run()
    assert (other.id, 0) in planned(fair)


def test_who_took_a_place_alone_keeps_it_where_the_friend_cannot_come(fair: Fair) -> None:
    one, other = fair.helper(), fair.helper()
    fair.shifts[0].task.minimum_age = 18
    other.born_on = (fair.now - timedelta(days=365 * 16)).date()
    has_place(fair, one)
    together(fair, one, other)
    fair.run()
    assert not {pair for pair in planned(fair) if pair[0] in (one.id, other.id)}


def test_two_who_settled_to_meet_themselves_do_not_stop_the_plan(fair: Fair) -> None:
    one, other, third = fair.helper(), fair.helper(), fair.helper()
    has_place(fair, one)
    has_place(fair, other)
    apart(fair, one, other)
    fair.run()
    assert (third.id, 1) in planned(fair)
    assert len({pair for pair in planned(fair) if pair[0] in (one.id, other.id)}) <= 1


def test_nobody_is_planned_where_somebody_is_whom_they_must_not_meet(fair: Fair) -> None:
    one, other = make.make_volunteer(), fair.helper()
    has_place(fair, one)
    apart(fair, one, other)
    fair.run()
    assert planned(fair) == {(other.id, 1)}


def test_a_friend_who_does_not_offer_to_be_planned_in_holds_nobody_back(fair: Fair) -> None:
    one, other = fair.helper(), make.make_volunteer()
    make.make_signup(shift=fair.shifts[1], volunteer=other)
    together(fair, one, other)
    fair.run()
    assert {(one.id, 0), (one.id, 1)} <= planned(fair)


def test_a_chain_of_settled_places_and_teams_always_leaves_a_problem_that_can_be_solved(fair: Fair) -> None:
    people = [fair.helper() for _ in range(5)]
    has_place(fair, people[0])
    has_place(fair, people[1], on=1)
    together(fair, people[0], people[2])
    together(fair, people[2], people[3])
    together(fair, people[1], people[4])
    apart(fair, people[0], people[1])
    intake = read_intake(fair.plan, now=fair.now)
    problem = engine.problem_of(intake, skills=frozenset(), now=fair.now)
    assert problem is not None
    plan = engine.solve(problem, seconds=10)
    assert not engine.is_infeasible(plan)
    assert engine.findings(problem, plan) == []
