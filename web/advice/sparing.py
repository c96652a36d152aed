"""Keeping rare mentors for those who will ask: an administrator's decision for the whole programme, off at first."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.audit.services import record_event
from web.core.locks import lock_row
from web.extensions import db
from web.proposals.intake import mentoring_programme


def spare_rare_mentors(is_wanted: bool, *, by: User, now: datetime) -> None:
    """Let match runs keep rare mentors for those who will ask, or no longer; it counts from the next run."""
    programme = mentoring_programme()
    lock_row(programme)
    if programme.spares_rare_mentors is is_wanted:
        return
    programme.spares_rare_mentors = is_wanted
    db.session.flush()
    # A programme has a code and no number, so the event is about whoever decided.
    record_event("spare rare mentors", by, by=by, now=now, details={"is_on": is_wanted})
