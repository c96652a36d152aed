"""Names of this feature's choices for people."""

from __future__ import annotations

import enum
from typing import Any

from flask_babel import lazy_gettext

from web.matches.models import MatchStatus


class CloseReason(enum.StrEnum):
    """Why a match ended."""

    REACHED = "reached"
    WISH_OF_YOUNG_PERSON = "wish_of_young_person"
    WISH_OF_MENTOR = "wish_of_mentor"
    MOVED = "moved"
    DID_NOT_WORK = "did_not_work"
    OTHER = "other"


CLOSE_REASONS: dict[CloseReason, Any] = {
    CloseReason.REACHED: lazy_gettext("They have reached what they wanted"),
    CloseReason.WISH_OF_YOUNG_PERSON: lazy_gettext("The young person wishes to stop"),
    CloseReason.WISH_OF_MENTOR: lazy_gettext("The mentor wishes to stop"),
    CloseReason.MOVED: lazy_gettext("One of them moves away"),
    CloseReason.DID_NOT_WORK: lazy_gettext("They did not work well together"),
    CloseReason.OTHER: lazy_gettext("Another reason"),
}
MATCH_STATUSES: dict[MatchStatus, Any] = {
    MatchStatus.ACTIVE: lazy_gettext("Running"),
    MatchStatus.CLOSED: lazy_gettext("Ended"),
}
