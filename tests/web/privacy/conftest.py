"""A register of erasures of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def register(app: Flask, database: None, tmp_path: Path) -> Iterator[Path]:
    """The file that no backup of the database overwrites."""
    settings = app.config["SETTINGS"]
    path = tmp_path / "register" / "erasures.txt"
    app.config["SETTINGS"] = replace(settings, erasure_register=path)
    yield path
    app.config["SETTINGS"] = settings
