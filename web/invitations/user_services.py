"""What an administrator does with accounts: close and open them, take roles away, change an area contact's areas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import RoleName, User
from web.accounts.roles import refuse_last_administrator, staff_roles_of, write_staff_roles
from web.accounts.security import datastore
from web.audit.services import record_event
from web.caseload.services import hand_over_caseload, tell_caseworkers_of_closed_mentor
from web.catalogue.models import Area
from web.core.errors import RuleError, TransitionError
from web.core.locks import lock_row
from web.extensions import db
from web.invitations.messages import mail_deactivation, mail_lost_role, mail_reactivation
from web.invitations.services import revoke_all_from


def deactivate(user: User, *, successor: User | None, by: User, now: datetime) -> None:
    """Close an account: nobody can sign in with it, and every session ends, also for when it is opened again.

    A caseload goes to `successor` in the same transaction; without one it stays, and administrators are reminded.
    Raises RuleError for one's own account and for the last administrator.
    """
    refuse_own_account(user, by=by)
    refuse_last_administrator(user)
    lock_row(user)
    if not user.active:
        raise TransitionError(gettext("This account is closed already."))
    user.active = False
    datastore.set_uniquifier(user)
    record_event("deactivate account", user, by=by, now=now, details={"roles": sorted(staff_roles_of(user))})
    db.session.flush()
    revoke_all_from(user, by=by, now=now)
    if successor is not None:
        hand_over_caseload(user, successor, by=by, now=now)
    tell_caseworkers_of_closed_mentor(user, now=now)
    mail_deactivation(user, now=now)


def reactivate(user: User, *, by: User, now: datetime) -> None:
    """Open a closed account again, with the roles it had."""
    lock_row(user)
    if user.active:
        raise TransitionError(gettext("This account is open already."))
    user.active = True
    record_event("reactivate account", user, by=by, now=now, details={"roles": sorted(staff_roles_of(user))})
    db.session.flush()
    mail_reactivation(user, now=now)


def take_role(user: User, role: RoleName, *, successor: User | None, by: User, now: datetime) -> None:
    """Take one staff role away; what it allowed is closed from the next request on.

    A caseworker's caseload goes to `successor` in the same transaction. Raises RuleError for one's own roles and for
    the last administrator, TransitionError where the role is gone already.
    """
    refuse_own_account(user, by=by)
    if role is RoleName.ADMINISTRATOR:
        refuse_last_administrator(user)
    lock_row(user)
    db.session.refresh(user, ["roles"])
    held = staff_roles_of(user)
    if role not in held:
        raise TransitionError(gettext("This role has been taken away already."))
    write_staff_roles(user, held - {role}, by=by, now=now)
    if role is RoleName.ADMINISTRATOR:
        revoke_all_from(user, by=by, now=now)
    if role is RoleName.CASEWORKER and successor is not None:
        hand_over_caseload(user, successor, by=by, now=now)
    mail_lost_role(user, role, now=now)


def change_areas(user: User, areas: Sequence[Area], *, by: User, now: datetime) -> None:
    """Change what an area contact looks after; raises RuleError for oneself, and for none at all."""
    refuse_own_account(user, by=by)
    lock_row(user)
    db.session.refresh(user, ["roles", "contact_areas"])
    if not user.has_any_role(RoleName.AREA_CONTACT):
        raise TransitionError(gettext("This person is no area contact."))
    if not areas:
        raise RuleError(gettext("Choose at least one area, or take the role away instead."), field="areas")
    change = {"from": [area.id for area in user.contact_areas], "to": sorted(area.id for area in areas)}
    user.contact_areas = list(areas)
    record_event("change areas of contact", user, by=by, now=now, details=change)
    db.session.flush()


def refuse_own_account(user: User, *, by: User) -> None:
    """Raise RuleError where administrators would change what they themselves may."""
    if user.id == by.id:
        raise RuleError(gettext("You cannot change your own access. Ask another administrator to do it."))
