"""Operators import at the command line: a line for each thing wrong, and an exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.exchange.csv_files import as_csv, row
from web.catalogue.models import Goal
from web.exchange.commands import import_files
from web.extensions import db

pytestmark = pytest.mark.usefixtures("database")


def test_clean_file_is_imported(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "goals.csv").write_bytes(as_csv("goals", row("goals")))
    result = app.test_cli_runner().invoke(import_files, [str(tmp_path)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "1 rows imported.")
    assert db.session.scalars(select(Goal.code)).all() == ["homework"]


def test_bad_file_is_told_line_by_line_and_not_imported(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "goals.csv"
    file.write_bytes(
        as_csv("goals", row("goals"), row("goals", code="Å"), row("goals", code="b", name_da=""))
    )
    result = app.test_cli_runner().invoke(import_files, [str(file), "--locale", "da"])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "goals.csv:3:code: En kode har kun bogstaverne a til z, tal, punktum, bindestreg og understreg.",
        "goals.csv:4:name_da: Her skal stå noget.",
        "goals.csv: 1 nye, 0 uændrede, 0 ændrede, 2 med fejl",
        "Intet er importeret.",
    ]
    assert db.session.scalars(select(Goal.code)).all() == []


def test_path_that_is_not_there_is_one_line(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(import_files, [str(tmp_path / "nowhere.csv")])
    assert result.exit_code == 1
    assert "there is no such file or folder" in result.output.splitlines()[0]
