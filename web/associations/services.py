"""Registering an association, changing what it says about itself, and the administrator's answer."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.associations.models import Association
from web.associations.register import ASSOCIATIONS
from web.associations.registration import Registration
from web.organisations import services


def register_association(registration: Registration, *, by: User, now: datetime) -> Association:
    """Store a new association that waits for approval, with the registrant as its coordinator; tell administrators.

    Raises RuleError at `name` when an association of that name exists.
    """
    return services.register(ASSOCIATIONS, Association(coordinators=[by]), registration, by=by, now=now)


def change_association(
    association: Association,
    registration: Registration,
    *,
    seen: str | None = None,
    by: User,
    now: datetime,
) -> None:
    """Write what the coordinator changed; another name or kind of an approved one waits for an administrator.

    Raises RuleError at `name` when another has that name, or it has been changed since it was `seen`.
    """
    services.change(ASSOCIATIONS, association, registration, seen=seen, by=by, now=now)


def approve_association(association: Association, *, by: User, now: datetime) -> None:
    """Let the association publish tasks, make its people coordinators, and tell them."""
    services.approve(ASSOCIATIONS, association, by=by, now=now)


def refuse_association(association: Association, *, reason: str, by: User, now: datetime) -> None:
    """Say no, with a reason that the association is told; its tasks leave the public pages."""
    services.refuse(ASSOCIATIONS, association, reason=reason, by=by, now=now)
