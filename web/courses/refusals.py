"""A refused applicant's seats are free for others again."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.courses.messages import tell_of_freed_place
from web.courses.queries import coming_places
from web.courses.services import cancel_place
from web.profiles.models import Mentor
from web.vetting.decisions import when_refused


@when_refused
def free_places(mentor: Mentor, by: User, now: datetime) -> None:
    """Give the places on courses to come back, so that whoever waits moves up, and tell the applicant."""
    for place in coming_places(mentor.volunteer, now=now):
        cancel_place(place, by=by, now=now)
        tell_of_freed_place(place, at=now)
