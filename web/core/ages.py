"""Ages in whole years, for rules."""

from __future__ import annotations

from datetime import date


def age_on(born_on: date, day: date) -> int:
    """Return the age in whole years on `day`; someone born on 29 February has their birthday on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
