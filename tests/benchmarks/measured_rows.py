"""What benchmarks have measured, kept as JSON: a run of some sizes replaces their rows and leaves the others."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("measured")
ROOT = Path(__file__).parents[2]
Row = dict[str, Any]


def machine() -> Row:
    """Where and under what load a row was measured."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }


def in_own_process(*arguments: str) -> Any:
    """What `python -m ARGUMENTS` prints as JSON: measured in a process of its own, so that peaks of memory are not mixed."""
    command = [sys.executable, "-m", *arguments]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines of every row, each with the memory and the machine it was measured with as its last two cells."""
    return [
        f"{line} {row['peak_gib']:.2f} GiB | {row['cores']}, {row['load']:.1f} |"
        for row in rows
        for line in row["lines"]
    ]


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
