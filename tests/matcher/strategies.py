"""Small random problems, shrinking to readable ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from matcher import AgeBand, Means, Mentor, Place, Problem, Request, Week
from matcher.people import EVERYONE
from tests.matcher.making import DAY, TOWN, mentor, request

CODES = st.frozensets(st.sampled_from("abcd"), max_size=3)
LEVELS = st.dictionaries(st.sampled_from(["da", "ar", "so"]), st.integers(1, 3), max_size=2)
PLACES = st.builds(
    Place,
    st.sampled_from([56.40, 56.46, 56.47, 56.55]),
    st.sampled_from([9.90, 10.03, 10.05, 10.40]),
    st.just(""),
    st.booleans(),
)
MEANS = st.frozensets(st.sampled_from(list(Means)), max_size=3)
WEEKS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(8, 11), st.integers(0, 4)).map(
        lambda t: (t[0], t[1], t[1] + t[2] / 2)
    ),
    max_size=3,
).map(Week.from_hours)
BANDS = st.tuples(st.integers(10, 40), st.integers(0, 30)).map(
    lambda t: AgeBand(youngest=t[0], oldest=t[0] + t[1])
)


@st.composite
def anybody_mentor(draw: st.DrawFn, name: str) -> Mentor:
    """A mentor in whom everything may vary."""
    return mentor(
        name,
        place=draw(PLACES), means=draw(MEANS), week=draw(WEEKS), max_travel_minutes=draw(st.sampled_from([0, 10, 40, 90])),
        age=draw(st.integers(18, 80)), gender=draw(st.sampled_from([None, "f", "m"])), languages=draw(LEVELS),
        clearances=draw(st.sampled_from([{}, {"boerneattest": None}, {"boerneattest": DAY}])),
        accepts_ages=draw(st.just(EVERYONE) | BANDS), experience=draw(CODES), interests=draw(CODES), skills=draw(CODES),
        goals=draw(CODES), kind=draw(st.sampled_from(["", "a", "b"])), schools=draw(CODES), capacity=draw(st.integers(0, 2)),
        place_price=draw(st.sampled_from([0, 3_333, 10_000])),
    )  # fmt: skip


@st.composite
def anybody_request(draw: st.DrawFn, name: str) -> Request:
    """A request in which everything may vary."""
    mentors = st.frozensets(st.sampled_from(["m0", "m1", "m2"]), max_size=1)
    return request(
        name,
        place=draw(PLACES), means=draw(MEANS), week=draw(WEEKS), max_travel_minutes=draw(st.sampled_from([0, 10, 40, 90])),
        age=draw(st.integers(12, 29)), urgency=draw(st.integers(1, 3)), waiting_days=draw(st.integers(0, 2)),
        languages=draw(LEVELS), required_languages=draw(st.just({}) | LEVELS), spoken_languages=draw(LEVELS), small_job_hours=draw(WEEKS),
        goals=draw(CODES), interests=draw(CODES), required_experience=draw(st.just(frozenset()) | CODES),
        helpful_experience=draw(CODES), mentor_gender=draw(st.sampled_from([None, None, "f"])),
        mentor_ages=draw(st.none() | BANDS), mentor_kinds=draw(CODES), blocked_mentors=draw(mentors),
        failed_mentors=draw(mentors), mentors_without_room=draw(mentors), continuity_mentors=draw(mentors), school=draw(st.none() | st.sampled_from("abcd")),
    )  # fmt: skip


@st.composite
def varied_problems(draw: st.DrawFn) -> Problem:
    """Everything varies: for comparing what is feasible and how it scores."""
    requests = [draw(anybody_request(f"r{i}")) for i in range(draw(st.integers(1, 4)))]
    mentors = [draw(anybody_mentor(f"m{i}")) for i in range(draw(st.integers(1, 4)))]
    return Problem(requests=tuple(requests), mentors=tuple(mentors), day=DAY)


@st.composite
def scarce_problems(
    draw: st.DrawFn, *, most: int = 5, with_minimums: bool = True, with_teams: bool = True
) -> Problem:
    """Feasibility by blocked pairs and scores by interests: for comparing plans."""
    mentors = [
        mentor(
            f"m{i}",
            interests=draw(CODES),
            age=draw(st.integers(30, 31)),
            capacity=draw(st.integers(0, 2)),
        )
        for i in range(draw(st.integers(1, 4)))
    ]
    if with_minimums and draw(st.booleans()):
        mentors = [replace(m, minimum=draw(st.integers(0, min(1, m.capacity)))) for m in mentors]
    names = [m.id for m in mentors]
    requests = [
        request(
            f"r{i}",
            interests=draw(CODES),
            urgency=draw(st.integers(1, 2)),
            waiting_days=draw(st.integers(0, 1)),
            demand=draw(st.sampled_from([1, 1, 2])) if with_teams else 1,
            blocked_mentors=draw(st.frozensets(st.sampled_from(names))),
        )
        for i in range(draw(st.integers(1, most)))
    ]
    pairs = st.tuples(st.sampled_from([r.id for r in requests]), st.sampled_from(names))
    return Problem(
        requests=tuple(requests),
        mentors=tuple(mentors),
        day=DAY,
        declined_pairs=draw(st.frozensets(pairs, max_size=1)),
        published_pairs=draw(st.frozensets(pairs, max_size=3)),
    )


@st.composite
def crowded_problems(draw: st.DrawFn, *, with_fixed_pair: bool = False) -> Problem:
    """Few mentors, close by, whom many would need if one thing were different."""
    mondays, tuesdays = (Week.from_hours([(day, 17, 19)]) for day in (0, 1))
    teens = AgeBand(youngest=12, oldest=15)
    mentors = [
        mentor(
            f"m{i}", week=draw(st.sampled_from([mondays, tuesdays])), gender=draw(st.sampled_from("fm")),
            age=draw(st.sampled_from([30, 60])), accepts_ages=draw(st.sampled_from([EVERYONE, EVERYONE, teens])),
            experience=draw(st.sampled_from([frozenset(), frozenset("a")])), capacity=draw(st.integers(0, 2)),
            interests=draw(CODES), languages=draw(st.sampled_from([{"da": 3}, {"da": 3, "ar": 2}])),
            clearances=draw(st.sampled_from([{}, {"boerneattest": None}])), pending_clearances=frozenset({"boerneattest"}),
        )
        for i in range(draw(st.integers(2, 4)))
    ]  # fmt: skip
    requests = [
        request(
            f"r{i}", week=draw(st.sampled_from([mondays, mondays | tuesdays])), age=draw(st.sampled_from([14, 17])),
            place=replace(TOWN, latitude=draw(st.sampled_from([56.46, 56.50]))),
            max_travel_minutes=draw(st.sampled_from([10, 30])), urgency=draw(st.integers(1, 2)),
            waiting_days=draw(st.integers(0, 1)), demand=draw(st.sampled_from([1, 1, 1, 2])),
            mentor_gender=draw(st.sampled_from([None, None, "f"])), interests=draw(CODES),
            required_experience=draw(st.sampled_from([frozenset(), frozenset(), frozenset("a")])),
            required_languages=draw(st.sampled_from([{}, {}, {"ar": 1}])),
            languages=draw(st.sampled_from([{"da": 2}, {"da": 2}, {"so": 2}])), spoken_languages=draw(LEVELS),
        )
        for i in range(draw(st.integers(2, 7)))
    ]  # fmt: skip
    crowded = Problem(requests=tuple(requests), mentors=tuple(mentors), day=DAY)
    feasible = [
        (r.id, m.id) for r in requests for m in mentors if m.capacity and not crowded.broken_rules(r, m)
    ]
    if not with_fixed_pair or not feasible:
        return crowded
    return replace(crowded, fixed_pairs=draw(st.frozensets(st.sampled_from(feasible), max_size=1)))
