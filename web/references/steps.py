"""How far the references are, for the applicant and for those who vet."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.core.access import may, signed_in_user
from web.core.permissions import Permission
from web.profiles.models import Volunteer
from web.references.models import COUNTING, ReferenceStatus
from web.references.services import NEEDED, count
from web.vetting.models import ClearanceKind
from web.vetting.queries import mentor_of
from web.vetting.services import may_record
from web.vetting.steps import NextStep, tells_owner, tells_staff


@tells_owner(ClearanceKind.REFERENCES)
def own_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Name two; then wait for their answers."""
    mentor, url = mentor_of(volunteer), url_for("references.name_referees")
    missing = NEEDED - count(mentor, *COUNTING)
    answered = count(mentor, ReferenceStatus.ANSWERED)
    if missing > 0:
        text = ngettext(
            "Give us the name of one more person who knows you well. We send them a few questions.",
            "Give us the names of %(num)s people who know you well. We send each of them a few questions.",
            missing,
        )
        return NextStep(text, url, gettext("Name somebody"))
    if answered < NEEDED:
        text = gettext(
            "We have asked them. %(answered)s of %(needed)s have answered.", answered=answered, needed=NEEDED
        )
        return NextStep(text, url, gettext("See whom you have named"), is_waiting=True)
    return NextStep(gettext("Both have answered. We read their answers and tell you."))


@tells_staff(ClearanceKind.REFERENCES)
def staff_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """How many have answered, and the way to the answers for those who may read them."""
    mentor = mentor_of(volunteer)
    text = gettext(
        "%(named)s named, %(answered)s have answered.",
        named=count(mentor, *COUNTING),
        answered=count(mentor, ReferenceStatus.ANSWERED),
    )
    if not may(Permission.REFERENCES_READ, mentor) or not may_record(
        signed_in_user(), ClearanceKind.REFERENCES
    ):
        return NextStep(text)
    return NextStep(
        text, url_for("references.read_answers", mentor_id=mentor.id), gettext("Read the references")
    )
