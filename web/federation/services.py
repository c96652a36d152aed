"""Linking an account with an identity, and finding the account of one; addresses of mail play no part in it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.extensions import db
from web.federation.messages import tell_of_link, tell_of_unlink
from web.federation.models import FederatedIdentity


def identity_of(user: User, *, issuer: str) -> FederatedIdentity | None:
    """Return the identity that the user has linked."""
    return db.session.scalar(
        select(FederatedIdentity).where(
            FederatedIdentity.user_id == user.id, FederatedIdentity.issuer == issuer
        )
    )


def find_identity(issuer: str, subject: str) -> FederatedIdentity | None:
    """Return the linked identity of that name at that provider."""
    return db.session.scalar(
        select(FederatedIdentity).where(
            FederatedIdentity.issuer == issuer, FederatedIdentity.subject == subject
        )
    )


def link_identity(user: User, *, issuer: str, subject: str, label: str, now: datetime) -> FederatedIdentity:
    """Link the identity with the user's account; raise RuleError where either is linked already."""
    identity = FederatedIdentity(user_id=user.id, issuer=issuer, subject=subject, linked_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(identity)
    except IntegrityError as error:
        raise RuleError(gettext("It could not be linked: it, or your account, is linked already.")) from error
    record_event("link identity", identity, by=user, now=now)
    tell_of_link(user, label=label, now=now)
    return identity


def unlink_identity(identity: FederatedIdentity, *, label: str, by: User, now: datetime) -> None:
    """Forget the identity; from now on the account is entered with its password only."""
    record_event("unlink identity", identity, by=by, now=now)
    tell_of_unlink(by, label=label, now=now)
    db.session.delete(identity)
    db.session.flush()


def note_sign_in(identity: FederatedIdentity, *, is_strong: bool, now: datetime) -> None:
    """Write down that the identity was used to sign in."""
    identity.used_at = now
    record_event("sign in by provider", identity, by=identity.user, now=now, details={"is_strong": is_strong})
    db.session.flush()


def note_showing_oneself(identity: FederatedIdentity, *, now: datetime) -> None:
    """Write down that the identity was used in place of the password, before something that decides who gets in."""
    identity.used_at = now
    record_event("show oneself by provider", identity, by=identity.user, now=now)
    db.session.flush()


def has_identity(user: User, *, issuer: str) -> bool:
    """Tell whether the user has linked an identity."""
    return identity_of(user, issuer=issuer) is not None
