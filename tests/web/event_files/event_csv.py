"""Files of events as text: a valid row, of which a test changes what matters."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VALID: dict[str, Any] = {
    "title": "Boden",
    "place": "Havnen",
    "starts_at": "+10d 14:00",
    "ends_at": "+10d 18:00",
    "minimum": "2",
    "maximum": "4",
}


def row(**changes: Any) -> dict[str, Any]:
    """Return a valid row with changes."""
    return VALID | changes


def as_csv(*rows: dict[str, Any], separator: str = ",") -> bytes:
    """Return a file with the columns that the rows have."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, delimiter=separator, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
