"""The number of the central business register (CVR): eight digits, the last of which checks the others."""

from __future__ import annotations

import re

WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def cleaned(typed: str | None) -> str | None:
    """Return what was typed without the spaces, dots and the DK that people write with it."""
    return None if typed is None else re.sub(r"^DK", "", re.sub(r"[\s.\-]", "", typed).upper())


def is_cvr(number: str) -> bool:
    """Tell whether this can be a CVR number: the weighted sum of its digits is divisible by eleven."""
    if not re.fullmatch(r"[1-9][0-9]{7}", number, flags=re.ASCII):
        return False
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True)) % 11 == 0
