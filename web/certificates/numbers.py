"""The numbers of certificates: random, so that nobody finds one by counting, and easy to read aloud."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without the letters that look like digits."""
LENGTH = 12
GROUP = 4
ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_number() -> str:
    """Return a number with 60 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def as_stored(typed: str) -> str:
    """Return a number as it is stored, however somebody types it."""
    return typed.upper().translate(ALIKE)[: LENGTH + 1]


def in_groups(number: str) -> str:
    """Return a number as people read it."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))
