"""Places close to a place, as the crow flies."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from web.catalogue.models import Area

EARTH_RADIUS_KM = 6_371.0


def distance_km(one: Area, other: Area) -> float:
    """Return the great-circle distance between the middles of two areas (haversine formula)."""
    latitudes = radians(one.latitude), radians(other.latitude)
    half_north = sin((latitudes[1] - latitudes[0]) / 2)
    half_east = sin(radians(other.longitude - one.longitude) / 2)
    chord = half_north**2 + cos(latitudes[0]) * cos(latitudes[1]) * half_east**2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def areas_within(centre: Area, *, radius_km: int, among: Iterable[Area]) -> list[int]:
    """Return the ids of `centre`, of the areas inside it, and of those whose middle is within `radius_km`."""
    return [
        area.id
        for area in among
        if area.id == centre.id or area.parent_id == centre.id or distance_km(centre, area) <= radius_km
    ]
