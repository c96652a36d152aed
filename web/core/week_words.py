"""A week in words: names of the days, times of day, and the stretches of a week as people say them."""

from __future__ import annotations

from babel.dates import get_day_names
from flask_babel import get_locale, gettext

from web.core.week import DAYS, Week


def weekday_name(weekday: int, *, is_short: bool = False) -> str:
    """Return the name of a weekday (0 is Monday) in the reader's language, or its three first letters."""
    names = get_day_names("wide", locale=get_locale() or "da")
    name = str(names[weekday])
    return name[:3].capitalize() if is_short else name.capitalize()


def time_of_day(minute: int) -> str:
    """Return a minute of the day as a clock shows it: *14.30*; the end of the day is *24.00*."""
    hour, rest = divmod(minute, 60)
    return gettext("HH:mm").replace("HH", f"{hour:02d}").replace("mm", f"{rest:02d}")


def stretch_text(start: int, end: int) -> str:
    """Return the time between two minutes of the day: *14.00–17.30*."""
    return f"{time_of_day(start)}–{time_of_day(end)}"


def day_text(week: Week, weekday: int) -> str:
    """Return the stretches of one day, *09.00–12.00, 17.00–22.00*; empty where there is none."""
    return ", ".join(stretch_text(start, end) for day, start, end in week.intervals() if day == weekday)


def week_lines(week: Week) -> list[tuple[str, str]]:
    """Return (name of the day, its stretches) for every day with any time, from Monday."""
    lines = ((weekday_name(weekday), day_text(week, weekday)) for weekday in range(DAYS))
    return [(day, text) for day, text in lines if text]


def week_sentence(week: Week) -> str:
    """Return the whole week as one line for those who do not see the drawing."""
    return "; ".join(f"{day} {text}" for day, text in week_lines(week)) or gettext("No time chosen")


def common_week(week: Week, other: Week) -> Week:
    """Return the time both have (templates have no `&`)."""
    return week & other
