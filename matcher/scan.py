"""The compiled scan: every feasible pair of a request with its score, neighbours only, cheapest test first."""

from __future__ import annotations

import math

import numpy as np

from matcher.arrays import Flags, Ints, Longs, Reals
from matcher.columns import AGE, KNOWN, LANGUAGE, PRICE, SHARED, TIME, Columns, Exceptions, Settings
from matcher.compiled import compiled
from matcher.criterion import FULL_SCORE
from matcher.points import NONE, RADIUS_KM, bit_count, minutes_for


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


@compiled
def row_of(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions,
    grid: Reals, cell_start: Longs, members: Ints, shape: tuple[int, int],
    i: int, scores: bool, out_mentor: Ints, out_score: Ints,
) -> int:  # fmt: skip
    """All feasible mentors of request i, into the two buffers; returns how many.

    `mentors` are in the order of `members`, cell by cell. One long function on purpose: arrays are looked up once, outside of
    the loop that runs a hundred million times.
    """
    checks_travel = settings.checks_travel == 1
    x, y, z = requests.direction[i, 0], requests.direction[i, 1], requests.direction[i, 2]
    my_bus, my_means, my_minutes, my_age = (
        requests.has_bus[i],
        requests.means[i],
        requests.max_minutes[i],
        requests.age[i],
    )
    near, far = requests.limit[i, 0], requests.limit[i, 1]
    direction, limit, bus, means = mentors.direction, mentors.limit, mentors.has_bus, mentors.means
    minutes, age, week, price = mentors.max_minutes, mentors.age, mentors.week, mentors.price
    need, had = requests.all_codes[i], mentors.all_codes
    accept, offered, any_start = requests.any_codes[i], mentors.any_codes, settings.any_start
    my_week, my_free, my_shared, shared = (
        requests.week[i],
        requests.free_week[i],
        requests.shared[i],
        mentors.shared,
    )
    my_asked, asked, has_job = requests.asked[i], mentors.asked, requests.has_job[i]
    needed, needed_free = settings.half_hours_needed[0], settings.half_hours_needed[1] if has_job else 0
    kinds, mosts, starts, stops = settings.kind, settings.most, settings.start, settings.stop
    by_mentor, enough = settings.by_mentor, settings.enough
    out_first, out_last = exceptions.out_start[i], exceptions.out_start[i + 1]
    known_first, known_last = exceptions.known_start[i], exceptions.known_start[i + 1]
    reach = max(requests.reach[i, 0], requests.reach[i, 1]) if checks_travel else 40_000.0
    low, high, left, right = nearby(requests.place, i, reach, grid, shape[0], shape[1])
    found = 0
    for row in range(low, high + 1):
        for j in range(cell_start[row * shape[1] + left], cell_start[row * shape[1] + right + 1]):
            dx, dy, dz = x - direction[j, 0], y - direction[j, 1], z - direction[j, 2]
            chord = dx * dx + dy * dy + dz * dz
            if checks_travel and (chord > limit[j, my_bus] or chord > (far if bus[j] else near)):
                continue
            is_missing = False
            for word in range(len(need)):
                is_missing = is_missing or (need[word] & ~had[j, word]) != NONE
            if is_missing:
                continue
            for group in range(len(any_start) - 1):
                is_asked = False
                is_there = False
                for word in range(any_start[group], any_start[group + 1]):
                    is_asked = is_asked or accept[word] != NONE
                    is_there = is_there or (accept[word] & offered[j, word]) != NONE
                is_missing = is_missing or (is_asked and not is_there)
            if is_missing:
                continue
            common = 0
            if needed > 0:
                for word in range(6):
                    common += bit_count(my_week[word] & week[j, word])
                if common < needed:
                    continue
            if has_job:
                common = 0
                for word in range(6):
                    common += bit_count(my_free[word] & week[j, word])
                if common < needed_free:
                    continue
            elif needed == 0:
                for word in range(6):
                    common += bit_count(my_free[word] & week[j, word])
            km = RADIUS_KM * math.sqrt(chord)
            has_bus = my_bus == 1 and bus[j] == 1
            hers = minutes_for(km, my_means, has_bus)
            theirs = minutes_for(km, means[j], has_bus)
            if checks_travel and (hers > my_minutes or theirs > minutes[j]):
                continue
            mentor = members[j]
            for k in range(out_first, out_last):
                is_missing = is_missing or exceptions.out[k] == mentor
            if is_missing:
                continue
            out_mentor[found] = mentor
            if scores:
                score = 0
                for c in range(len(kinds)):
                    kind, most = kinds[c], int(mosts[c])
                    if kind == SHARED:
                        wanted = asked[j, c] if by_mentor[c] else my_asked[c]
                        if wanted == 0:
                            score += most
                        else:
                            both = 0
                            for word in range(starts[c], stops[c]):
                                both += bit_count(my_shared[word] & shared[j, word])
                            score += most if both >= wanted else most * both // wanted
                    elif kind == TIME:
                        score += most if 30 * common >= enough[c] else most * (30 * common) // enough[c]
                    elif kind == LANGUAGE:
                        words = (stops[c] - starts[c]) // 3
                        best = 0
                        asks = False
                        for level in range(3):
                            for word in range(starts[c] + level * words, starts[c] + (level + 1) * words):
                                asks = asks or my_shared[word] != NONE
                                if my_shared[word] & shared[j, word] != NONE:
                                    best = level + 1
                        score += most * best // 3 if asks else most
                    elif kind == KNOWN:
                        asks = False
                        knows = False
                        for k in range(known_first, known_last):
                            if exceptions.known_criterion[k] == c:
                                asks = True
                                knows = knows or exceptions.known[k] == mentor
                        score += most if knows or not asks else 0
                    elif kind == AGE:
                        score += most * min(max(0, age[j] - my_age), enough[c]) // enough[c]
                    elif kind == PRICE:
                        score += most * (FULL_SCORE - price[j]) // FULL_SCORE
                    elif hers <= my_minutes and theirs <= minutes[j]:
                        mine = most if my_minutes == 0 else most * (my_minutes - hers) // my_minutes
                        other = most if minutes[j] == 0 else most * (minutes[j] - theirs) // minutes[j]
                        score += min(mine, other)
                out_score[found] = score
            found += 1
    return found


@compiled
def scan_rows(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions,
    grid: Reals, cell_start: Longs, members: Ints, shape: tuple[int, int],
    first: int, last: int, counts: Longs, starts: Longs, out_mentor: Ints, out_score: Ints, writes: bool,
) -> None:  # fmt: skip
    """The requests first…last: count their pairs, or write them (mentors ascending) with their scores."""
    row_mentor, row_score = np.empty(len(members), np.int32), np.empty(len(members), np.int32)
    for i in range(first, last):
        found = row_of(
            requests,
            mentors,
            settings,
            exceptions,
            grid,
            cell_start,
            members,
            shape,
            i,
            writes,
            row_mentor,
            row_score,
        )
        counts[i] = found
        if writes:
            order = np.argsort(row_mentor[:found])
            for k in range(found):
                out_mentor[starts[i] + k] = row_mentor[order[k]]
                out_score[starts[i] + k] = row_score[order[k]]


SERVICE, PRICES, BEST = range(3)
"""What a pair may be wanted for: see `wanted_rows`."""


@compiled
def mixed(i: int, j: int) -> int:
    """A number between 1 and a million that looks random and is always the same."""
    return (i * 2654435761 + j * 40503 + (i ^ (j << 7)) * 97) % 999_983 + 1


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
    row_mentor, row_score = np.empty(len(members), np.int32), np.empty(len(members), np.int32)
    kept = out_mentor.shape[1]
    worth = np.empty(kept, np.int64)
    for i in range(first, last):
        found = row_of(
            requests,
            mentors,
            settings,
            exceptions,
            grid,
            cell_start,
            members,
            shape,
            i,
            True,
            row_mentor,
            row_score,
        )
        count = 0
        for k in range(found):
            j, score = row_mentor[k], row_score[k]
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
            else:
                least = 0
                for other in range(1, kept):
                    if worth[other] < worth[least]:
                        least = other
                if gain > worth[least]:
                    worth[least], out_mentor[i, least], out_score[i, least] = gain, j, score
            count += 1
        counts[i] = count
