"""Small random problems of small jobs, shrinking to readable ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from matcher import AgeBand, Means, Place, Week
from matcher.small_jobs import Energy, Opening, Problem, YoungPerson
from tests.matcher.small_jobs.making import LIMITS, opening, problem, young_person

CODES = st.frozensets(st.sampled_from("abc"), max_size=2)
PLACES = st.builds(Place, st.sampled_from([56.46, 56.47, 56.60]), st.sampled_from([10.03, 10.05]))
WEEKS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(8, 18), st.integers(1, 4)).map(
        lambda t: (t[0], t[1], t[1] + t[2])
    ),
    min_size=1,
    max_size=3,
).map(Week.from_hours)
LEVELS = st.integers(0, 2)
ENERGY = st.builds(Energy, morning=LEVELS, noon=LEVELS, afternoon=LEVELS, evening=LEVELS)


@st.composite
def anybody(draw: st.DrawFn, name: str) -> YoungPerson:
    """A young person in whom everything may vary."""
    openings = st.frozensets(st.sampled_from(["o0", "o1", "o2"]), max_size=1)
    return young_person(
        name,
        place=draw(PLACES), free=draw(WEEKS), engagements=draw(st.just(Week()) | WEEKS), energy=draw(ENERGY),
        means=draw(st.frozensets(st.sampled_from(list(Means)), min_size=1, max_size=2)),
        max_travel_minutes=draw(st.sampled_from([10, 60])), age=draw(st.integers(12, 19)), is_at_school=draw(st.booleans()),
        start_minutes=draw(st.sampled_from([60, 90, 240])), goal_minutes=draw(st.none() | st.sampled_from([120, 600])),
        likes=draw(CODES), avoids=draw(st.just(frozenset()) | CODES), needs_support=draw(st.just(frozenset()) | CODES),
        wishes_support=draw(CODES), asked_for=draw(openings), blocked_openings=draw(openings),
        blocked_employers=draw(st.frozensets(st.just("bakery"), max_size=1)),
        urgency=draw(st.integers(1, 2)), waiting_days=draw(st.integers(0, 2)),
    )  # fmt: skip


@st.composite
def any_opening(draw: st.DrawFn, name: str) -> Opening:
    """An opening in which everything may vary."""
    least = draw(st.sampled_from([30, 60, 120]))
    return opening(
        name,
        place=draw(PLACES), week=draw(WEEKS), least_minutes=least, most_minutes=least * draw(st.integers(1, 4)),
        kind=draw(st.sampled_from(sorted(LIMITS))), employer=draw(st.sampled_from(["", "bakery"])), tasks=draw(CODES),
        strains=draw(st.just(frozenset()) | CODES), support=draw(CODES), seats=draw(st.integers(0, 2)),
        ages=draw(st.sampled_from([AgeBand(youngest=0, oldest=120), AgeBand(youngest=15, oldest=17)])),
    )  # fmt: skip


@st.composite
def varied_problems(draw: st.DrawFn) -> Problem:
    """Everything varies: for comparing what is possible."""
    people = [draw(anybody(f"p{i}")) for i in range(draw(st.integers(1, 4)))]
    return problem(people, [draw(any_opening(f"o{i}")) for i in range(draw(st.integers(1, 3)))])


@st.composite
def scarce_problems(draw: st.DrawFn) -> Problem:
    """Possible by blocked openings, scores by what is liked: for comparing plans."""
    openings = [
        opening(f"o{i}", tasks=draw(CODES), support=draw(CODES), seats=draw(st.integers(0, 2)))
        for i in range(draw(st.integers(1, 3)))
    ]
    names = st.sampled_from([one.id for one in openings])
    people = [
        young_person(
            f"p{i}", likes=draw(CODES), wishes_support=draw(CODES), blocked_openings=draw(st.frozensets(names)),
            urgency=draw(st.integers(1, 2)), waiting_days=draw(st.integers(0, 1)),
        )
        for i in range(draw(st.integers(1, 5)))
    ]  # fmt: skip
    pairs = st.frozensets(st.tuples(st.sampled_from([p.id for p in people]), names), max_size=2)
    return replace(problem(people, openings), declined_pairs=draw(pairs), published_pairs=draw(pairs))
