"""What may stand in an address: ids that the database can hold, and the way on only within this site."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A whole number as ids are; any larger one is an address that does not exist."""

    def __init__(self, map: Map, *arguments: Any, **options: Any) -> None:
        super().__init__(map, *arguments, **({"max": LARGEST_ID} | options))


def init_addresses(app: Flask) -> None:
    """Let `<int:...>` mean an id."""
    app.url_map.converters["int"] = IdConverter


def own_path(path: str) -> str:
    """Return `path` if it is a path on this site, else the front page.

    Browsers read a backslash as a slash and leave out control characters, so neither may stand in it.
    """
    has_tricks = "\\" in path or any(ord(character) < 32 for character in path)
    return path if path.startswith("/") and not path.startswith("//") and not has_tricks else "/"
