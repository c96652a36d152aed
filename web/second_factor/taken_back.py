"""Taking a change of address back also takes away the ways in that were added since: they may be a stranger's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from web.accounts.addresses import when_address_is_taken_back
from web.accounts.models import AddressChange, User, WebAuthn
from web.accounts.security import datastore
from web.audit.models import AuditEvent
from web.audit.services import record_event
from web.extensions import db
from web.second_factor.queries import has_second_factor, needs_second_factor
from web.second_factor.services import drop_codes_without_ways


@when_address_is_taken_back
def remove_newer_ways(change: AddressChange, now: datetime) -> None:
    """Remove passkeys, and the app of somebody who need not have one, that came after the change was asked for.

    A mail alone must not take the second step from those who need one: their app stays, and whoever is left without
    any has their account closed until an administrator has talked to them.
    """
    user = change.user
    newer = delete(WebAuthn).where(WebAuthn.user_id == user.id, WebAuthn.create_datetime >= change.asked_at)
    is_needed, had_one = needs_second_factor(user), has_second_factor(user)
    db.session.execute(newer)
    if not is_needed and is_app_newer(user, since=change.asked_at):
        datastore.tf_reset(user)
    db.session.flush()
    drop_codes_without_ways(user)
    if is_needed and had_one and not has_second_factor(user):
        user.active = False
        record_event("deactivate account", user, by=None, now=now)
    db.session.flush()


def is_app_newer(user: User, *, since: datetime) -> bool:
    """Tell whether an authenticator app was connected since then."""
    statement = select(AuditEvent.id).where(
        AuditEvent.subject_kind == User.__name__,
        AuditEvent.subject_id == user.id,
        AuditEvent.action == "connect authenticator app",
        AuditEvent.at >= since,
    )
    return db.session.scalar(statement.limit(1)) is not None
