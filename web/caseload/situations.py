"""Where a young person stands: from no request to a running match."""

from __future__ import annotations

import enum
from typing import Any

from flask_babel import lazy_gettext


class Situation(enum.StrEnum):
    """What happens next for a young person, and who it waits for."""

    NO_REQUEST = "no_request"
    OPEN = "open"
    PROPOSED = "proposed"
    WAITS_FOR_MENTOR = "waits_for_mentor"
    WAITS_FOR_YOUNG_PERSON = "waits_for_young_person"
    MATCHED = "matched"


SITUATIONS: dict[Situation, Any] = {
    Situation.PROPOSED: lazy_gettext("Waits for you"),
    Situation.WAITS_FOR_MENTOR: lazy_gettext("Waits for the mentor"),
    Situation.WAITS_FOR_YOUNG_PERSON: lazy_gettext("Waits for the young person"),
    Situation.OPEN: lazy_gettext("Open request"),
    Situation.MATCHED: lazy_gettext("Has a mentor"),
    Situation.NO_REQUEST: lazy_gettext("No request"),
}
TONES: dict[Situation, str] = {
    Situation.PROPOSED: "waiting",
    Situation.WAITS_FOR_MENTOR: "plain",
    Situation.WAITS_FOR_YOUNG_PERSON: "plain",
    Situation.OPEN: "plain",
    Situation.MATCHED: "good",
    Situation.NO_REQUEST: "plain",
}
