"""Planning interviews, calling them off, and recording how they went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.interviews import messages
from web.interviews.models import INTERVIEW_STEPS, Channel, Interview, InterviewStatus, Topic
from web.profiles.models import Mentor, MentorStatus
from web.vetting.models import ClearanceKind
from web.vetting.services import (
    Validity,
    ensure_may_record,
    may_record,
    refuse_own,
    usual_last_day,
    verify_clearance,
)

DOUBLE_BOOKING = "ex_interviews_no_double_booking"
PLANNED_ALREADY = "uq_interviews_planned"


@dataclass(frozen=True)
class Appointment:
    """When, for how long, how, and where two people talk."""

    starts_at: datetime
    minutes: int
    channel: Channel
    place: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def plan_interview(
    mentor: Mentor, appointment: Appointment, *, interviewer: User, by: User, now: datetime
) -> Interview:
    """Plan a talk and invite both.

    Raises RuleError for a time that is over, an interviewer who is busy then or may not record interviews, a second talk
    with the same applicant, and one's own.
    """
    refuse_own(mentor.volunteer, by=interviewer)
    if mentor.status is MentorStatus.REFUSED:
        raise RuleError(gettext("The application is refused. Take the decision back before you plan a talk."))
    ensure_may_record(mentor.volunteer, ClearanceKind.INTERVIEW, by=by, now=now)
    if not may_record(interviewer, ClearanceKind.INTERVIEW):
        raise RuleError(gettext("This colleague does not hold interviews."), field="interviewer")
    if appointment.starts_at <= now:
        raise RuleError(gettext("This time is over."), field="day")
    # Two plans for one colleague wait for each other here, instead of inside the exclusion constraint.
    db.session.execute(select(User.id).where(User.id == interviewer.id).with_for_update(key_share=True))
    interview = Interview(
        mentor_id=mentor.id,
        interviewer_id=interviewer.id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        channel=appointment.channel,
        place=appointment.place,
    )
    try:
        with db.session.begin_nested():
            db.session.add(interview)
            db.session.flush()
    except IntegrityError as error:
        raise refusal_of(error) from error
    record_event("plan interview", interview, by=by, now=now)
    messages.invite(interview)
    return interview


def refusal_of(error: IntegrityError) -> RuleError:
    """Return the rule that a constraint stands for; raise the error again where it is none of ours."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name == DOUBLE_BOOKING:
        return RuleError(gettext("The interviewer has another interview at that time."), field="clock_time")
    if name == PLANNED_ALREADY:
        return RuleError(gettext("An interview is planned already. Call it off first."))
    raise error


def cancel_interview(interview: Interview, *, is_final: bool = False, by: User, now: datetime) -> None:
    """Call a talk off, by either side, and tell the other; after a final one no other time is looked for."""
    take_step(interview, INTERVIEW_STEPS, "cancel", by=by, now=now)
    if is_final:
        messages.tell_of_final_cancellation(interview, by=by)
    else:
        messages.tell_of_cancellation(interview, by=by)


def hold_interview(
    interview: Interview, *, spoken_about: frozenset[Topic], is_suitable: bool, by: User, now: datetime
) -> None:
    """Record that the talk was held and its outcome; a good one puts the clearance in order.

    Raises RuleError before it has begun, for those who may not record it, and for a good outcome of a talk that left a
    topic out.
    """
    ensure_may_record(interview.mentor.volunteer, ClearanceKind.INTERVIEW, by=by, now=now)
    ensure_begun(interview, now=now)
    if is_suitable and spoken_about != frozenset(Topic):
        raise RuleError(
            gettext("Tick every topic. Was one left out, then talk about it before you approve."),
            field="topics",
        )
    take_step(
        interview,
        INTERVIEW_STEPS,
        "hold",
        by=by,
        now=now,
        details={"is_suitable": is_suitable},
        changes={"is_suitable": is_suitable},
    )
    if is_suitable:
        volunteer, day = interview.mentor.volunteer, clock.local_date(interview.starts_at)
        validity = Validity(day, usual_last_day(volunteer, ClearanceKind.INTERVIEW, day, now=now))
        verify_clearance(volunteer, ClearanceKind.INTERVIEW, validity, by=by, now=now)


def miss_interview(interview: Interview, *, by: User, now: datetime) -> None:
    """Record that the applicant did not come; a new time can be planned."""
    ensure_may_record(interview.mentor.volunteer, ClearanceKind.INTERVIEW, by=by, now=now)
    ensure_begun(interview, now=now)
    take_step(interview, INTERVIEW_STEPS, "miss", by=by, now=now)


def ensure_begun(interview: Interview, *, now: datetime) -> None:
    """Raise RuleError for an outcome before the talk."""
    if interview.status is InterviewStatus.PLANNED and interview.starts_at > now:
        raise RuleError(gettext("The interview has not begun yet."))
