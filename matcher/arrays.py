"""The array types the library uses, by what they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Reals = NDArray[np.float64]
Flags = NDArray[np.uint8]
Chosen = NDArray[np.bool_]
