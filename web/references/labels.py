"""Names of relations, answers and statuses for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.references.models import KnownFor, Recommendation, ReferenceStatus, Relation

RELATIONS: dict[Relation, Any] = {
    Relation.EMPLOYER: lazy_gettext("Manager or employer"),
    Relation.COLLEAGUE: lazy_gettext("Colleague"),
    Relation.ASSOCIATION: lazy_gettext("Somebody from an association"),
    Relation.TEACHER: lazy_gettext("Teacher or supervisor"),
    Relation.NEIGHBOUR: lazy_gettext("Neighbour"),
    Relation.FRIEND: lazy_gettext("Friend"),
}
KNOWN_FOR: dict[KnownFor, Any] = {
    KnownFor.UNDER_ONE_YEAR: lazy_gettext("Less than a year"),
    KnownFor.ONE_TO_FIVE_YEARS: lazy_gettext("One to five years"),
    KnownFor.LONGER: lazy_gettext("More than five years"),
}
RECOMMENDATIONS: dict[Recommendation, Any] = {
    Recommendation.YES: lazy_gettext("Yes, without doubt"),
    Recommendation.WITH_DOUBTS: lazy_gettext("Perhaps, there is something I would like to talk about"),
    Recommendation.NO: lazy_gettext("No"),
}
RECOMMENDATION_TONES = {
    Recommendation.YES: "good",
    Recommendation.WITH_DOUBTS: "waiting",
    Recommendation.NO: "bad",
}
STATUSES: dict[ReferenceStatus, Any] = {
    ReferenceStatus.ASKED: lazy_gettext("Has been asked"),
    ReferenceStatus.ANSWERED: lazy_gettext("Has answered"),
    ReferenceStatus.DECLINED: lazy_gettext("Would rather not"),
    ReferenceStatus.EXPIRED: lazy_gettext("Did not answer"),
    ReferenceStatus.WITHDRAWN: lazy_gettext("Taken off"),
}
STATUS_TONES = {
    ReferenceStatus.ASKED: "waiting",
    ReferenceStatus.ANSWERED: "good",
    ReferenceStatus.DECLINED: "plain",
    ReferenceStatus.EXPIRED: "plain",
    ReferenceStatus.WITHDRAWN: "plain",
}
