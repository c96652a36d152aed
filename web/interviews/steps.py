"""How far the interview is, for the applicant and for those who vet."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, lazy_gettext

from web.core.access import may
from web.core.pages import moment
from web.core.permissions import Permission
from web.interviews.labels import CHANNELS, TOPICS
from web.interviews.models import Interview
from web.interviews.queries import planned_interview
from web.profiles.models import Volunteer
from web.vetting.by_hand import ByHand, records_by_hand
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind
from web.vetting.queries import mentor_of
from web.vetting.steps import NextStep, tells_owner, tells_staff


def planned_page(volunteer: Volunteer) -> str:
    """Return the address of the interview that is planned, where its result belongs; nothing where none is."""
    mentor = mentor_of(volunteer)
    return url_for("interviews.plan", mentor_id=mentor.id) if planned_interview(mentor) else ""


records_by_hand(
    ClearanceKind.INTERVIEW,
    ByHand(
        lead=lazy_gettext(
            "For a talk that was held without being planned here. Notes from it are not written down."
        ),
        topics={topic.value: name for topic, name in TOPICS.items()},
        elsewhere=planned_page,
    ),
)


def in_words(interview: Interview) -> str:
    """Return time, way and place in one line."""
    parts = [
        moment(interview.starts_at),
        str(CHANNELS[interview.channel]).lower(),
        interview.place,
    ]
    return ", ".join(part for part in parts if part)


@tells_owner(ClearanceKind.INTERVIEW)
def own_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """When and where, once it is planned."""
    interview = planned_interview(mentor_of(volunteer))
    if interview is None:
        return NextStep(str(NEXT_STEPS[ClearanceKind.INTERVIEW]))
    text = gettext(
        "You talk with %(name)s: %(time)s.", name=interview.interviewer.name, time=in_words(interview)
    )
    if interview.starts_at <= now:
        return NextStep(text)
    return NextStep(
        text,
        url_for("interviews.own"),
        gettext("See the time, or say that it does not suit"),
        is_waiting=True,
    )


@tells_staff(ClearanceKind.INTERVIEW)
def staff_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """The time that is planned, and the way to plan or record."""
    mentor = mentor_of(volunteer)
    interview = planned_interview(mentor)
    is_mine = may(Permission.INTERVIEW_PLAN, mentor)
    url = url_for("interviews.plan", mentor_id=mentor.id) if is_mine else ""
    if interview is None:
        return NextStep(
            gettext("No interview is planned."), url, gettext("Plan an interview") if is_mine else ""
        )
    action = gettext("See the interview") if is_mine else ""
    return NextStep(f"{interview.interviewer.name}: {in_words(interview)}", url, action)
