"""Recovery codes for the day the phone is lost: shown once, kept as digests, each good for one sign-in."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from flask import current_app
from sqlalchemy import delete, select, update

from web.accounts.models import User
from web.extensions import db
from web.second_factor.models import RecoveryCode

HOW_MANY = 10
# Letters and digits that are not taken for each other when read aloud or written by hand.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, GROUP_LENGTH = 3, 4
SALT_BYTES = 16
DIGEST_WORK = "RECOVERY_CODE_DIGEST_WORK"
"""The setting of how much work (and memory) a digest costs whoever guesses."""


def make_codes(user: User, *, now: datetime) -> list[str]:
    """Give the user new recovery codes in place of all earlier ones; this is the only time they can be read."""
    codes = [new_code() for _ in range(HOW_MANY)]
    salt = secrets.token_bytes(SALT_BYTES)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.add_all(
        RecoveryCode(user_id=user.id, salt=salt, digest=digest_of(code, salt=salt), made_at=now)
        for code in codes
    )
    db.session.flush()
    return codes


def new_code() -> str:
    """Return a new code: three groups of four, about 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def use_code(user: User, code: str, *, now: datetime) -> bool:
    """Spend one of the user's codes in this transaction; False where it is none of theirs, or spent."""
    salt = db.session.scalar(select(RecoveryCode.salt).where(RecoveryCode.user_id == user.id).limit(1))
    used = db.session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.digest == digest_of(code, salt=salt or bytes(SALT_BYTES)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    )
    return used is not None


def digest_of(code: str, *, salt: bytes) -> bytes:
    """Return what is kept of a code, however its letters and dashes were typed."""
    plain = re.sub(r"[\W_]+", "", code).lower()[: 2 * GROUPS * GROUP_LENGTH]
    work = current_app.config[DIGEST_WORK]
    return hashlib.scrypt(plain.encode(), salt=salt, n=work, r=8, p=1, dklen=32)
