"""Compiled push and relabel: seats served in order where mentors are nearly all taken and every single search would be long.

A request takes the place that is nearest to a mentor with room; whoever held it goes on looking from there (Goldberg and Tarjan
1988; for matchings Kaya, Langguth, Manne and Uçar 2013). Labels never say more steps than there are, and only rise.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.arrays import Ints, Longs
from matcher.compiled import compiled
from matcher.mentoring.augment import ALL, SOURCE, Frame, State, Trail, augment, put_source, search, slot_of

FAR = 2**30
"""The label of a mentor from whom nobody with room can be reached any more."""


class Labels(NamedTuple):
    """How many people must move at the least before somebody with room is reached."""

    mentor: Ints
    request: Ints
    """Of the best pair that is not used."""
    best: Longs
    """That pair."""
    turned_start: Longs
    turned: Longs
    """The pairs by mentor."""
    queue: Ints
    steps: Longs
    """Pairs looked at since labels were last worked out anew."""


@compiled
def by_mentor(mentor: Ints, mentors: int) -> tuple[Longs, Longs]:
    """Where each mentor's pairs start, and the pairs."""
    start = np.zeros(mentors + 1, np.int64)
    for p in range(len(mentor)):
        start[mentor[p] + 1] += 1
    start = np.cumsum(start)
    at, turned = start[:-1].copy(), np.empty(len(mentor), np.int64)
    for p in range(len(mentor)):
        turned[at[mentor[p]]] = p
        at[mentor[p]] += 1
    return start, turned


@compiled
def fresh_labels(frame: Frame) -> Labels:
    """Nothing is known yet: everybody may be near."""
    requests, mentors = len(frame.start) - 1, len(frame.capacity)
    start, turned = by_mentor(frame.mentor, mentors)
    return Labels(
        np.zeros(mentors, np.int32), np.zeros(requests, np.int32), frame.start[:-1].copy(), start, turned,
        np.empty(mentors, np.int32), np.zeros(1, np.int64),
    )  # fmt: skip


@compiled
def nearest(frame: Frame, state: State, labels: Labels, r: int) -> int:
    """The unused pair of request r from which the fewest must move; -1 when none leads to anybody with room."""
    first, last = frame.start[r], frame.start[r + 1]
    least, found, p = FAR, -1, labels.best[r]
    for _ in range(last - first):
        labels.steps[0] += 1
        if state.used[p] == 0 and labels.mentor[frame.mentor[p]] < least:
            least, found = labels.mentor[frame.mentor[p]], p
            if least <= labels.request[r]:
                break
        p = first if p + 1 == last else p + 1
    labels.request[r] = least
    if found >= 0:
        labels.best[r] = found
    return found


@compiled
def relabel_all(frame: Frame, state: State, labels: Labels) -> None:
    """Work every label out anew, from the mentors with room backwards."""
    labels.steps[0] = 0
    labels.request[:] = FAR
    tail = 0
    for m in range(len(frame.capacity)):
        labels.mentor[m] = FAR
        if state.mentor_load[m] < frame.capacity[m]:
            labels.mentor[m] = 0
            labels.queue[tail] = m
            tail += 1
    head = 0
    while head < tail:
        m = labels.queue[head]
        head += 1
        for k in range(labels.turned_start[m], labels.turned_start[m + 1]):
            p = labels.turned[k]
            r = frame.request[p]
            if state.used[p] or labels.request[r] != FAR:
                continue
            labels.request[r], labels.best[r] = labels.mentor[m], p
            for q in range(frame.start[r], frame.start[r + 1]):
                if state.used[q] and labels.mentor[frame.mentor[q]] == FAR:
                    labels.mentor[frame.mentor[q]] = labels.mentor[m] + 1
                    labels.queue[tail] = frame.mentor[q]
                    tail += 1


