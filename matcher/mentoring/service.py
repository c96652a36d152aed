"""Who can be served: as many as possible of every level in turn, and with how good pairs at the worst."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints
from matcher.candidates import Pairs
from matcher.mentoring.augment import Frame, State, Trail, drop_below, refill
from matcher.mentoring.levels import NEVER, Seats
from matcher.mentoring.push import serve


@dataclass(frozen=True)
class Service:
    """A plan that serves every level as well as it can be, and the proof that it is so."""

    frame: Frame
    state: State
    trail: Trail
    closed_at: Ints
    """Per mentor the first level at which nobody more gets past her; `NEVER` for a mentor who is not scarce."""
    stamp: int

    def served_by_level(self) -> Ints:
        """How many seats of each level have a mentor."""
        levels = np.zeros(len(self.frame.level_start) - 1, np.int32)
        for_level = np.repeat(np.arange(len(levels)), np.diff(self.frame.level_start))
        filled = self.state.request_load[self.frame.level_request] > self.frame.level_seat
        np.add.at(levels, for_level[filled], 1)
        return levels


def frame_of(pairs: Pairs, seats: Seats, capacity: Ints) -> Frame:
    """The unchanging side of the search."""
    order = np.argsort(seats.level, kind="stable")
    request = seats.request[order]
    return Frame(
        start=pairs.start,
        mentor=pairs.mentor,
        score=pairs.score,
        request=pairs.request,
        capacity=capacity,
        seat_start=seats.start,
        seat_level=seats.level,
        level_start=np.concatenate([[0], np.cumsum(seats.count_by_level)]).astype(np.int32),
        level_request=request,
        level_seat=(order - seats.start[request]).astype(np.int32),
    )


def empty_state(frame: Frame) -> State:
    """Nobody has anybody yet."""
    return State(
        used=np.zeros(len(frame.mentor), np.uint8),
        request_load=np.zeros(len(frame.start) - 1, np.int32),
        mentor_load=np.zeros(len(frame.capacity), np.int32),
        slot_start=np.concatenate([[0], np.cumsum(frame.capacity)]).astype(np.int64),
        slot_pair=np.full(int(frame.capacity.sum()), -1, np.int64),
    )


def fresh_trail(frame: Frame) -> Trail:
    """Room for a search."""
    requests, mentors = len(frame.start) - 1, len(frame.capacity)
    return Trail(
        seen_mentor=np.zeros(mentors, np.int32),
        seen_request=np.zeros(requests, np.int32),
        seen_level=np.zeros(len(frame.level_start) - 1, np.int32),
        came_by=np.zeros(mentors, np.int64),
        reached_by=np.zeros(requests, np.int64),
        swapped_from=np.zeros(requests, np.int32),
        queue=np.zeros(requests, np.int32),
        mentors_seen=np.zeros(mentors, np.int32),
        mentors_seen_count=np.zeros(1, np.int32),
    )


NEARBY = 1_000
"""Mentors a search looks at on its own; beyond, labels that all searches share are quicker."""


def serve_in_order(pairs: Pairs, seats: Seats, capacity: Ints, *, nearby: int = NEARBY) -> Service:
    """Serve the most urgent first, the longest waiting first among them, and so on."""
    frame = frame_of(pairs, seats, capacity)
    state, trail = empty_state(frame), fresh_trail(frame)
    closed_at = np.full(len(capacity), NEVER, np.int32)
    stamp = serve(frame, state, trail, closed_at, nearby)
    return Service(frame, state, trail, closed_at, stamp)


def copy_of(state: State) -> State:
    """The same plan, to be changed on its own."""
    return State(
        used=state.used.copy(),
        request_load=state.request_load.copy(),
        mentor_load=state.mentor_load.copy(),
        slot_start=state.slot_start,
        slot_pair=state.slot_pair.copy(),
    )


@dataclass(frozen=True)
class Attempt:
    """Whether the levels keep their numbers with pairs worth at least `least`; when not, what is in the way."""

    least: int
    state: State | None
    blocked_requests: Ints
    blocked_mentors: Ints
    blocked_levels: Ints


def attempt(service: Service, state: State, least: int) -> Attempt:
    """Take the worse pairs out of the plan and repair it."""
    frame, trail = service.frame, fresh_trail(service.frame)
    changed = copy_of(state)
    missing = np.zeros(len(frame.level_start) - 1, np.int32)
    drop_below(frame, changed, missing, least)
    open_mentors = np.full(len(frame.capacity), NEVER, np.int32)
    stamp = refill(frame, changed, trail, open_mentors, missing, 0, least)
    nothing = np.empty(0, np.int32)
    if stamp >= 0:
        return Attempt(least, changed, nothing, nothing, nothing)
    seen = [
        np.flatnonzero(marks == -stamp).astype(np.int32)
        for marks in (trail.seen_request, trail.seen_mentor, trail.seen_level)
    ]
    return Attempt(least, None, seen[0], seen[1], seen[2])
