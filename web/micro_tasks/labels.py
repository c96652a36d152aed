"""Names of statuses, and lengths of time in words."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext, ngettext

from web.micro_tasks.models import ReportStatus

STATUSES = {
    ReportStatus.REPORTED: lazy_gettext("Reported"),
    ReportStatus.CONFIRMED: lazy_gettext("Thanked for"),
    ReportStatus.SENT_BACK: lazy_gettext("Look at it again"),
}
TONES = {
    ReportStatus.REPORTED: "waiting",
    ReportStatus.CONFIRMED: "good",
    ReportStatus.SENT_BACK: "bad",
}


def duration(minutes: int) -> str:
    """Write a length of time: "1 hour and 20 minutes"."""
    hours, rest = divmod(minutes, 60)
    in_minutes = ngettext("%(num)s minute", "%(num)s minutes", rest)
    if hours == 0:
        return in_minutes
    in_hours = ngettext("%(num)s hour", "%(num)s hours", hours)
    return gettext("%(first)s and %(last)s", first=in_hours, last=in_minutes) if rest else in_hours
