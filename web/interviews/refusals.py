"""A refused applicant has no interview to come."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.interviews.queries import planned_interview
from web.interviews.services import cancel_interview
from web.profiles.models import Mentor
from web.vetting.decisions import when_refused


@when_refused
def call_off(mentor: Mentor, by: User, now: datetime) -> None:
    """Call the planned interview off; the mails promise no other time."""
    interview = planned_interview(mentor)
    if interview is not None:
        cancel_interview(interview, is_final=True, by=by, now=now)
