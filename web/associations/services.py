"""Registering an association, changing what it says about itself, and the administrator's answer."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import Role, RoleName, User
from web.accounts.services import give_role, take_role_away
from web.associations import messages
from web.associations.models import ASSOCIATION_STEPS, Association, AssociationStatus
from web.associations.registration import Registration
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.extensions import db

SAME_NAME = "uq_associations_name"


def register_association(registration: Registration, *, by: User, now: datetime) -> Association:
    """Store a new association that waits for approval, with the registrant as its coordinator; tell administrators.

    Raises RuleError at `name` when an association of that name exists.
    """
    association = Association(code=f"association-{uuid.uuid4()}", coordinators=[by])
    _write(registration, to=association)
    record_event("association: register", association, by=by, now=now)
    messages.tell_administrators_of_registration(association, administrators())
    return association


def change_association(
    association: Association, registration: Registration, *, by: User, now: datetime
) -> None:
    """Write what the coordinator changed; raises RuleError at `name` when another has that name."""
    _write(registration, to=association)
    record_event("association: change", association, by=by, now=now)


def approve_association(association: Association, *, by: User, now: datetime) -> None:
    """Let the association publish tasks, make its people coordinators, and tell them."""
    take_step(association, ASSOCIATION_STEPS, "approve", by=by, now=now)
    for coordinator in association.coordinators:
        give_role(coordinator, RoleName.COORDINATOR, by=by, now=now)
    messages.tell_coordinators_of_approval(association, now=now)


def refuse_association(association: Association, *, reason: str, by: User, now: datetime) -> None:
    """Say no, with a reason that the association is told; its tasks leave the public pages.

    Who coordinates for no other approved association is a coordinator no more, and reads nothing about volunteers.
    """
    take_step(association, ASSOCIATION_STEPS, "refuse", by=by, now=now)
    for coordinator in association.coordinators:
        if not coordinates_elsewhere(coordinator, association):
            take_role_away(coordinator, RoleName.COORDINATOR, by=by, now=now)
    messages.tell_coordinators_of_refusal(association, reason=reason, now=now)


def coordinates_elsewhere(user: User, association: Association) -> bool:
    """Tell whether the user coordinates for another association that is approved."""
    others = select(Association.id).where(
        Association.coordinators.any(User.id == user.id),
        Association.status == AssociationStatus.APPROVED,
        Association.id != association.id,
    )
    return db.session.scalar(others.limit(1)) is not None


def administrators() -> list[User]:
    """Return the active administrators."""
    statement = select(User).where(User.roles.any(Role.name == RoleName.ADMINISTRATOR), User.active)
    return list(db.session.scalars(statement.order_by(User.id)))


def _write(registration: Registration, *, to: Association) -> None:
    try:
        with db.session.begin_nested():
            for field in fields(Registration):
                setattr(to, field.name, getattr(registration, field.name))
            db.session.add(to)
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != SAME_NAME:
            raise
        raise RuleError(
            gettext("There is already an association of that name here. Is it yours? Then write to us."),
            field="name",
        ) from error
