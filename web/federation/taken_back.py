"""Taking a change of address back also undoes links to an identity provider that were made since."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from web.accounts.addresses import when_address_is_taken_back
from web.accounts.models import AddressChange
from web.audit.services import record_event
from web.extensions import db
from web.federation.models import FederatedIdentity


@when_address_is_taken_back
def undo_newer_links(change: AddressChange, now: datetime) -> None:
    """Forget the identities that were linked after the change was asked for: they may be a stranger's."""
    newer = select(FederatedIdentity).where(
        FederatedIdentity.user_id == change.user_id, FederatedIdentity.linked_at >= change.asked_at
    )
    for identity in db.session.scalars(newer).all():
        record_event("unlink identity", identity, by=None, now=now)
        db.session.delete(identity)
    db.session.flush()
