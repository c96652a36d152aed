"""Names of kinds, statuses, weekdays and times for people."""

from __future__ import annotations

from datetime import time

from flask_babel import get_locale, gettext, lazy_gettext

from web.tasks.filters import PartOfDay
from web.tasks.models import SignupStatus, TaskKind, TaskStatus

KINDS = {
    TaskKind.DATED: lazy_gettext("On certain days"),
    TaskKind.WEEKLY: lazy_gettext("Every week"),
    TaskKind.MICRO: lazy_gettext("Micro-task"),
}
TASK_STATUSES = {
    TaskStatus.DRAFT: lazy_gettext("Draft"),
    TaskStatus.PUBLISHED: lazy_gettext("Open for sign-ups"),
    TaskStatus.CLOSED: lazy_gettext("Closed"),
}
SIGNUP_STATUSES = {
    SignupStatus.REQUESTED: lazy_gettext("Waits for an answer"),
    SignupStatus.CONFIRMED: lazy_gettext("Confirmed"),
    SignupStatus.DECLINED: lazy_gettext("Declined"),
    SignupStatus.CANCELLED: lazy_gettext("Cancelled"),
    SignupStatus.WAITING: lazy_gettext("On the waiting list"),
    SignupStatus.OFFERED: lazy_gettext("A place is kept for you"),
}
WEEKDAYS = (
    lazy_gettext("Monday"),
    lazy_gettext("Tuesday"),
    lazy_gettext("Wednesday"),
    lazy_gettext("Thursday"),
    lazy_gettext("Friday"),
    lazy_gettext("Saturday"),
    lazy_gettext("Sunday"),
)
EACH_WEEKDAY = (
    lazy_gettext("Every Monday"),
    lazy_gettext("Every Tuesday"),
    lazy_gettext("Every Wednesday"),
    lazy_gettext("Every Thursday"),
    lazy_gettext("Every Friday"),
    lazy_gettext("Every Saturday"),
    lazy_gettext("Every Sunday"),
)
PARTS_OF_DAY = {
    PartOfDay.MORNING: lazy_gettext("Morning"),
    PartOfDay.AFTERNOON: lazy_gettext("Afternoon"),
    PartOfDay.EVENING: lazy_gettext("Evening"),
}


def wall_time(value: time) -> str:
    """Write a time of day as people do: *16.30* in Danish, *16:30* in English."""
    return value.strftime("%H.%M" if get_locale().language == "da" else "%H:%M")


def weekly_times(weekday: int, from_time: time, to_time: time) -> str:
    """Write the pattern of a weekly task: *Hver tirsdag kl. 16.00–18.00*."""
    return gettext(
        "%(each_weekday)s, %(start)s–%(end)s",
        each_weekday=EACH_WEEKDAY[weekday],
        start=wall_time(from_time),
        end=wall_time(to_time),
    )
