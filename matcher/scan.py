"""The compiled scan: which pairs are feasible, and how many points each is worth."""

from __future__ import annotations

import math

import numpy as np

from matcher.arrays import Bits, Ints, Longs, Reals
from matcher.columns import AGE, KNOWN, LANGUAGE, SHARED, TIME, Columns, Exceptions, Settings
from matcher.compiled import compiled
from matcher.travel import EARTH_DIAMETER_KM, FIXED_MINUTES, MEANS, MINUTES_PER_KM, Means

RADIUS_KM = EARTH_DIAMETER_KM / 2.0
BUS = MEANS.index(Means.BUS)
FIXED = np.array([FIXED_MINUTES[way] for way in MEANS])
PER_KM = np.array([MINUTES_PER_KM[way] for way in MEANS])
NEVER = 1 << 30
ROUNDING = 1.0 + 1e-9
"""The distance test only sorts out; the test in whole minutes decides."""

B1 = np.uint64(0x5555555555555555)
B2 = np.uint64(0x3333333333333333)
B4 = np.uint64(0x0F0F0F0F0F0F0F0F)
ONES = np.uint64(0x0101010101010101)
ONE, TWO, FOUR, TOP = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
NONE = np.uint64(0)


@compiled
def bit_count(word: np.uint64) -> int:
    """How many bits are set."""
    word = word - ((word >> ONE) & B1)
    word = (word & B2) + ((word >> TWO) & B2)
    return int((((word + (word >> FOUR)) & B4) * ONES) >> TOP)


@compiled
def common_bits(one: Bits, other: Bits, i: int, j: int, start: int, stop: int) -> int:
    """Bits that row i of one and row j of the other have in common, in a range of words."""
    count = 0
    for word in range(start, stop):
        both = one[i, word] & other[j, word]
        if both != NONE:
            count += bit_count(both)
    return count


@compiled
def minutes_for(km: float, means: int, has_bus: bool) -> int:
    """Whole minutes by the quickest means."""
    best = 1e9
    for way in range(4):
        if (means >> way) & 1 and (way != BUS or has_bus):
            best = min(best, FIXED[way] + PER_KM[way] * km)
    return NEVER if best >= 1e9 else math.ceil(best)


@compiled
def codes_allow(requests: Columns, mentors: Columns, settings: Settings, i: int, j: int) -> bool:
    """All codes needed are there, and one of each group that is asked for."""
    for word in range(requests.all_codes.shape[1]):
        if requests.all_codes[i, word] & ~mentors.all_codes[j, word] != NONE:
            return False
    for group in range(len(settings.any_start) - 1):
        is_asked = False
        is_there = False
        for word in range(settings.any_start[group], settings.any_start[group + 1]):
            asked = requests.any_codes[i, word]
            if asked != NONE:
                is_asked = True
                if asked & mentors.any_codes[j, word] != NONE:
                    is_there = True
                    break
        if is_asked and not is_there:
            return False
    return True


@compiled
def time_allows(requests: Columns, mentors: Columns, settings: Settings, i: int, j: int) -> bool:
    """Enough common half hours, and still enough without those of a small job."""
    needed = settings.half_hours_needed[0]
    if needed > 0 and common_bits(requests.week, mentors.week, i, j, 0, 6) < needed:
        return False
    if settings.half_hours_needed[1] > 0 and requests.has_job[i]:
        return common_bits(requests.free_week, mentors.week, i, j, 0, 6) >= settings.half_hours_needed[1]
    return True


@compiled
def is_out(exceptions: Exceptions, i: int, j: int) -> bool:
    """Whether this mentor is excluded by name."""
    is_found = False
    for k in range(exceptions.out_start[i], exceptions.out_start[i + 1]):
        is_found = is_found or exceptions.out[k] == j
    return is_found


@compiled
def chord_between(requests: Columns, mentors: Columns, i: int, j: int) -> float:
    """Squared chord on the unit sphere."""
    dx = requests.direction[i, 0] - mentors.direction[j, 0]
    dy = requests.direction[i, 1] - mentors.direction[j, 1]
    dz = requests.direction[i, 2] - mentors.direction[j, 2]
    return dx * dx + dy * dy + dz * dz


@compiled
def is_feasible(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, i: int, j: int
) -> bool:
    """Whether the pair keeps every rule: cheapest test first."""
    if settings.checks_travel:
        reach = min(
            requests.reach[i, np.int64(mentors.has_bus[j])], mentors.reach[j, np.int64(requests.has_bus[i])]
        )
        limit = reach / RADIUS_KM * ROUNDING
        if reach < 0.0 or chord_between(requests, mentors, i, j) > limit * limit + 1e-18:
            return False
    if not codes_allow(requests, mentors, settings, i, j):
        return False
    if not time_allows(requests, mentors, settings, i, j):
        return False
    if settings.checks_travel:
        km = RADIUS_KM * math.sqrt(chord_between(requests, mentors, i, j))
        has_bus = bool(requests.has_bus[i]) and bool(mentors.has_bus[j])
        if minutes_for(km, requests.means[i], has_bus) > requests.max_minutes[i]:
            return False
        if minutes_for(km, mentors.means[j], has_bus) > mentors.max_minutes[j]:
            return False
    return not is_out(exceptions, i, j)


