"""Clauses about tasks, shifts and sign-ups, for the permission table."""

from __future__ import annotations

from web.accounts.models import User
from web.associations.models import AssociationStatus
from web.associations.predicates import is_coordinator_of, is_coordinator_of_approved
from web.tasks.models import Shift, Signup, Task, TaskStatus


def is_coordinator_of_task(user: User, subject: object) -> bool:
    """The user coordinates for the association whose task, shift or sign-up it is."""
    task = task_of(subject)
    return task is not None and is_coordinator_of(user, task.association)


def is_coordinator_of_approved_task(user: User, subject: object) -> bool:
    """The same, and the association is approved: whoever was refused, or waits, sees nobody who signed up."""
    task = task_of(subject)
    return task is not None and is_coordinator_of_approved(user, task.association)


def is_shift_open_to_all(user: User, subject: object) -> bool:
    """The shift is one of a published task of an approved association."""
    return (
        isinstance(subject, Shift)
        and subject.task.status is TaskStatus.PUBLISHED
        and subject.task.association.status is AssociationStatus.APPROVED
    )


def is_own_signup(user: User, subject: object) -> bool:
    """The user signed up."""
    return isinstance(subject, Signup) and subject.volunteer.user_id == user.id


def task_of(subject: object) -> Task | None:
    """Return the task that a record is, or belongs to; None for a record of another kind."""
    if isinstance(subject, Signup):
        return subject.shift.task
    if isinstance(subject, Shift):
        return subject.task
    return subject if isinstance(subject, Task) else None
