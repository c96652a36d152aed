"""Which second steps a person has set up, and who must have one."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import func, select

from web.accounts.models import STAFF_ROLES, User, WebAuthn
from web.core.errors import NotVisibleError
from web.extensions import db
from web.second_factor.models import RecoveryCode

APP = "authenticator"
MAIL = "email"
FEW_CODES = 3


def needs_second_factor(user: User) -> bool:
    """Tell whether the user's work shows them other people, so that a password alone is not enough."""
    return user.has_any_role(*STAFF_ROLES)


def has_second_factor(user: User) -> bool:
    """Tell whether the user has set up at least one second step."""
    return has_app(user) or gets_mailed_codes(user) or has_passkey(user)


def has_app(user: User) -> bool:
    """Tell whether the user has connected an authenticator app."""
    return user.tf_primary_method == APP and bool(user.tf_totp_secret)


def gets_mailed_codes(user: User) -> bool:
    """Tell whether the user is a demonstration account, whose codes come by mail; nowhere but in the demonstration."""
    is_demo: bool = current_app.config["SETTINGS"].is_demo
    return is_demo and user.tf_primary_method == MAIL and bool(user.tf_totp_secret)


def has_passkey(user: User) -> bool:
    """Tell whether the user has a passkey."""
    return db.session.scalar(select(WebAuthn.id).where(WebAuthn.user_id == user.id).limit(1)) is not None


def passkeys_of(user: User) -> Sequence[WebAuthn]:
    """Return the user's passkeys, oldest first."""
    return db.session.scalars(select(WebAuthn).where(WebAuthn.user_id == user.id).order_by(WebAuthn.id)).all()


def own_passkey(passkey_id: int, *, viewer: User) -> WebAuthn:
    """Return a passkey of the viewer's; anybody else's raises NotVisibleError."""
    own = select(WebAuthn).where(WebAuthn.id == passkey_id, WebAuthn.user_id == viewer.id)
    if (passkey := db.session.scalar(own)) is None:
        raise NotVisibleError
    return passkey


def count_ways(user: User) -> int:
    """Count the ways in which the user can take the second step; recovery codes are for when none of them is at hand."""
    return int(has_app(user)) + int(gets_mailed_codes(user)) + len(passkeys_of(user))


def recovery_codes_left(user: User) -> int:
    """Count the user's recovery codes that are not used yet."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )
