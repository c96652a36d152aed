"""Why this person, why not me, what would help, and whom to call."""

from __future__ import annotations

import pytest

from matcher import AgeBand
from matcher.errors import UnknownPerson
from matcher.shifts import (
    Bond,
    Obstacle,
    Team,
    Unblock,
    Why,
    forced,
    gaps,
    solve,
    who_to_call,
    why,
    why_not,
    worth_of_one_more,
)
from tests.matcher.shifts.making import at, problem, shift, volunteer


def test_somebody_on_a_shift_learns_what_it_would_lack_without_them() -> None:
    asked = problem([volunteer("v", skills=frozenset({"driving"}))], [shift("s", needs={"driving": 1})])
    codes = [reason.code for reason in why(asked, solve(asked), "v", "s")]
    assert codes == [Why.NEEDED_FOR_MINIMUM, Why.NEEDED_FOR_SKILL, Why.FEW_SHIFTS_LATELY, Why.GOOD_FIT]
    with pytest.raises(UnknownPerson):
        why(problem([volunteer("v")], [shift("s"), shift("t")]), solve(asked), "v", "t")


def test_a_fixed_assignment_is_explained_as_one() -> None:
    asked = problem([volunteer("v")], [shift("s")], fixed=frozenset({("v", "s")}))
    assert [reason.code for reason in why(asked, solve(asked), "v", "s")] == [Why.FIXED]


def test_a_broken_rule_is_named_with_what_would_remove_it() -> None:
    asked = problem([volunteer("v"), volunteer("w")], [shift("s", required_skills=frozenset({"driving"}))])
    told = why_not(asked, solve(asked), "v", "s")
    assert [reason.code for reason in told.reasons] == [Obstacle.SKILL]
    assert [reason.code for reason in told.unblocks] == [Unblock.LEARN_SKILL]


def test_nothing_is_promised_where_one_obstacle_cannot_be_removed() -> None:
    young = volunteer("v", age=12)
    asked = problem(
        [young], [shift("s", required_skills=frozenset({"x"}), ages=AgeBand(youngest=18, oldest=99))]
    )
    told = why_not(asked, solve(asked), "v", "s")
    assert {reason.code for reason in told.reasons} == {Obstacle.AGE, Obstacle.SKILL}
    assert told.unblocks == ()


def test_why_not_names_ones_own_shift_the_full_week_and_the_fuller_history() -> None:
    one = problem([volunteer("v")], [shift("a", 10, 12, importance=2), shift("b", 11, 13)])
    assert why_not(one, solve(one), "v", "b").reasons[0].parameters == {"shift": "a"}
    week = problem([volunteer("v", max_minutes_per_week=120)], [shift("a", importance=2), shift("b", day=1)])
    assert why_not(week, solve(week), "v", "b").reasons[0].code is Why.WEEK_IS_FULL
    fair = problem([volunteer("v", recent_shifts=3), volunteer("w")], [shift("s")])
    told = why_not(fair, solve(fair), "v", "s")
    assert told.reasons[0].code is Why.FULL_OTHERS_HAD_FEWER
    assert told.unblocks[0].code is Unblock.MORE_ROOM


def test_why_not_names_a_shift_without_enough_people() -> None:
    asked = problem([volunteer("v")], [shift("s", minimum=2, maximum=2)])
    told = why_not(asked, solve(asked), "v", "s")
    assert [reason.code for reason in told.reasons] == [Why.NOT_STAFFED]


def test_forcing_somebody_tells_what_it_costs_and_who_goes() -> None:
    asked = problem([volunteer("v", recent_shifts=1), volunteer("w")], [shift("s")])
    told = forced(asked, solve(asked), "v", "s")
    assert told.losses[:2] == (0, 210)
    assert (told.come, told.gone) == (frozenset({("v", "s")}), frozenset({("w", "s")}))


def test_gaps_come_with_what_is_missing_unstaffed_shifts_first() -> None:
    shifts = [shift("roomy", maximum=3), shift("big", day=1, minimum=3, maximum=3, needs={"driving": 1})]
    asked = problem([volunteer("v"), volunteer("w")], shifts)
    found = gaps(asked, solve(asked))
    assert [(gap.shift_id, gap.missing_heads, gap.free_places) for gap in found] == [
        ("big", 3, 3),
        ("roomy", 0, 1),
    ]
    assert found[0].missing_skills == (("driving", 1),)
    assert found[0].available == 2


def test_who_covers_is_called_first_then_who_fits_then_who_was_asked_least_recently() -> None:
    people = [
        volunteer("asked", last_asked_at=at(-20)),
        volunteer("never"),
        volunteer("long_ago", last_asked_at=at(-200)),
        volunteer("fan", wished_tasks=frozenset({"s"}), last_asked_at=at(-10)),
        volunteer("driver", skills=frozenset({"driving"}), last_asked_at=at(-10)),
        volunteer("sixth", last_asked_at=at(-19)),
        volunteer("young", age=10),
    ]
    asked = problem(
        people, [shift("s", minimum=9, maximum=9, needs={"driving": 1}, ages=AgeBand(youngest=18, oldest=99))]
    )
    called = [call.volunteer_id for call in who_to_call(asked, solve(asked), "s")]
    assert called == ["driver", "fan", "never", "long_ago", "asked"]


def test_nobody_is_called_for_a_full_shift_or_against_a_rule_of_the_plan() -> None:
    asked = problem([volunteer("v"), volunteer("w")], [shift("full"), shift("other", 17, 19, maximum=2)])
    plan = solve(asked)
    assert who_to_call(asked, plan, "full") == ()
    assert who_to_call(asked, plan, "other") == ()
    apart = (Team(id="t", bond=Bond.APART, volunteer_ids=("v", "w")),)
    enemies = problem([volunteer("v"), volunteer("w")], [shift("s", maximum=2)], teams=apart)
    assert who_to_call(enemies, solve(enemies), "s") == ()


def test_one_more_volunteer_is_worth_the_shift_that_could_not_be_staffed() -> None:
    asked = problem([volunteer("v")], [shift("s", minimum=2, maximum=2, importance=7)])
    assert worth_of_one_more(asked, solve(asked), volunteer("w"))[0] == 7
