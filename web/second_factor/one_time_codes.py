"""The six digits of an authenticator app: each works once, for half a minute and the one before and after."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import structlog
from flask import current_app
from flask_security import Totp
from passlib.exc import TokenError
from passlib.totp import TOTP, AppWallet
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.extensions import db
from web.second_factor.models import SpentCode

log = structlog.get_logger("web.second_factor")
CLOCK_SKEW_SECONDS = 30


class OneTimeCodes(Totp):
    """Flask-Security's one-time codes, with keys that can be replaced and codes that are spent by their use."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Tell whether `token` is right now the code of a secret, and was not used before."""
        try:
            match = self._totp.verify(token, totp_secret, window=window)
        except TokenError:
            log.info("one-time code refused", user_id=user.id)
            return False
        return spend(user, counter=match.counter)


def tagged(keys: Sequence[str]) -> dict[str, str]:
    """Name each key after itself, newest first: a secret says which key it is encrypted with."""
    return {hashlib.sha256(key.encode()).hexdigest()[:8]: key for key in keys}


def spend(user: User, *, counter: int) -> bool:
    """Note that the code of this half minute is used; False where it, or a later one, was used already."""
    statement = insert(SpentCode).values(user_id=user.id, last_counter=counter)
    spent = db.session.scalar(
        statement.on_conflict_do_update(
            index_elements=["user_id"],
            set_={"last_counter": counter},
            where=SpentCode.last_counter < counter,
        ).returning(SpentCode.user_id)
    )
    return spent is not None


def factory() -> Any:
    """Return the maker of codes of the running application."""
    return current_app.extensions["security"].totp_factory


def new_secret() -> str:
    """Return a new secret for an authenticator app, encrypted."""
    return str(factory().generate_totp_secret())


def grouped_key(secret: str) -> str:
    """Return the secret as people type it into an app: in groups of four."""
    key = str(factory().get_totp_b32_key(secret))
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def app_link(user: User, secret: str) -> str:
    """Return the address that opens an authenticator app with the secret."""
    return str(factory().get_totp_uri(user.email, secret))
