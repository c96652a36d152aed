"""The register of associations: its words and rules, and what follows from the administrator's answer."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.accounts.services import give_role, take_role_away
from web.associations.labels import KINDS
from web.associations.models import ASSOCIATION_STEPS, Association, AssociationStatus
from web.core.permissions import Permission
from web.extensions import db
from web.organisations.register import Register, Taken, Words


def make_coordinators(association: Association, by: User, now: datetime) -> None:
    """Give its people the role that lets them post tasks."""
    for coordinator in association.coordinators:
        give_role(coordinator, RoleName.COORDINATOR, by=by, now=now)


def end_coordinators(association: Association, by: User, now: datetime) -> None:
    """Take the role from who coordinates for no other approved association: they read nothing about volunteers."""
    for coordinator in association.coordinators:
        if not coordinates_elsewhere(coordinator, association):
            take_role_away(coordinator, RoleName.COORDINATOR, by=by, now=now)


def coordinates_elsewhere(user: User, association: Association) -> bool:
    """Tell whether the user coordinates for another association that is approved."""
    others = select(Association.id).where(
        Association.coordinators.any(User.id == user.id),
        Association.status == AssociationStatus.APPROVED,
        Association.id != association.id,
    )
    return db.session.scalar(others.limit(1)) is not None


def fact_lines(association: Association) -> list[tuple[str, str]]:
    """Return what an administrator reads before they answer; what was left empty is left out."""
    lines = (
        (gettext("Where"), association.area.label),
        (gettext("E-mail"), association.email),
        (gettext("Phone"), association.phone),
        (gettext("Website"), association.website),
    )
    return [(name, words) for name, words in lines if words]


ASSOCIATIONS = Register(
    model=Association,
    people=Association.coordinators,
    word="association",
    steps=ASSOCIATION_STEPS,
    words=Words(
        registered=lazy_gettext("An association wants to join: %(name)s"),
        welcome=lazy_gettext(
            "Welcome! %(name)s is approved, and you can post your first task. It takes one page:\n%(link)s"
        ),
        approve_page=lazy_gettext("Approve associations"),
    ),
    blueprint="associations",
    show_page="show_registration",
    first_step="tasks.new_task",
    permission_to_approve=Permission.ASSOCIATION_APPROVE,
    taken={
        "uq_associations_name": Taken(
            "name",
            lazy_gettext("There is already an association of that name here. Is it yours? Then write to us."),
        )
    },
    fact_lines=fact_lines,
    kind_names=KINDS,
    when_approved=make_coordinators,
    when_refused=end_coordinators,
)
