"""Compiled: the scores of one request with many mentors at once."""

from __future__ import annotations

import math

from matcher.arrays import Bits, Ints
from matcher.columns import AGE, KNOWN, LANGUAGE, PRICE, SHARED, TIME, Columns, Exceptions, Settings
from matcher.compiled import compiled
from matcher.criterion import FULL_SCORE
from matcher.points import NONE, RADIUS_KM, bit_count, quickest


@compiled
def add_language(
    mine: Bits, shared: Bits, most: int, start: int, stop: int, positions: Ints, count: int, out: Ints
) -> None:
    """The best level at which a language that is enough is spoken; everything where nothing is asked for."""
    words = (stop - start) // 3
    asks = False
    for word in range(start, stop):
        asks = asks or mine[word] != NONE
    for p in range(count):
        j, best = positions[p], 0
        for level in range(3):
            for word in range(start + level * words, start + (level + 1) * words):
                if mine[word] & shared[j, word] != NONE:
                    best = level + 1
        out[p] += most * best // 3 if asks else most


@compiled
def add_known(
    exceptions: Exceptions, members: Ints, i: int, c: int, most: int, positions: Ints, count: int, out: Ints
) -> None:
    """Those she knows; everybody where she knows nobody."""
    first, last = exceptions.known_start[i], exceptions.known_start[i + 1]
    asks = False
    for k in range(first, last):
        asks = asks or exceptions.known_criterion[k] == c
    for p in range(count):
        knows = not asks
        for k in range(first, last):
            is_her = exceptions.known[k] == members[positions[p]]
            knows = knows or (exceptions.known_criterion[k] == c and is_her)
        out[p] += most if knows else 0


@compiled
def add_travel(
    requests: Columns, mentors: Columns, i: int, most: int, positions: Ints, count: int, out: Ints
) -> None:
    """What is left of the travel time of the one who uses more of it."""
    x, y, z = requests.direction[i, 0], requests.direction[i, 1], requests.direction[i, 2]
    my_bus, my_means, my_minutes = requests.has_bus[i], requests.means[i], requests.max_minutes[i]
    direction, bus, means, minutes = mentors.direction, mentors.has_bus, mentors.means, mentors.max_minutes
    for p in range(count):
        j = positions[p]
        dx, dy, dz = x - direction[j, 0], y - direction[j, 1], z - direction[j, 2]
        km, with_bus = RADIUS_KM * math.sqrt(dx * dx + dy * dy + dz * dz), my_bus & bus[j]
        hers, theirs = quickest(km, 2 * my_means + with_bus), quickest(km, 2 * means[j] + with_bus)
        if hers <= my_minutes and theirs <= minutes[j]:
            mine = most if my_minutes == 0 else most * (my_minutes - hers) // my_minutes
            other = most if minutes[j] == 0 else most * (minutes[j] - theirs) // minutes[j]
            out[p] += min(mine, other)


@compiled
def score_row(
    requests: Columns, mentors: Columns, settings: Settings, exceptions: Exceptions, members: Ints,
    i: int, positions: Ints, count: int, out: Ints,
) -> None:  # fmt: skip
    """Points of request i with the mentors at these positions, criterion by criterion: short loops without questions."""
    out[:count] = 0
    my_shared, shared = requests.shared[i], mentors.shared
    for c in range(len(settings.kind)):
        kind, most, enough = settings.kind[c], int(settings.most[c]), settings.enough[c]
        start, stop = settings.start[c], settings.stop[c]
        if kind == SHARED:
            share, my_asked, asked = settings.share[c], requests.asked[i, c], mentors.asked
            by_mentor = settings.by_mentor[c] == 1
            for p in range(count):
                j = positions[p]
                both = 0
                for word in range(start, stop):
                    both += bit_count(my_shared[word] & shared[j, word])
                wanted = asked[j, c] if by_mentor else my_asked
                out[p] += share[wanted, min(both, wanted)]
        elif kind == TIME:
            hours, my_free, week = settings.hours[c], requests.free_week[i], mentors.week
            for p in range(count):
                common = 0
                for word in range(6):
                    common += bit_count(my_free[word] & week[positions[p], word])
                out[p] += hours[common]
        elif kind == LANGUAGE:
            add_language(my_shared, shared, most, start, stop, positions, count, out)
        elif kind == KNOWN:
            add_known(exceptions, members, i, c, most, positions, count, out)
        elif kind == AGE:
            age, my_age = mentors.age, requests.age[i]
            for p in range(count):
                out[p] += most * min(max(0, age[positions[p]] - my_age), enough) // enough
        elif kind == PRICE:
            price = mentors.price
            for p in range(count):
                out[p] += most * (FULL_SCORE - price[positions[p]]) // FULL_SCORE
        else:
            add_travel(requests, mentors, i, most, positions, count, out)
