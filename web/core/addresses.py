"""What may stand in an address: ids that the database can hold."""

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
