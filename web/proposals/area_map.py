"""A small drawing of the municipality's places with two of them marked; it shows areas, never addresses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from web.catalogue.models import Area, AreaKind

WIDTH, HEIGHT, MARGIN = 360.0, 240.0, 26.0


@dataclass(frozen=True)
class Spot:
    """One place on the drawing."""

    name: str
    x: float
    y: float
    is_district: bool


@dataclass(frozen=True)
class AreaMap:
    """All places, and the two that are marked."""

    spots: list[Spot]
    young: Spot
    mentor: Spot

    @property
    def is_same(self) -> bool:
        """Tell whether both live in the same area."""
        return self.young == self.mentor


def area_map(areas: Sequence[Area], *, young: Area, mentor: Area) -> AreaMap:
    """Lay the places out, north up, with equal scale in both directions."""
    shown = [area for area in areas if area.kind is not AreaKind.NEIGHBOUR]
    shown += [area for area in {young, mentor} if area not in shown]
    squeeze = math.cos(math.radians(young.latitude))
    xs = [area.longitude * squeeze for area in shown]
    ys = [-area.latitude for area in shown]
    reach = (
        max((max(xs) - min(xs)) / (WIDTH - 2 * MARGIN), (max(ys) - min(ys)) / (HEIGHT - 2 * MARGIN)) or 1.0
    )

    def spot(area: Area) -> Spot:
        x = WIDTH / 2 + (area.longitude * squeeze - (max(xs) + min(xs)) / 2) / reach
        y = HEIGHT / 2 + (-area.latitude - (max(ys) + min(ys)) / 2) / reach
        return Spot(area.name, round(x, 1), round(y, 1), area.kind is AreaKind.DISTRICT)

    return AreaMap([spot(area) for area in shown], spot(young), spot(mentor))
