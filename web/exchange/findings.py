"""What the importer finds wrong, each with file, line, column and reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a file; `line` counts from 1 (the heading), `column` is empty where the whole row is meant."""

    file: str
    line: int
    column: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """Return what is stored with a batch."""
        return asdict(self)

    def __str__(self) -> str:
        column = f":{self.column}" if self.column else ""
        return f"{self.file}:{self.line}{column}: {self.reason}"


class CellError(ValueError):
    """A cell cannot be read; the message is already in the reader's language."""


class FileRefusedError(Exception):
    """The file cannot be read as a table at all; `line` is where reading stopped."""

    def __init__(self, reason: str, *, line: int = 1, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
