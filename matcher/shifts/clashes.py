"""Which shifts are too close for somebody: `are_too_close` again, worked out for many shifts at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.people import Volunteer
from matcher.shifts.shift import Shift
from matcher.shifts.span import instant
from matcher.travel import EARTH_DIAMETER_KM, FIXED_MINUTES, MINUTES_PER_KM, Means, Place

MOST_PLACES = 1_500
"""Up to so many places the ways between all of them are worked out once and kept."""


class Clashes:
    """Times and places of shifts as arrays."""

    def __init__(self, shifts: Sequence[Shift]) -> None:
        self.start: Longs = np.array([instant(shift.starts_at) for shift in shifts], np.int64)
        self.end: Longs = np.array([instant(shift.ends_at) for shift in shifts], np.int64)
        number_of: dict[Place, int] = {}
        numbers = [number_of.setdefault(shift.place, len(number_of)) for shift in shifts]
        self.place: Longs = np.array(numbers, np.int64)
        self.places = tuple(number_of)
        self._minutes: dict[frozenset[Means], Reals] = {}

    def in_order(self, rows: Longs) -> Longs:
        """These shifts as they start; of those that start together the first row first."""
        return rows[np.lexsort((rows, self.start[rows]))]

    def among(self, rows: Longs, *, volunteer: Volunteer) -> Chosen:
        """For every two of these shifts, which are in the order of their start, whether the volunteer can do only one."""
        gap = self.start[rows][None, :] - self.end[rows][:, None]
        later = np.triu(gap < 60 * (self.minutes(rows, volunteer.means) + volunteer.rest_minutes), 1)
        return later | later.T

    def minutes(self, rows: Longs, means: frozenset[Means]) -> Reals:
        """Minutes of the way from each of the shifts to each; endless where there is none."""
        places = self.place[rows]
        if len(self.places) > MOST_PLACES:
            return self.ways(places, means)
        if means not in self._minutes:
            self._minutes[means] = self.ways(np.arange(len(self.places)), means)
        return self._minutes[means][np.ix_(places, places)]

    def ways(self, places: Longs, means: frozenset[Means]) -> Reals:
        """`travel_minutes` between all these places; none at all where both are the same."""
        x, y, z = (axis[:, None] - axis[None, :] for axis in self.directions[places].T)
        distance_km = EARTH_DIAMETER_KM / 2.0 * np.sqrt(x * x + y * y + z * z)
        best = np.full(distance_km.shape, np.inf)
        has_bus = self.has_bus[places]
        for way in sorted(means):
            minutes = FIXED_MINUTES[way] + MINUTES_PER_KM[way] * distance_km
            if way is Means.BUS:
                minutes[~(has_bus[:, None] & has_bus[None, :])] = np.inf
            best = np.minimum(best, minutes)
        best = np.ceil(best)
        best[places[:, None] == places[None, :]] = 0.0
        return best

    @cached_property
    def directions(self) -> Reals:
        """Where the places are, on the unit sphere."""
        return np.array([place.direction() for place in self.places])

    @cached_property
    def has_bus(self) -> Chosen:
        """Which of them have a bus in the evening."""
        return np.array([place.has_evening_bus for place in self.places], np.bool_)
