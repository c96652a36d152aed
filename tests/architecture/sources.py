"""The project's own source files, parsed, for the tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project's root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree, which nobody keeps: all together are hundreds of megabytes, which slow every later test down."""
        return ast.parse(self.text)

    def place_of(self, node: ast.AST) -> str:
        """Return file and line of a node, as editors want it."""
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


def modules(*folders: str, saying: str = "") -> tuple[Module, ...]:
    """Return every module below the folders in whose text the word stands, in a fixed order."""
    found = (module for folder in folders for module in modules_below(folder))
    return tuple(module for module in found if saying in module.text)


@cache
def modules_below(folder: str) -> tuple[Module, ...]:
    """Return every module below the folder."""
    return tuple(read_module(path) for path in sorted((ROOT / folder).rglob("*.py")))


def read_module(path: Path) -> Module:
    """Read one file."""
    return Module(path=str(path.relative_to(ROOT)), text=path.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every template."""
    for path in sorted((ROOT / "web").rglob("templates/**/*")):
        if path.is_file():
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