@compiled
def place(frame: Frame, state: State, labels: Labels, r: int) -> int:
    """Find request r a place; whoever loses theirs to it goes on looking. -1, or the request that nobody has room for."""
    while True:
        if labels.steps[0] > len(frame.mentor) // 4:
            relabel_all(frame, state, labels)
        p = nearest(frame, state, labels, r)
        if p < 0:
            return r
        m = frame.mentor[p]
        first, last = state.slot_start[m], state.slot_start[m] + state.mentor_load[m]
        if state.mentor_load[m] < frame.capacity[m]:
            state.slot_pair[last], state.used[p] = p, 1
            state.mentor_load[m] += 1
            state.request_load[r] += 1
            return -1
        least, loser = FAR, first
        for slot in range(first, last):
            other = frame.request[state.slot_pair[slot]]
            nearest(frame, state, labels, other)
            if labels.request[other] < least:
                least, loser = labels.request[other], slot
        if least == FAR or least + 1 > labels.mentor[m]:
            labels.mentor[m] = min(FAR, least + 1)
            continue
        q = state.slot_pair[loser]
        state.slot_pair[loser], state.used[p], state.used[q] = p, 1, 0
        state.request_load[r] += 1
        r = frame.request[q]
        state.request_load[r] -= 1


@compiled
def give_up(
    frame: Frame, state: State, trail: Trail, labels: Labels, closed_at: Ints, stamp: int, r: int, level: int
) -> None:
    """Nobody has room for request r: somebody of this level gives her place up for r, and no mentor seen will ever have room."""
    tail = put_source(trail, stamp, 0, r)
    search(frame, state, trail, closed_at, stamp, tail, 0, False, ALL)
    close(trail, labels, closed_at, level)
    if frame.seat_level[frame.seat_start[r] + state.request_load[r]] == level:
        return
    for k in range(trail.mentors_seen_count[0]):
        m = trail.mentors_seen[k]
        for slot in range(state.slot_start[m], state.slot_start[m] + state.mentor_load[m]):
            other = frame.request[state.slot_pair[slot]]
            if frame.seat_level[frame.seat_start[other] + state.request_load[other] - 1] == level:
                state.request_load[other] -= 1
                hand_over(frame, state, trail, trail.reached_by[other])
                return


@compiled
def close(trail: Trail, labels: Labels, closed_at: Ints, level: int) -> None:
    """Nobody after this level will ever get past these mentors."""
    for k in range(trail.mentors_seen_count[0]):
        closed_at[trail.mentors_seen[k]] = level
        labels.mentor[trail.mentors_seen[k]] = FAR


@compiled
def hand_over(frame: Frame, state: State, trail: Trail, q: int) -> None:
    """Take pair q out and turn the path that leads to it over."""
    while q != SOURCE:
        m, p = frame.mentor[q], trail.came_by[frame.mentor[q]]
        state.slot_pair[slot_of(state, m, q)] = p
        state.used[p], state.used[q] = 1, 0
        r, q = frame.request[p], trail.reached_by[frame.request[p]]
    state.request_load[r] += 1


@compiled
def serve(frame: Frame, state: State, trail: Trail, closed_at: Ints, nearby: int) -> int:
    """Serve seats level by level; mentors a level closes are full with seats of it and before. Returns the last stamp.

    A plain search looks at `nearby` mentors before labels are asked.
    """
    stamp = 0
    labels = fresh_labels(frame)
    for level in range(len(frame.level_start) - 1):
        for k in range(frame.level_start[level], frame.level_start[level + 1]):
            r = frame.level_request[k]
            if state.request_load[r] != frame.level_seat[k]:
                continue
            stamp += 1
            tail = put_source(trail, stamp, 0, r)
            m = search(frame, state, trail, closed_at, stamp, tail, 0, False, nearby)
            if m >= 0:
                augment(frame, state, trail, m)
            elif trail.mentors_seen_count[0] < nearby:
                close(trail, labels, closed_at, level)
            else:
                stamp += 1
                left_over = place(frame, state, labels, r)
                if left_over >= 0:
                    give_up(frame, state, trail, labels, closed_at, stamp, left_over, level)
    return stamp
