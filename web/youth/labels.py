"""Names of this feature's choices for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.profiles.models import Gender
from web.youth.models import Urgency

URGENCIES: dict[int, Any] = {
    Urgency.NOW: lazy_gettext("Now: something goes wrong if nobody comes within a few weeks"),
    Urgency.SOON: lazy_gettext("Soon: within a couple of months"),
    Urgency.CAN_WAIT: lazy_gettext("Can wait: it is more important to find just the right one"),
}
SHORT_URGENCIES: dict[int, Any] = {
    Urgency.NOW: lazy_gettext("Now"),
    Urgency.SOON: lazy_gettext("Soon"),
    Urgency.CAN_WAIT: lazy_gettext("Can wait"),
}
GENDERS: dict[Gender, Any] = {
    Gender.FEMALE: lazy_gettext("Girl or woman"),
    Gender.MALE: lazy_gettext("Boy or man"),
    Gender.OTHER: lazy_gettext("Another gender"),
}
WISHED_GENDERS: dict[Gender, Any] = {
    Gender.FEMALE: lazy_gettext("A woman"),
    Gender.MALE: lazy_gettext("A man"),
}
