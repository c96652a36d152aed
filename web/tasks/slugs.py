"""Readable ends of addresses, made from titles and names."""

from __future__ import annotations

import re
import unicodedata

DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
LONGEST = 60


def slug_of(title: str) -> str:
    """Return `title` in lower-case ASCII words joined by hyphens; never empty."""
    danish = unicodedata.normalize("NFC", title).lower().translate(DANISH_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:LONGEST].strip("-") or "-"
