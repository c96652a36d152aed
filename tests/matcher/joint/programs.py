"""Small random programs whose worths are whole numbers, and every whole solution they have."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy import sparse

from matcher.arrays import Reals
from matcher.shifts.program import NO_LIMIT, Program, Rows

SMALL = st.integers(-2, 2)


@st.composite
def programs(draw: st.DrawFn) -> tuple[Program, Reals]:
    """Up to seven columns; "one of these two at the most" makes odd rings, whose relaxations have halves."""
    size = draw(st.integers(2, 7))
    column = st.integers(0, size - 1)
    rows = Rows()
    for one, other in draw(st.lists(st.tuples(column, column), max_size=8)):
        if one != other:
            rows.add([one, other], [1.0, 1.0], -NO_LIMIT, 1.0)
    for members in draw(st.lists(st.lists(column, min_size=2, max_size=size, unique=True), max_size=2)):
        least = draw(st.integers(-1, 2))
        values = [float(draw(SMALL)) for _ in members]
        rows.add(members, values, float(least), draw(st.sampled_from([float(least + 1), NO_LIMIT])))
    upper = np.array([draw(st.sampled_from([1.0, 1.0, 1.0, 0.0])) for _ in range(size)])
    objective = np.array([float(draw(st.integers(-3, 9))) for _ in range(size)])
    return program_of(rows, upper), objective


def program_of(rows: Rows, upper: Reals) -> Program:
    """The program of these rows."""
    size = len(upper)
    return Program(
        matrix=rows.matrix(size),
        row_lower=np.array(rows.lower, np.float64),
        row_upper=np.array(rows.upper, np.float64),
        lower=np.zeros(size),
        upper=upper,
        is_integer=np.ones(size, bool),
        objectives=np.zeros((0, size)),
        columns=np.arange(size, dtype=np.int64),
    )


def worths(program: Program, objective: Reals) -> list[int]:
    """What every whole solution is worth."""
    dense = sparse.csr_array(program.matrix).toarray()
    found = []
    for values in product(*((0.0, 1.0) if most else (0.0,) for most in program.upper)):
        activity = dense @ np.array(values)
        if (activity >= program.row_lower).all() and (activity <= program.row_upper).all():
            found.append(round(float(objective @ np.array(values))))
    return found
