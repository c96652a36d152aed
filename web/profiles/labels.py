"""Names of what volunteers are and say, for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.profiles.models import Gender, Means, MentorKind, MentorStatus, VolunteerStatus

GENDERS: dict[Gender, Any] = {
    Gender.FEMALE: lazy_gettext("Woman"),
    Gender.MALE: lazy_gettext("Man"),
    Gender.OTHER: lazy_gettext("Another gender"),
}
MEANS: dict[Means, Any] = {
    Means.WALK: lazy_gettext("On foot"),
    Means.CYCLE: lazy_gettext("By bicycle"),
    Means.BUS: lazy_gettext("By bus or train"),
    Means.CAR: lazy_gettext("By car"),
}
VOLUNTEER_STATUSES: dict[VolunteerStatus, Any] = {
    VolunteerStatus.SIGNING_UP: lazy_gettext("Not finished yet"),
    VolunteerStatus.ACTIVE: lazy_gettext("Active"),
    VolunteerStatus.PAUSED: lazy_gettext("Taking a break"),
}
MENTOR_KINDS: dict[MentorKind, Any] = {
    MentorKind.VOLUNTEER: lazy_gettext("Volunteer"),
    MentorKind.SENIOR: lazy_gettext("Older citizen with life experience"),
    MentorKind.BUSINESS: lazy_gettext("From a company"),
    MentorKind.PROFESSIONAL: lazy_gettext("Professional, for example a teacher or social educator"),
}
MENTOR_STATUSES: dict[MentorStatus, Any] = {
    MentorStatus.APPLIED: lazy_gettext("Has applied"),
    MentorStatus.APPROVED: lazy_gettext("Approved"),
    MentorStatus.PAUSED: lazy_gettext("Taking a break"),
    MentorStatus.REFUSED: lazy_gettext("Not approved"),
}
SKILL_GROUPS: dict[str, Any] = {
    "sport": lazy_gettext("Sport and movement"),
    "digital": lazy_gettext("Computers and media"),
    "culture": lazy_gettext("Culture and games"),
    "home": lazy_gettext("Home and everyday life"),
    "nature": lazy_gettext("Nature and animals"),
    "craft": lazy_gettext("Crafts and engines"),
    "learning": lazy_gettext("School and learning"),
    "work": lazy_gettext("Jobs and education"),
    "people": lazy_gettext("People and practical help"),
    "leisure": lazy_gettext("Leisure"),
    "practical": lazy_gettext("Practical things"),
}
