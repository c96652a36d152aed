"""A grid over the map, so that only neighbours are compared."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints, Longs, Reals

MOST_CELLS = 4_000_000
KM_PER_DEGREE = 111.19
WORLD_DEGREES = 180.0


@dataclass(frozen=True)
class Grid:
    """Cells of equal size in degrees, row by row from the south west, and who lives in each."""

    edges: Reals  # south, west, cell height, cell width, smallest cosine of a latitude
    shape: tuple[int, int]
    cell_start: Longs
    members: Ints


def grid_over(place: Reals, *, cell_km: float, others: Reals) -> Grid:
    """The grid of these places; `others` are the places that will ask for neighbours."""
    every = np.vstack([place, others])
    (south, west), (north, east) = every.min(axis=0), every.max(axis=0)
    cosine = max(0.01, math.cos(math.radians(min(89.4, float(np.abs(every[:, 0]).max()) + 1.0))))
    height, width = cell_km / KM_PER_DEGREE, cell_km / KM_PER_DEGREE / cosine
    if east - west > WORLD_DEGREES:
        # The shortest way may lead across the date line: one column for everybody is slow and right.
        width = 400.0
    height = max(height, (north - south) / math.sqrt(MOST_CELLS))
    width = max(width, (east - west) / math.sqrt(MOST_CELLS))
    rows, columns = int((north - south) / height) + 1, int((east - west) / width) + 1
    row = np.minimum(((place[:, 0] - south) / height).astype(np.int64), rows - 1)
    column = np.minimum(((place[:, 1] - west) / width).astype(np.int64), columns - 1)
    cell = row * columns + column
    members = np.argsort(cell, kind="stable").astype(np.int32)
    cell_start = np.zeros(rows * columns + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=rows * columns), out=cell_start[1:])
    return Grid(np.array([south, west, height, width, cosine]), (rows, columns), cell_start, members)
