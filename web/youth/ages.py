"""Ages: the exact one for rules, the band for people who need not know the exact one."""

from __future__ import annotations

from datetime import date

from web.core.ages import age_on as age_on

BANDS = ((0, 14), (15, 17), (18, 21), (22, 25), (26, 35))


def age_band(born_on: date, day: date) -> str:
    """Return the band that the age lies in, such as `15–17`."""
    age = age_on(born_on, day)
    youngest, oldest = next(band for band in BANDS if band[1] >= min(age, BANDS[-1][1]))
    return f"{youngest}–{oldest}" if youngest else f"–{oldest}"
