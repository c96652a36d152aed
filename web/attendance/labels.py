"""Lengths of time in words."""

from __future__ import annotations

from flask_babel import gettext, ngettext


def duration(minutes: int) -> str:
    """Write a number of minutes as people do: *2 timer og 30 minutter*."""
    hours, rest = divmod(minutes, 60)
    in_hours = ngettext("%(num)s hour", "%(num)s hours", hours)
    in_minutes = ngettext("%(num)s minute", "%(num)s minutes", rest)
    if not hours:
        return in_minutes
    return gettext("%(hours)s and %(minutes)s", hours=in_hours, minutes=in_minutes) if rest else in_hours
