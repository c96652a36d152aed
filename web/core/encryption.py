"""Encrypted text at rest, with keys from the settings; used for notes about people and kept form input.

Each stored text names the key that it needs. So a new key can be put in front of the old ones at any time, and
`flask --app wsgi rotate-note-keys` then writes what is stored anew, until the old ones can go.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any, cast

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from web.config import Settings

ID_LENGTH = 8
SEPARATOR = b":"


class NoteKeyMissingError(RuntimeError):
    """A stored text was encrypted with a key that NOTE_KEYS does not hold."""


def note_keys() -> tuple[str, ...]:
    """Return the keys of the running application, newest first."""
    return cast(Settings, current_app.config["SETTINGS"]).note_keys


def key_id(key: str) -> bytes:
    """Return a short name of a key, which says nothing about it."""
    return hashlib.sha256(b"note key id" + key.encode()).hexdigest()[:ID_LENGTH].encode()


def newest_prefix() -> bytes:
    """Return how everything begins that is encrypted with the newest key."""
    return key_id(note_keys()[0]) + SEPARATOR


def cipher(key: str) -> Fernet:
    """Return the cipher (Fernet: AES-128-CBC with HMAC-SHA256) of a key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def encrypt(text: str) -> bytes:
    """Encrypt with the newest key."""
    return newest_prefix() + cipher(note_keys()[0]).encrypt(text.encode())


def decrypt(stored: bytes) -> str:
    """Decrypt with the key that is named; raise NoteKeyMissingError where it is not in the settings."""
    name, separator, token = stored.partition(SEPARATOR)
    if not separator:
        # Written before keys were named: the token holds no colon.
        return MultiFernet([cipher(key) for key in note_keys()]).decrypt(stored).decode()
    for key in note_keys():
        if key_id(key) == name:
            return cipher(key).decrypt(token).decode()
    raise NoteKeyMissingError(f"NOTE_KEYS lacks the key {name.decode(errors='replace')}")


class EncryptedText(TypeDecorator[str]):
    """Text that is stored only as ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else encrypt(value)

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        return None if value is None else decrypt(bytes(value))
