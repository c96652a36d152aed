"""Encrypted text at rest, with a key from the settings; used for notes about people and kept form input."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, cast

from cryptography.fernet import Fernet
from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from web.config import Settings


def cipher() -> Fernet:
    """Return the cipher of the running application."""
    settings = cast(Settings, current_app.config["SETTINGS"])
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.note_key.encode()).digest()))


class EncryptedText(TypeDecorator[str]):
    """Text that is stored only as ciphertext (Fernet: AES-128-CBC with HMAC-SHA256)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else cipher().encrypt(value.encode())

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else cipher().decrypt(bytes(value)).decode()
