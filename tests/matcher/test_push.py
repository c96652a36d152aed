"""Who is served is the same whether single searches or labels find the places."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.candidates import Pairs
from matcher.mentoring.levels import Level, Seats
from matcher.mentoring.service import Service, serve_in_order


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Pairs, Seats, np.typing.NDArray[np.int32]]:
    """Many requests of few levels for few mentors; some ask for two."""
    requests, mentors = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    rows = [sorted(draw(st.sets(st.integers(0, mentors - 1), max_size=3))) for _ in range(requests)]
    start = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    mentor = np.array([m for row in rows for m in row], np.int32)
    demand = [draw(st.sampled_from([1, 1, 2])) for _ in range(requests)]
    first = [draw(st.integers(0, 3)) for _ in range(requests)]
    level = [first[r] + 4 * seat for r in range(requests) for seat in range(demand[r])]
    seats = Seats(
        np.cumsum([0, *demand]).astype(np.int32),
        np.repeat(np.arange(requests, dtype=np.int32), demand),
        np.array(level, np.int32),
        tuple(Level(1, 0, number) for number in range(8)),
    )
    capacity = np.array([draw(st.integers(0, 3)) for _ in range(mentors)], np.int32)
    return Pairs(start, mentor, np.zeros(len(mentor), np.int32)), seats, capacity


@settings(max_examples=300, deadline=None)
@given(crowds())
def test_labels_serve_as_many_of_every_level_as_searches(
    crowd: tuple[Pairs, Seats, np.typing.NDArray[np.int32]],
) -> None:
    searched, pushed = (serve_in_order(*crowd, nearby=nearby) for nearby in (1_000, 0))
    assert pushed.served_by_level().tolist() == searched.served_by_level().tolist()
    assert pushed.closed_at.tolist() == searched.closed_at.tolist()
    assert loads_of(pushed) == (pushed.state.mentor_load.tolist(), pushed.state.request_load.tolist())
    assert (pushed.state.mentor_load <= crowd[2]).all()


def loads_of(service: Service) -> tuple[list[int], list[int]]:
    """How many pairs everybody has in the plan."""
    used, frame = service.state.used == 1, service.frame
    return (
        np.bincount(frame.mentor[used], minlength=len(frame.capacity)).tolist(),
        np.bincount(frame.request[used], minlength=len(frame.start) - 1).tolist(),
    )


def test_a_request_pushed_out_moves_on_until_somebody_of_the_last_level_is_left_over() -> None:
    """Three want the first of two mentors, one of them the second as well: who came last stays without."""
    seats = Seats(
        np.arange(4, dtype=np.int32), np.arange(3, dtype=np.int32), np.array([0, 1, 2], np.int32),
        tuple(Level(1, 0, days) for days in (9, 5, 1)),
    )  # fmt: skip
    pairs = Pairs(np.array([0, 2, 3, 4]), np.array([0, 1, 0, 0], np.int32), np.zeros(4, np.int32))
    service = serve_in_order(pairs, seats, np.ones(2, np.int32), nearby=0)
    assert service.served_by_level().tolist() == [1, 1, 0]
    assert service.state.used.tolist() == [0, 1, 1, 0]
