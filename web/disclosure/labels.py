"""Names of this feature's choices for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.disclosure.models import DisclosureReason, DisclosureStatus

REASONS: dict[DisclosureReason, Any] = {
    DisclosureReason.IN_DANGER: lazy_gettext("Somebody may be in danger"),
    DisclosureReason.COLLEAGUE_AWAY: lazy_gettext("The caseworker is away, and it cannot wait"),
    DisclosureReason.ASKED_BY_PERSON: lazy_gettext("The person has asked me to look"),
    DisclosureReason.COMPLAINT: lazy_gettext("A complaint or a request for access"),
    DisclosureReason.ERROR_IN_SERVICE: lazy_gettext("Something in the service is wrong with this record"),
    DisclosureReason.OTHER: lazy_gettext("Another reason"),
}
STATUSES: dict[DisclosureStatus, Any] = {
    DisclosureStatus.WAITING: lazy_gettext("Not looked at yet"),
    DisclosureStatus.ASKED: lazy_gettext("Asked about"),
    DisclosureStatus.NOTED: lazy_gettext("In order"),
    DisclosureStatus.ESCALATED: lazy_gettext("Taken further"),
}
TONES: dict[DisclosureStatus, str] = {
    DisclosureStatus.WAITING: "waiting",
    DisclosureStatus.ASKED: "waiting",
    DisclosureStatus.NOTED: "good",
    DisclosureStatus.ESCALATED: "bad",
}
