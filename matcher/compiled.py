"""The one place that knows how inner loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile an inner loop to machine code: cached on disk, and free of the interpreter lock.

    Modules that use this are imported inside functions, so that importing the library stays quick.
    """
    from numba import njit

    return cast(Function, njit(cache=True, nogil=True)(function))
