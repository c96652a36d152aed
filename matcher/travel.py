"""Where people are, how they get about, and how many minutes it takes them."""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

EARTH_DIAMETER_KM = 12742.0
DETOUR_FACTOR = 1.3
"""Roads are longer than the bird's flight; 1.2–1.4 is the usual range for Western European roads."""


class Means(StrEnum):
    """A way of getting about that a person really has."""

    WALK = "walk"
    CYCLE = "cycle"
    BUS = "bus"
    CAR = "car"


MEANS = tuple(Means)
SPEED_KM_PER_HOUR = {Means.WALK: 5.0, Means.CYCLE: 15.0, Means.BUS: 25.0, Means.CAR: 45.0}
FIXED_MINUTES = {Means.WALK: 0.0, Means.CYCLE: 2.0, Means.BUS: 10.0, Means.CAR: 5.0}
"""Waiting, parking, unlocking: what a trip costs before it starts."""

MINUTES_PER_KM = {means: 60.0 * DETOUR_FACTOR / speed for means, speed in SPEED_KM_PER_HOUR.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A point, the area (district or village) it lies in, and whether a bus still runs in the evening.

    A person whose address is protected is given the middle of the area, never the address.
    """

    latitude: float
    longitude: float
    area: str = ""
    has_evening_bus: bool = True

    def direction(self) -> tuple[float, float, float]:
        """The point on the unit sphere, for distances without trigonometry."""
        latitude, longitude = math.radians(self.latitude), math.radians(self.longitude)
        around = math.cos(latitude)
        return around * math.cos(longitude), around * math.sin(longitude), math.sin(latitude)


def distance_km(one: Place, other: Place) -> float:
    """Straight distance (the chord; 0.1 % short at 900 km)."""
    (x, y, z), (a, b, c) = one.direction(), other.direction()
    return chord_km(x - a, y - b, z - c)


def chord_km(dx: float, dy: float, dz: float) -> float:
    """Kilometres between two directions that differ by this much."""
    return EARTH_DIAMETER_KM / 2.0 * math.sqrt(dx * dx + dy * dy + dz * dz)


def travel_minutes(start: Place, end: Place, means: AbstractSet[Means]) -> int | None:
    """Whole minutes by the quickest of the means; None when none of them gets there.

    A bus counts only where both ends still have one in the evening, which is when people meet.
    """
    has_bus = start.has_evening_bus and end.has_evening_bus
    distance = distance_km(start, end)
    times = [
        FIXED_MINUTES[way] + MINUTES_PER_KM[way] * distance
        for way in means
        if way is not Means.BUS or has_bus
    ]
    return math.ceil(min(times)) if times else None


def reach_km(means: AbstractSet[Means], max_minutes: int, *, has_bus: bool) -> float:
    """How far somebody gets within the minutes; -1 when nowhere at all."""
    ways = [way for way in means if way is not Means.BUS or has_bus]
    return max(((max_minutes - FIXED_MINUTES[way]) / MINUTES_PER_KM[way] for way in ways), default=-1.0)
