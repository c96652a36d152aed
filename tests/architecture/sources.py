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
    """One Python file: its path from the project's root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def place_of(self, node: ast.AST) -> str:
        """Return file and line of a node, as editors want it."""
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Return every module below the folders, in a fixed order."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(read_module(path) for path in paths)


def read_module(path: Path) -> Module:
    """Read and parse one file."""
    text = path.read_text(encoding="utf-8")
    return Module(path=str(path.relative_to(ROOT)), text=text, tree=ast.parse(text))


def templates() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every template."""
    for path in sorted((ROOT / "web").rglob("templates/**/*")):
        if path.is_file():
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
