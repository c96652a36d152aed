"""Names of kinds of files and of the states of an import, for people."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from web.exchange.models import ImportStatus

KIND_LABELS: dict[str, LazyString] = {
    "areas": lazy_gettext("Areas"),
    "skills": lazy_gettext("Skills and interests"),
    "languages": lazy_gettext("Languages"),
    "goals": lazy_gettext("What a mentor can help with"),
    "experiences": lazy_gettext("Experience of life and work"),
    "associations": lazy_gettext("Associations"),
    "volunteers": lazy_gettext("Volunteers"),
    "tasks": lazy_gettext("Tasks"),
    "shifts": lazy_gettext("Shifts of dated tasks"),
}
STATUS_LABELS: dict[ImportStatus, LazyString] = {
    ImportStatus.WAITING: lazy_gettext("Waits for a decision"),
    ImportStatus.IMPORTED: lazy_gettext("Imported"),
    ImportStatus.DISCARDED: lazy_gettext("Discarded"),
}
STATUS_TONES: dict[ImportStatus, str] = {
    ImportStatus.WAITING: "waiting",
    ImportStatus.IMPORTED: "good",
    ImportStatus.DISCARDED: "plain",
}
