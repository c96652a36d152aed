"""The columns the compiled scan reads: what people and programmes look like as numbers."""

from __future__ import annotations

from typing import NamedTuple

from matcher.arrays import Bits, Flags, Ints, Reals

SHARED, LANGUAGE, TRAVEL, TIME, AGE, KNOWN, PRICE = range(7)
"""Shapes of criteria, as the scan numbers them."""


class Columns(NamedTuple):
    """One side, one row per person."""

    place: Reals  # (n, 2) latitude and longitude in degrees
    direction: Reals  # (n, 3) on the unit sphere
    reach: Reals  # (n, 2) kilometres without and with a bus
    limit: Reals  # (n, 2) the same as squared chords on the unit sphere, a little wider
    has_bus: Flags
    means: Flags  # bit set in the order of MEANS
    max_minutes: Ints
    age: Ints
    price: Ints  # of a mentor's place; 0 for requests
    week: Bits  # (n, 6)
    free_week: Bits  # (n, 6) less the hours of a small job
    has_job: Flags  # whether the two weeks differ
    all_codes: Bits  # needed (requests), had (mentors): every bit
    any_codes: Bits  # accepted, had: one bit of each group
    shared: Bits  # of the soft criteria
    asked: Ints  # (n, criteria) how many codes are asked for, already capped


class Settings(NamedTuple):
    """What the scan needs to know of the programme."""

    any_start: Ints  # word ranges of the groups of any_codes
    half_hours_needed: Ints  # (2,) of week, of free_week
    checks_travel: int
    kind: Ints  # per criterion
    most: Ints  # points at its best
    start: Ints  # word range in `shared`
    stop: Ints
    by_mentor: Flags
    enough: Ints
    share: Ints  # (criteria, asked for, shared) points of codes, so that no pair needs a division
    hours: Ints  # (criteria, half hours) points of common time


class Exceptions(NamedTuple):
    """Pairs by name, per request: the mentors that are out, and the mentors she knows."""

    out_start: Ints
    out: Ints
    known_start: Ints
    known: Ints
    known_criterion: Ints
