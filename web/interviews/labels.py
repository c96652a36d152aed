"""Names of ways to talk and of statuses."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.interviews.models import Channel, InterviewStatus

CHANNELS: dict[Channel, Any] = {
    Channel.MEETING: lazy_gettext("We meet"),
    Channel.PHONE: lazy_gettext("By phone"),
    Channel.VIDEO: lazy_gettext("By video"),
}
STATUSES: dict[InterviewStatus, Any] = {
    InterviewStatus.PLANNED: lazy_gettext("Planned"),
    InterviewStatus.HELD: lazy_gettext("Held"),
    InterviewStatus.MISSED: lazy_gettext("Did not come"),
    InterviewStatus.CANCELLED: lazy_gettext("Called off"),
}
STATUS_TONES = {
    InterviewStatus.PLANNED: "waiting",
    InterviewStatus.HELD: "good",
    InterviewStatus.MISSED: "bad",
    InterviewStatus.CANCELLED: "plain",
}
