"""The compiled scan: every feasible pair of a request, neighbours only, cheapest test first; scores of those that are wanted."""

from __future__ import annotations

import math

import numpy as np

from matcher.arrays import Bits, Flags, Ints, Longs, Reals
from matcher.columns import Columns, Exceptions, Settings
from matcher.compiled import compiled
from matcher.criterion import FULL_SCORE
from matcher.points import NONE, RADIUS_KM, bit_count, chord_between, quickest
from matcher.row_scores import score_row


@compiled
def nearby(
    place: Reals, i: int, reach_km: float, grid: Reals, rows: int, columns: int
) -> tuple[int, int, int, int]:
    """The range of grid cells that everything within reach lies in: first and last row, first and last column."""
    if reach_km < 0.0:
        return 0, -1, 0, -1
    degrees = reach_km * 1.01 / 111.19 + 1e-6
    sideways = degrees / grid[4]
    low = max(0, math.floor((place[i, 0] - degrees - grid[0]) / grid[2]))
    high = min(rows - 1, math.floor((place[i, 0] + degrees - grid[0]) / grid[2]))
    left = max(0, math.floor((place[i, 1] - sideways - grid[1]) / grid[3]))
    right = min(columns - 1, math.floor((place[i, 1] + sideways - grid[1]) / grid[3]))
    return low, high, left, right


SURELY = 1.0 - 1e-7
"""Within so much of the squared limit no rounding can make the minutes too many."""


@compiled
def within_reach(
    requests: Columns,
    mentors: Columns,
    grid: Reals,
    cell_start: Longs,
    shape: tuple[int, int],
    i: int,
    out: Ints,
) -> tuple[int, int]:
    """Positions of the mentors that are not too far away, seen from above, into the buffer.

    Returns how many there are, and how many of them stand so near the edge that only whole minutes can tell.
    """
    x, y, z = requests.direction[i, 0], requests.direction[i, 1], requests.direction[i, 2]
    near, far, my_bus = requests.limit[i, 0], requests.limit[i, 1], requests.has_bus[i]
    direction, limit, bus = mentors.direction, mentors.limit, mentors.has_bus
    reach = max(requests.reach[i, 0], requests.reach[i, 1])
    low, high, left, right = nearby(requests.place, i, reach, grid, shape[0], shape[1])
    found, sure = 0, 0
    for row in range(low, high + 1):
        for j in range(cell_start[row * shape[1] + left], cell_start[row * shape[1] + right + 1]):
            dx, dy, dz = x - direction[j, 0], y - direction[j, 1], z - direction[j, 2]
            chord, furthest = dx * dx + dy * dy + dz * dz, min(limit[j, my_bus], far if bus[j] else near)
            out[found] = j
            found += chord <= furthest
            sure += chord <= SURELY * furthest - 1e-17
    return found, found - sure


@compiled
def with_all(needed: Bits, had: Bits, out: Ints, count: int) -> int:
    """Keep those who have every code that is needed; returns how many."""
    for word in range(len(needed)):
        if needed[word] != NONE:
            kept = 0
            for k in range(count):
                j = out[k]
                out[kept] = j
                kept += needed[word] & ~had[j, word] == NONE
            count = kept
    return count


@compiled
def with_any(accepted: Bits, offered: Bits, group_start: Ints, out: Ints, count: int) -> int:
    """Keep those who offer a code of every group of which any are accepted at all; returns how many."""
    for group in range(len(group_start) - 1):
        first, last = group_start[group], group_start[group + 1]
        if np.any(accepted[first:last] != NONE):
            kept = 0
            for k in range(count):
                j = out[k]
                there = NONE
                for word in range(first, last):
                    there |= accepted[word] & offered[j, word]
                out[kept] = j
                kept += there != NONE
            count = kept
    return count


@compiled
def with_time(mine: Bits, week: Bits, needed: int, out: Ints, count: int) -> int:
    """Keep those with enough half hours of six words in common; returns how many."""
    one, two, three, four, five, six = mine[0], mine[1], mine[2], mine[3], mine[4], mine[5]
    kept = 0
    for k in range(count):
        j = out[k]
        common = bit_count(one & week[j, 0]) + bit_count(two & week[j, 1]) + bit_count(three & week[j, 2])
        common += bit_count(four & week[j, 3]) + bit_count(five & week[j, 4]) + bit_count(six & week[j, 5])
        out[kept] = j
        kept += common >= needed
    return kept


@compiled
def in_minutes(requests: Columns, mentors: Columns, i: int, out: Ints, count: int) -> int:
    """Keep those whom both reach in whole minutes, looked at closely only at the edge; returns how many."""
    near, far, my_bus = requests.limit[i, 0], requests.limit[i, 1], requests.has_bus[i]
    kept = 0
    for k in range(count):
        j = out[k]
        chord = chord_between(requests, mentors, i, j)
        furthest = min(mentors.limit[j, my_bus], far if mentors.has_bus[j] else near)
        if chord > SURELY * furthest - 1e-17:
            km, with_bus = RADIUS_KM * math.sqrt(chord), my_bus & mentors.has_bus[j]
            if quickest(km, 2 * requests.means[i] + with_bus) > requests.max_minutes[i]:
                continue
            if quickest(km, 2 * mentors.means[j] + with_bus) > mentors.max_minutes[j]:
                continue
        out[kept] = j
        kept += 1
    return kept


