"""Clauses about events, plans and assignments, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.models import AssociationStatus
from web.associations.predicates import is_coordinator_unless_refused
from web.staffing.models import Assignment, Event, StaffingPlan


def is_coordinator_of_plan(user: User, subject: object) -> bool:
    """The user coordinates for the association whose plan, or event, or assignment it is."""
    if isinstance(subject, Assignment):
        subject = subject.plan
    return isinstance(subject, StaffingPlan | Event) and is_coordinator_unless_refused(
        user, subject.association
    )


def is_event_open_to_all(user: User, subject: object) -> bool:
    """The event is one of an approved association."""
    return isinstance(subject, Event) and subject.association.status is AssociationStatus.APPROVED
