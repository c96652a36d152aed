"""Compiled: how many points one pair is worth, criterion by criterion."""

from __future__ import annotations

import math

import numpy as np

from matcher.arrays import Bits, Flags, Ints, Reals
from matcher.columns import AGE, KNOWN, LANGUAGE, PRICE, SHARED, TIME, Columns, Exceptions, Settings
from matcher.compiled import compiled
from matcher.criterion import FULL_SCORE
from matcher.travel import EARTH_DIAMETER_KM, FIXED_MINUTES, MEANS, MINUTES_PER_KM, Means

RADIUS_KM = EARTH_DIAMETER_KM / 2.0
BUS = MEANS.index(Means.BUS)
FIXED = np.array([FIXED_MINUTES[way] for way in MEANS])
PER_KM = np.array([MINUTES_PER_KM[way] for way in MEANS])
WAYS = 4
NOWHERE = 1e9

B1 = np.uint64(0x5555555555555555)
B2 = np.uint64(0x3333333333333333)
B4 = np.uint64(0x0F0F0F0F0F0F0F0F)
ONES = np.uint64(0x0101010101010101)
ONE, TWO, FOUR, TOP = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
NONE = np.uint64(0)


def fixed_minutes_by_means() -> Reals:
    """Minutes a trip costs before it starts, by means and (odd rows) with an evening bus; too many for what is not there."""
    table = np.full((2 << WAYS, WAYS), NOWHERE)
    for means in range(1 << WAYS):
        for way in range(WAYS):
            if means >> way & 1:
                table[2 * means + 1, way] = FIXED[way]
                table[2 * means, way] = NOWHERE if way == BUS else FIXED[way]
    return table


FIXED_BY_MEANS = fixed_minutes_by_means()


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
def quickest(km: float, means: int) -> int:
    """Whole minutes by the quickest means; `means` is a row of the table above."""
    one = min(FIXED_BY_MEANS[means, 0] + PER_KM[0] * km, FIXED_BY_MEANS[means, 1] + PER_KM[1] * km)
    other = min(FIXED_BY_MEANS[means, 2] + PER_KM[2] * km, FIXED_BY_MEANS[means, 3] + PER_KM[3] * km)
    return math.ceil(min(one, other))


@compiled
def chord_between(requests: Columns, mentors: Columns, i: int, j: int) -> float:
    """Squared chord on the unit sphere."""
    dx = requests.direction[i, 0] - mentors.direction[j, 0]
    dy = requests.direction[i, 1] - mentors.direction[j, 1]
    dz = requests.direction[i, 2] - mentors.direction[j, 2]
    return dx * dx + dy * dy + dz * dz


@compiled
def travel_points(requests: Columns, mentors: Columns, i: int, j: int, most: int) -> int:
    """Points for what is left of the travel time of the one who uses more of it."""
    km = RADIUS_KM * math.sqrt(chord_between(requests, mentors, i, j))
    with_bus = requests.has_bus[i] & mentors.has_bus[j]
    least = most
    for minutes, limit in (
        (quickest(km, 2 * requests.means[i] + with_bus), requests.max_minutes[i]),
        (quickest(km, 2 * mentors.means[j] + with_bus), mentors.max_minutes[j]),
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
    if kind == PRICE:
        return int(most * (FULL_SCORE - mentors.price[j]) // FULL_SCORE)
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
def is_asked(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, i: int, j: int, c: int
) -> bool:
    """Whether anybody asked for this criterion."""
    if settings.kind[c] == SHARED:
        return bool((mentors.asked[j, c] if settings.by_mentor[c] else requests.asked[i, c]) > 0)
    if settings.kind[c] == PRICE:
        return bool(mentors.price[j] > 0)
    asks = settings.kind[c] != LANGUAGE and settings.kind[c] != KNOWN
    if settings.kind[c] == LANGUAGE:
        for word in range(settings.start[c], settings.stop[c]):
            asks = asks or requests.shared[i, word] != NONE
    if settings.kind[c] == KNOWN:
        for k in range(exceptions.known_start[i], exceptions.known_start[i + 1]):
            asks = asks or exceptions.known_criterion[k] == c
    return bool(asks)


@compiled
def score_table(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, rows: Ints, columns: Ints
) -> tuple[Ints, Flags]:
    """Points per criterion of the pairs given by row and column numbers, and whether they were asked for."""
    table = np.zeros((len(rows), len(settings.kind)), np.int32)
    asked = np.zeros((len(rows), len(settings.kind)), np.uint8)
    for p in range(len(rows)):
        for c in range(len(settings.kind)):
            table[p, c] = points_of(requests, mentors, settings, exceptions, rows[p], columns[p], c)
            asked[p, c] = is_asked(requests, mentors, settings, exceptions, rows[p], columns[p], c)
    return table, asked
