"""Compiled augmenting paths: who can be served at all, and whether it can be done with better pairs only.

Sets of requests that can be served together are independent sets of a matroid (Edmonds and Fulkerson 1965), so taking
seats in the order of their levels and keeping each that still fits serves as many as possible of every level in turn.
"""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Flags, Ints, Longs
from matcher.compiled import compiled
from matcher.mentoring.levels import NEVER

SOURCE, SWAPPED = -1, -2
ALL = 2**62


class Frame(NamedTuple):
    """What does not change: pairs, capacities, seats, and who belongs to each level."""

    start: Longs
    mentor: Ints
    score: Ints
    request: Ints
    capacity: Ints
    seat_start: Ints
    seat_level: Ints
    level_start: Ints
    level_request: Ints
    level_seat: Ints


class State(NamedTuple):
    """A plan in the making."""

    used: Flags
    request_load: Ints
    mentor_load: Ints
    slot_start: Longs
    slot_pair: Longs


class Trail(NamedTuple):
    """Where a search has been; a stamp is newer than all before."""

    seen_mentor: Ints
    seen_request: Ints
    seen_level: Ints
    came_by: Longs
    reached_by: Longs
    swapped_from: Ints
    queue: Ints
    mentors_seen: Ints
    mentors_seen_count: Ints


@compiled
def put_source(trail: Trail, stamp: int, tail: int, r: int) -> int:
    """Queue a request the search starts from."""
    if trail.seen_request[r] != stamp:
        trail.seen_request[r] = stamp
        trail.reached_by[r] = SOURCE
        trail.queue[tail] = r
        tail += 1
    return tail


@compiled
def put_level(frame: Frame, state: State, trail: Trail, stamp: int, tail: int, level: int, r: int) -> int:
    """Queue whoever lacks a seat of this level: they may take over the one that request r would lose."""
    trail.seen_level[level] = stamp
    for k in range(frame.level_start[level], frame.level_start[level + 1]):
        other = frame.level_request[k]
        if state.request_load[other] <= frame.level_seat[k] and trail.seen_request[other] != stamp:
            trail.seen_request[other] = stamp
            trail.reached_by[other] = SWAPPED
            trail.swapped_from[other] = r
            trail.queue[tail] = other
            tail += 1
    return tail


@compiled
def put_swaps(frame: Frame, state: State, trail: Trail, stamp: int, tail: int, r: int) -> int:
    """Queue everybody who may take over a seat of request r."""
    first = frame.seat_start[r]
    for seat in range(first, first + state.request_load[r]):
        if trail.seen_level[frame.seat_level[seat]] != stamp:
            tail = put_level(frame, state, trail, stamp, tail, frame.seat_level[seat], r)
    return tail


@compiled
def search(
    frame: Frame, state: State, trail: Trail, closed_at: Ints, stamp: int, tail: int, least: int, swaps: bool, most: int,
) -> int:  # fmt: skip
    """From the queued requests along alternating paths to a mentor with room; -1 when none is among the first `most` mentors."""
    head = 0
    trail.mentors_seen_count[0] = 0
    while head < tail and trail.mentors_seen_count[0] < most:
        r = trail.queue[head]
        head += 1
        if swaps:
            tail = put_swaps(frame, state, trail, stamp, tail, r)
        for p in range(frame.start[r], frame.start[r + 1]):
            m = frame.mentor[p]
            if (
                state.used[p]
                or frame.score[p] < least
                or trail.seen_mentor[m] == stamp
                or closed_at[m] != NEVER
            ):
                continue
            trail.seen_mentor[m] = stamp
            trail.came_by[m] = p
            trail.mentors_seen[trail.mentors_seen_count[0]] = m
            trail.mentors_seen_count[0] += 1
            if state.mentor_load[m] < frame.capacity[m]:
                return m
            for slot in range(state.slot_start[m], state.slot_start[m] + state.mentor_load[m]):
                q = state.slot_pair[slot]
                other = frame.request[q]
                if trail.seen_request[other] != stamp:
                    trail.seen_request[other] = stamp
                    trail.reached_by[other] = q
                    trail.queue[tail] = other
                    tail += 1
    return -1


@compiled
def slot_of(state: State, m: int, q: int) -> int:
    """Where mentor m keeps pair q."""
    for slot in range(state.slot_start[m], state.slot_start[m] + state.mentor_load[m]):
        if state.slot_pair[slot] == q:
            return slot
    return -1


@compiled
def augment(frame: Frame, state: State, trail: Trail, m: int) -> None:
    """Turn the path that ends at mentor m over."""
    slot = state.slot_start[m] + state.mentor_load[m]
    state.mentor_load[m] += 1
    while True:
        p = trail.came_by[m]
        state.used[p] = 1
        state.slot_pair[slot] = p
        r = frame.request[p]
        if trail.reached_by[r] == SWAPPED:
            state.request_load[r] += 1
            r = trail.swapped_from[r]
            state.request_load[r] -= 1
        q = trail.reached_by[r]
        if q == SOURCE:
            state.request_load[r] += 1
            return
        state.used[q] = 0
        m = frame.mentor[q]
        slot = slot_of(state, m, q)


@compiled
def drop_below(frame: Frame, state: State, missing: Ints, least: int) -> None:
    """Take out the pairs worth less than `least`; count per level the seats that lose their mentor."""
    for m in range(len(frame.capacity)):
        slot = state.slot_start[m]
        while slot < state.slot_start[m] + state.mentor_load[m]:
            q = state.slot_pair[slot]
            if frame.score[q] >= least:
                slot += 1
                continue
            r = frame.request[q]
            state.used[q] = 0
            state.mentor_load[m] -= 1
            state.slot_pair[slot] = state.slot_pair[state.slot_start[m] + state.mentor_load[m]]
            state.request_load[r] -= 1
            missing[frame.seat_level[frame.seat_start[r] + state.request_load[r]]] += 1


@compiled
def refill(
    frame: Frame, state: State, trail: Trail, open_mentors: Ints, missing: Ints, stamp: int, least: int
) -> int:
    """Give every level its number back with pairs worth at least `least`; minus the last stamp when it cannot be."""
    for level in range(len(missing)):
        while missing[level] > 0:
            stamp += 1
            tail = 0
            trail.seen_level[level] = stamp
            for k in range(frame.level_start[level], frame.level_start[level + 1]):
                if state.request_load[frame.level_request[k]] <= frame.level_seat[k]:
                    tail = put_source(trail, stamp, tail, frame.level_request[k])
            m = search(frame, state, trail, open_mentors, stamp, tail, least, True, ALL)
            if m < 0:
                return -stamp
            augment(frame, state, trail, m)
            missing[level] -= 1
    return stamp
