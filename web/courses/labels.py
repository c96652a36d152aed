"""Names of places on a course."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.courses.models import PlaceStatus

PLACE_STATUSES: dict[PlaceStatus, Any] = {
    PlaceStatus.SEATED: lazy_gettext("Has a seat"),
    PlaceStatus.WAITING: lazy_gettext("On the waiting list"),
    PlaceStatus.CANCELLED: lazy_gettext("Signed off"),
    PlaceStatus.ATTENDED: lazy_gettext("Came"),
    PlaceStatus.MISSED: lazy_gettext("Did not come"),
}
PLACE_TONES = {
    PlaceStatus.SEATED: "plain",
    PlaceStatus.WAITING: "waiting",
    PlaceStatus.CANCELLED: "plain",
    PlaceStatus.ATTENDED: "good",
    PlaceStatus.MISSED: "bad",
}