@compiled
def travel_points(requests: Columns, mentors: Columns, i: int, j: int, most: int) -> int:
    """Points for what is left of the travel time of the one who uses more of it."""
    km = RADIUS_KM * math.sqrt(chord_between(requests, mentors, i, j))
    has_bus = bool(requests.has_bus[i]) and bool(mentors.has_bus[j])
    least = most
    for minutes, limit in (
        (minutes_for(km, requests.means[i], has_bus), requests.max_minutes[i]),
        (minutes_for(km, mentors.means[j], has_bus), mentors.max_minutes[j]),
    ):
        if minutes > limit:
            return 0
        if limit > 0:
            least = min(least, most * (limit - minutes) // limit)
    return least


@compiled
def points_of(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, i: int, j: int, c: int
) -> int:
    """Points of one pair in one criterion."""
    kind, most = settings.kind[c], int(settings.most[c])
    if kind == SHARED:
        wanted = mentors.asked[j, c] if settings.by_mentor[c] else requests.asked[i, c]
        if wanted == 0:
            return most
        common = common_bits(requests.shared, mentors.shared, i, j, settings.start[c], settings.stop[c])
        return int(most * min(common, wanted) // wanted)
    if kind == LANGUAGE:
        words = (settings.stop[c] - settings.start[c]) // 3
        asks = False
        for word in range(settings.start[c] + 2 * words, settings.stop[c]):
            asks = asks or requests.shared[i, word] != NONE
        if not asks:
            return most
        for level in range(3, 0, -1):
            first = settings.start[c] + (level - 1) * words
            if common_bits(requests.shared, mentors.shared, i, j, first, first + words) > 0:
                return most * level // 3
        return 0
    if kind == TIME:
        minutes = 30 * common_bits(requests.free_week, mentors.week, i, j, 0, 6)
        return int(most * min(minutes, settings.enough[c]) // settings.enough[c])
    if kind == AGE:
        years = max(0, mentors.age[j] - requests.age[i])
        return int(most * min(years, settings.enough[c]) // settings.enough[c])
    if kind == KNOWN:
        asks = False
        for k in range(exceptions.known_start[i], exceptions.known_start[i + 1]):
            if exceptions.known_criterion[k] == c:
                asks = True
                if exceptions.known[k] == j:
                    return most
        return 0 if asks else most
    return travel_points(requests, mentors, i, j, most)


@compiled
def score_of(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, i: int, j: int
) -> int:
    """Points of one pair in all criteria."""
    score = 0
    for c in range(len(settings.kind)):
        score += points_of(requests, mentors, settings, exceptions, i, j, c)
    return score


@compiled
def score_table(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, rows: Ints, columns: Ints
) -> Ints:
    """Points per criterion of the pairs given by row and column numbers."""
    table = np.zeros((len(rows), len(settings.kind)), np.int32)
    for p in range(len(rows)):
        for c in range(len(settings.kind)):
            table[p, c] = points_of(requests, mentors, settings, exceptions, rows[p], columns[p], c)
    return table


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
def scan(
    requests: Columns,
    mentors: Columns,
    settings: Settings,
    exceptions: Exceptions,
    grid: Reals,
    cell_start: Longs,
    members: Ints,
    shape: tuple[int, int],
    first: int,
    last: int,
    counts: Longs,
    starts: Longs,
    out_mentor: Ints,
    out_score: Ints,
    writes: bool,
) -> None:
    """Visit every feasible pair of the requests first…last; count them, or write them with their score."""
    for i in range(first, last):
        reach = max(requests.reach[i, 0], requests.reach[i, 1]) if settings.checks_travel else 40_000.0
        low, high, left, right = nearby(requests.place, i, reach, grid, shape[0], shape[1])
        found = 0
        for row in range(low, high + 1):
            begin = cell_start[row * shape[1] + left]
            end = cell_start[row * shape[1] + right + 1]
            for k in range(begin, end):
                j = members[k]
                if is_feasible(requests, mentors, settings, exceptions, i, j):
                    if writes:
                        out_mentor[starts[i] + found] = j
                        out_score[starts[i] + found] = score_of(requests, mentors, settings, exceptions, i, j)
                    found += 1
        counts[i] = found
