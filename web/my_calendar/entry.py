"""One thing with a time, as it stands in a calendar."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class EntryKind(enum.StrEnum):
    SHIFT = "shift"
    INTERVIEW = "interview"
    COURSE = "course"
    TRIAL_DAY = "trial_day"


@dataclass(frozen=True)
class Entry:
    """One thing with a time, and the page (endpoint) about it.

    `key` stays the same when it moves; `is_certain` is whether all have said yes.
    """

    key: str
    kind: EntryKind
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    is_certain: bool
    page: str
    signup_id: int | None = None
