"""Who cannot do two shifts, worked out by arrays and bits, against the plain definition pair by pair."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.shifts import Engagement, Shift, Volunteer
from matcher.shifts.candidates import Candidates
from matcher.shifts.clashes import Clashes
from matcher.shifts.cliques import CliqueFinder
from matcher.shifts.timing import are_too_close
from matcher.travel import Means, Place
from tests.matcher.shifts.making import TOWN, VILLAGE, problem, shift, span, volunteer
from tests.matcher.shifts.test_brute_force import QUIET

FARM = Place(56.50, 10.10, area="landsby")
PLACES = st.sampled_from([TOWN, TOWN, VILLAGE, FARM])


@st.composite
def crowded_shifts(draw: st.DrawFn) -> list[Shift]:
    found = []
    for number in range(draw(st.integers(2, 14))):
        start = draw(st.integers(16, 40)) / 2
        end = start + draw(st.integers(1, 8)) / 2
        found.append(shift(f"s{number}", start, end, day=draw(st.integers(0, 1)), place=draw(PLACES)))
    return found


@st.composite
def travellers(draw: st.DrawFn) -> Volunteer:
    return volunteer(
        "v",
        means=frozenset(draw(st.sets(st.sampled_from(list(Means))))),
        rest_minutes=draw(st.sampled_from([0, 30, 480])),
        max_travel_minutes=500,
    )


def plain_cliques(shifts: list[Shift], person: Volunteer) -> list[set[int]]:
    """From each clash that is in no clique so far, in order: everybody who clashes with all before."""
    order = sorted(range(len(shifts)), key=lambda number: (shifts[number].starts_at, number))
    clashes = {
        frozenset((one, other))
        for one, other in combinations(order, 2)
        if are_too_close(shifts[one], shifts[other], volunteer=person)
    }
    found: list[set[int]] = []
    for one, other in combinations(order, 2):
        if {one, other} in clashes and not any({one, other} <= clique for clique in found):
            clique = [one, other]
            for more in order:
                if more not in clique and all({more, member} in clashes for member in clique):
                    clique.append(more)
            found.append(set(clique))
    return found


@QUIET
@given(crowded_shifts(), travellers(), st.data())
def test_the_quick_cliques_are_those_of_the_plain_definition(
    shifts: list[Shift], person: Volunteer, data: st.DataObject
) -> None:
    mine = sorted(data.draw(st.sets(st.sampled_from(range(len(shifts))), min_size=2)))
    finder = CliqueFinder(Clashes(shifts))
    found = finder.of(np.array(mine, np.int64), volunteer=person)
    assert [set(clique) for clique in found] == plain_cliques([shifts[row] for row in mine], person)
    assert finder.of(np.array(mine, np.int64), volunteer=person) is found


@QUIET
@given(crowded_shifts(), travellers())
def test_cliques_cover_every_clash_and_hold_nothing_else(shifts: list[Shift], person: Volunteer) -> None:
    cliques = CliqueFinder(Clashes(shifts)).of(np.arange(len(shifts)), volunteer=person)
    for one, other in combinations(range(len(shifts)), 2):
        together = any({one, other} <= set(clique) for clique in cliques)
        assert together == are_too_close(shifts[one], shifts[other], volunteer=person)


def test_ways_between_many_places_are_worked_out_as_they_are_asked_for() -> None:
    shifts = [
        shift(f"s{n}", 8 + n % 10, 9 + n % 10, place=Place(56.4 + n / 20_000, 10.0)) for n in range(1_600)
    ]
    person = volunteer("v", rest_minutes=15)
    rows = np.arange(0, 1_600, 97)
    cliques = CliqueFinder(Clashes(shifts)).of(rows, volunteer=person)
    assert [set(clique) for clique in cliques] == plain_cliques([shifts[row] for row in rows], person)


@QUIET
@given(crowded_shifts(), st.lists(travellers(), min_size=1, max_size=4), st.data())
def test_the_quick_test_of_engagements_agrees_with_the_readable_rule(
    shifts: list[Shift], people: list[Volunteer], data: st.DataObject
) -> None:
    hours = st.tuples(st.integers(8, 18), st.integers(1, 4), st.integers(0, 1), PLACES)
    busy = [
        volunteer(
            f"v{number}",
            means=person.means,
            rest_minutes=person.rest_minutes,
            max_travel_minutes=500,
            max_minutes_per_week=600,
            engagements=tuple(
                Engagement(during=span(start, start + length, day=day), place=place)
                for start, length, day, place in data.draw(st.lists(hours, max_size=2))
            ),
        )
        for number, person in enumerate(people)
    ]
    asked = problem(busy, shifts)
    candidates = Candidates(asked)
    for work in shifts:
        possible = {busy[row].id for row in candidates.of(work)[0].tolist()}
        assert possible == {person.id for person in busy if not asked.broken_rules(person, work)}
