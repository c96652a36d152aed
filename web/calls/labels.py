"""Names of answers, of how often and of how soon, for people."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.calls.models import AskStatus

STATUSES = {
    AskStatus.ASKED: lazy_gettext("Has been asked"),
    AskStatus.ACCEPTED: lazy_gettext("Said yes"),
    AskStatus.DECLINED: lazy_gettext("Can't this time"),
    AskStatus.EXPIRED: lazy_gettext("Did not answer"),
    AskStatus.FILLED: lazy_gettext("Others were faster, and thanks were sent"),
    AskStatus.WITHDRAWN: lazy_gettext("Was told that nobody is needed"),
}
TONES = {
    AskStatus.ASKED: "waiting",
    AskStatus.ACCEPTED: "good",
    AskStatus.DECLINED: "plain",
    AskStatus.EXPIRED: "plain",
    AskStatus.FILLED: "plain",
    AskStatus.WITHDRAWN: "plain",
}
MOST_ASKS_CHOICES = {
    1: lazy_gettext("Once a month"),
    2: lazy_gettext("Twice a month"),
    4: lazy_gettext("Four times a month"),
    10: lazy_gettext("Ten times a month"),
    30: lazy_gettext("As often as I am needed"),
}
HOURS_AHEAD = {
    2: lazy_gettext("Two hours' warning is enough"),
    6: lazy_gettext("I need six hours' warning"),
    24: lazy_gettext("I need to know the day before"),
    72: lazy_gettext("I need to know three days before"),
}
