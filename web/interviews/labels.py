"""Names of ways to talk and of statuses."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.interviews.models import Channel, InterviewStatus, Topic

CHANNELS: dict[Channel, Any] = {
    Channel.MEETING: lazy_gettext("We meet"),
    Channel.VIDEO: lazy_gettext("By video"),
}
TOPICS: dict[Topic, Any] = {
    Topic.MOTIVES: lazy_gettext("Why the applicant wants to be a mentor, and what the applicant expects"),
    Topic.EXPERIENCE: lazy_gettext(
        "What the applicant brings along from life, work and time with young people"
    ),
    Topic.ATTITUDES: lazy_gettext("How the applicant sees young people who live and believe otherwise"),
    Topic.COMMITMENT: lazy_gettext(
        "Time and staying power: how often, for how long, and what if life changes"
    ),
    Topic.BOUNDARIES: lazy_gettext("Boundaries: money, gifts, alcohol, contact online, being alone together"),
    Topic.WORRIES: lazy_gettext("Duty to report worries about a child, confidentiality, and whom to call"),
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
