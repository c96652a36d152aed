"""What every template may use: the service's name, the nonce, dates and numbers as Danes write them, permissions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, g
from flask_babel import format_date, format_datetime, get_locale, gettext

from web.core import clock
from web.core.access import may
from web.core.headers import script_nonce
from web.core.permissions import Permission
from web.core.week_words import common_week, week_lines, week_sentence, weekday_name


def init_pages(app: Flask) -> None:
    """Make the shared names known to every template."""
    settings = app.config["SETTINGS"]

    @app.context_processor
    def shared_names() -> dict[str, Any]:
        locale = get_locale()
        return {
            "service_name": settings.service_name,
            "municipality_name": settings.municipality_name,
            "is_development": settings.is_development,
            "language": locale.language if locale is not None else "da",
            "script_nonce": script_nonce,
            "may": may,
            "Permission": Permission,
            "request_id": g.get("request_id", ""),
            "this_year": clock.local_date(clock.now()).year,
        }

    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["clock_time"] = clock_time
    app.jinja_env.globals.update(
        weekday_name=weekday_name,
        week_lines=week_lines,
        week_sentence=week_sentence,
        common_week=common_week,
    )


def day(value: date) -> str:
    """Format a date in words: *lørdag den 3. maj*, with the year where it is not this one."""
    if isinstance(value, datetime):
        value = clock.local_date(value)
    is_this_year = value.year == clock.local_date(clock.now()).year
    pattern = gettext("EEEE, d MMMM") if is_this_year else gettext("EEEE, d MMMM yyyy")
    return format_date(value, pattern)


def clock_time(value: datetime) -> str:
    """Format the wall-clock time of a moment in Denmark: *16.30*."""
    return format_datetime(value, gettext("HH:mm"))


def moment(value: datetime) -> str:
    """Format a moment as day and time."""
    return gettext("%(day)s at %(time)s", day=day(value), time=clock_time(value))
