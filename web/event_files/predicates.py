"""Clauses about files of events, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.predicates import is_coordinator_unless_refused
from web.event_files.models import EventFile


def is_coordinator_of_event_file(user: User, subject: object) -> bool:
    """The user coordinates for the association whose file it is."""
    return isinstance(subject, EventFile) and is_coordinator_unless_refused(user, subject.association)
