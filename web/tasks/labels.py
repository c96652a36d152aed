"""Names of kinds, statuses, weekdays and times for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Protocol

from babel.lists import format_list as babel_list
from flask_babel import get_locale, gettext, lazy_gettext

from web.tasks.filters import PartOfDay
from web.tasks.models import SignupStatus, TaskKind, TaskStatus
from web.vetting.models import ClearanceKind

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
RHYTHMS = {
    2: lazy_gettext("Every other week"),
    3: lazy_gettext("Every third week"),
    4: lazy_gettext("Every fourth week"),
}


class Pattern(Protocol):
    """Anything with the pattern of a weekly task: a task, its draft, its card."""

    @property
    def weekday(self) -> int | None: ...
    @property
    def more_weekdays(self) -> Sequence[int]: ...
    @property
    def every_weeks(self) -> int: ...
    @property
    def from_time(self) -> time | None: ...
    @property
    def to_time(self) -> time | None: ...


PARTS_OF_DAY = {
    PartOfDay.MORNING: lazy_gettext("Morning"),
    PartOfDay.AFTERNOON: lazy_gettext("Afternoon"),
    PartOfDay.EVENING: lazy_gettext("Evening"),
}


def wall_time(value: time) -> str:
    """Write a time of day as people do: *16.30* in Danish, *16:30* in English."""
    return value.strftime("%H.%M" if get_locale().language == "da" else "%H:%M")


def pattern_words(task: Pattern) -> str:
    """Write the pattern of a weekly task: *Hver tirsdag kl. 16.00–18.00*, *Hver anden uge: mandag og torsdag kl. …*."""
    if task.weekday is None or task.from_time is None or task.to_time is None:
        return ""
    days = sorted({task.weekday, *task.more_weekdays})
    if task.every_weeks == 1:
        words = format_list([str(EACH_WEEKDAY[day]) for day in days[:1]] + [lowered(day) for day in days[1:]])
    else:
        words = gettext(
            "%(rhythm)s: %(days)s",
            rhythm=RHYTHMS[task.every_weeks],
            days=format_list([lowered(day) for day in days]),
        )
    return gettext(
        "%(each_weekday)s, %(start)s–%(end)s",
        each_weekday=words,
        start=wall_time(task.from_time),
        end=wall_time(task.to_time),
    )


def lowered(weekday: int) -> str:
    """Return the name of a weekday as it stands inside a sentence."""
    name = str(WEEKDAYS[weekday])
    return name.lower() if get_locale().language == "da" else name


def format_list(words: list[str]) -> str:
    """Join words as people do: *mandag, onsdag og fredag*."""
    return babel_list(words, locale=get_locale())


IMPORTANCES = (
    (1, lazy_gettext("Nice to have")),
    (2, lazy_gettext("Normal")),
    (3, lazy_gettext("Important")),
    (4, lazy_gettext("Very important")),
    (5, lazy_gettext("Nothing works without it")),
)
CLEARANCES = (
    (ClearanceKind.CHILDRENS_CERTIFICATE.value, lazy_gettext("Children's certificate")),
    (ClearanceKind.CRIMINAL_RECORD.value, lazy_gettext("Criminal record certificate")),
    (ClearanceKind.TRAINING.value, lazy_gettext("Mentor training")),
)
"""The kinds that a shift may ask for."""
