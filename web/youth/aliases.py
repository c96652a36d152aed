"""Friendly names that tell nothing: what a mentor reads until both have said yes."""

from __future__ import annotations

import secrets

MOODS = ("Glad", "Lys", "Rolig", "Kvik", "Mild", "Modig", "Rask", "Sej", "Klog", "Varm", "Munter", "Tapper")
BIRDS = (
    "musvit", "solsort", "vibe", "stær", "bogfinke", "svale", "lærke", "gråspurv", "blishøne", "hejre", "tårnfalk",
    "nattergal", "rødhals", "dompap", "gærdesmutte", "strandskade", "fiskeørn", "isfugl", "terne", "skovdue",
)  # fmt: skip


def suggest_alias() -> str:
    """Return a mood and a bird, drawn by chance so that nothing about the person shows."""
    return f"{secrets.choice(MOODS)} {secrets.choice(BIRDS)}"