@compiled
def not_excepted(exceptions: Exceptions, members: Ints, i: int, out: Ints, count: int) -> int:
    """Keep those who are not out by name; returns how many."""
    first, last = exceptions.out_start[i], exceptions.out_start[i + 1]
    if first == last:
        return count
    kept = 0
    for k in range(count):
        j = out[k]
        is_out = False
        for n in range(first, last):
            is_out = is_out or exceptions.out[n] == members[j]
        out[kept] = j
        kept += not is_out
    return kept


@compiled
def feasible_row(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions,
    grid: Reals, cell_start: Longs, members: Ints, shape: tuple[int, int], i: int, out: Ints,
) -> int:  # fmt: skip
    """Where all feasible mentors of request i stand, into the buffer; returns how many.

    `mentors` are in the order of `members`, cell by cell. One test after another thins the buffer out, without branches
    that depend on the people: a processor guesses those wrong.
    """
    count, at_edge = len(members), 0
    if settings.checks_travel == 1:
        count, at_edge = within_reach(requests, mentors, grid, cell_start, shape, i, out)
    else:
        for j in range(count):
            out[j] = j
    count = with_all(requests.all_codes[i], mentors.all_codes, out, count)
    count = with_any(requests.any_codes[i], mentors.any_codes, settings.any_start, out, count)
    count = with_time(requests.week[i], mentors.week, settings.half_hours_needed[0], out, count)
    if requests.has_job[i]:
        count = with_time(requests.free_week[i], mentors.week, settings.half_hours_needed[1], out, count)
    if at_edge > 0:
        count = in_minutes(requests, mentors, i, out, count)
    return not_excepted(exceptions, members, i, out, count)


@compiled
def scan_rows(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions,
    grid: Reals, cell_start: Longs, members: Ints, shape: tuple[int, int],
    first: int, last: int, counts: Longs, starts: Longs, out_mentor: Ints, out_score: Ints, writes: bool,
) -> None:  # fmt: skip
    """The requests first…last: count their pairs, or write them (mentors ascending) with their scores."""
    positions, scores = np.empty(len(members), np.int32), np.empty(len(members), np.int32)
    for i in range(first, last):
        found = feasible_row(
            requests, mentors, settings, exceptions, grid, cell_start, members, shape, i, positions
        )
        counts[i] = found
        if writes:
            score_row(requests, mentors, settings, exceptions, members, i, positions, found, scores)
            order = np.argsort(members[positions[:found]])
            for k in range(found):
                out_mentor[starts[i] + k] = members[positions[order[k]]]
                out_score[starts[i] + k] = scores[order[k]]


SERVICE, PRICES, BEST = range(3)
"""What a pair may be wanted for: see `wanted_rows`."""


@compiled
def mixed(i: int, j: int) -> int:
    """A number between 1 and a million that looks random and is always the same."""
    return (i * 2654435761 + j * 40503 + (i ^ (j << 7)) * 97) % 999_983 + 1


@compiled
def wanted_of(
    purpose: int, bound: Longs, closed: Longs, inside: Flags, within: Flags, request_price: Longs, mentor_price: Longs,
    members: Ints, i: int, positions: Ints, count: int,
) -> int:  # fmt: skip
    """Keep the positions that may be wanted whatever their score; returns how many."""
    if purpose == BEST:
        return count
    kept = 0
    for k in range(count):
        j = members[positions[k]]
        if purpose == SERVICE:
            may_be = closed[j] > bound[i] or (inside[i] and not within[j])
        else:
            may_be = request_price[i] + mentor_price[j] <= FULL_SCORE
        if may_be:
            positions[kept] = positions[k]
            kept += 1
    return kept


@compiled
def wanted_rows(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions,
    grid: Reals, cell_start: Longs, members: Ints, shape: tuple[int, int],
    first: int, last: int, purpose: int, bound: Longs, closed: Longs, floor: int, inside: Flags, within: Flags,
    request_price: Longs, mentor_price: Longs, counts: Longs, out_mentor: Ints, out_score: Ints,
) -> None:  # fmt: skip
    """Of every feasible pair of the requests first…last, stored or not, those that could improve the plan; the best few per row.

    SERVICE: a mentor who is not closed for this request, or above the floor from a blocked request to a mentor who is not.
    PRICES: worth at least its prices (exactly them: a tie). BEST: any, the highest scores.
    """
    positions, row_score = np.empty(len(members), np.int32), np.empty(len(members), np.int32)
    kept = out_mentor.shape[1]
    worth = np.empty(kept, np.int64)
    latest = closed.max()
    for i in range(first, last):
        if purpose == SERVICE and bound[i] >= latest and not inside[i]:
            counts[i] = 0
            continue
        found = feasible_row(
            requests, mentors, settings, exceptions, grid, cell_start, members, shape, i, positions
        )
        found = wanted_of(
            purpose, bound, closed, inside, within, request_price, mentor_price, members, i, positions, found
        )
        score_row(requests, mentors, settings, exceptions, members, i, positions, found, row_score)
        count, least = 0, 0
        for k in range(found):
            j, score = members[positions[k]], row_score[k]
            gain = 0
            if purpose == BEST:
                gain = score + 1
            elif purpose == SERVICE:
                if closed[j] > bound[i]:
                    gain = mixed(i, j)
                elif score > floor and inside[i] and not within[j]:
                    gain = score + 1
            elif score >= floor:
                gain = score - request_price[i] - mentor_price[j] + 1
            if gain <= 0:
                continue
            if count < kept:
                worth[count], out_mentor[i, count], out_score[i, count] = gain, j, score
                least = int(np.argmin(worth[: count + 1]))
            elif gain > worth[least]:
                worth[least], out_mentor[i, least], out_score[i, least] = gain, j, score
                least = int(np.argmin(worth))
            count += 1
        counts[i] = count
