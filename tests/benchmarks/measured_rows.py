"""What benchmarks have measured, kept as JSON: a run of some sizes replaces their rows and leaves the others."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("measured")
Row = dict[str, Any]


def machine() -> Row:
    """Where and under what load a row was measured."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }


def kept(name: str, fresh: Sequence[Row], *, order: Sequence[str]) -> list[Row]:
    """All rows there are, the fresh ones instead of older ones of the same size, in the given order; written down."""
    path = FOLDER / f"{name}.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    by_size = {row["size"]: row for row in [*before, *fresh]}
    rows = sorted(
        by_size.values(), key=lambda row: order.index(row["size"]) if row["size"] in order else len(order)
    )
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return rows
