"""An operator plans an event from files: progress, who is staffed, where hands are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.conftest import app, database
from tests.web.event_files.event_csv import as_csv, row
from tests.web.exchange.csv_files import as_csv as as_file
from tests.web.exchange.csv_files import make_midtbyen
from tests.web.exchange.csv_files import row as row_of
from web.associations.models import Association
from web.event_files.commands import plan_event_from_files
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.models import Assignment, Event, StaffingRun
from web.tasks.models import Shift

__all__ = ["app", "database"]
pytestmark = pytest.mark.usefixtures("database")
WEEK = ";".join(f"{day} 08:00-22:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


@pytest.fixture
def association() -> Association:
    """The association whose event it is."""
    area = make_midtbyen()
    association = make.make_association(code="skovduen", area=area)
    db.session.commit()
    return association


def write(folder: Path) -> list[str]:
    """Write the three files; return the options."""
    (folder / "event.csv").write_bytes(as_csv(row(minimum="1"), row(title="Porten", minimum="4")))
    people = [row_of("volunteers", email=f"{name}@example.dk", availability=WEEK) for name in ("a", "b")]
    (folder / "volunteers.csv").write_bytes(as_file("volunteers", *people))
    (folder / "offers.csv").write_text("email,hours_per_week\na@example.dk,20\nb@example.dk,20\n")
    files = ["--volunteers", str(folder / "volunteers.csv"), "--offers", str(folder / "offers.csv")]
    return [str(folder / "event.csv"), "--association", "skovduen", "--title", "Havnefest", *files]


def test_an_event_is_imported_planned_and_told(app: Flask, association: Association, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(plan_event_from_files, write(tmp_path))
    assert result.exit_code == 0, result.output
    assert "Porten, Havnen: Missing 4" in result.output
    assert "1 of 2 shifts have enough people; 2 people are in the plan." in result.output
    assert db.session.scalar(select(func.count(Assignment.id))) == 2
    assert db.session.scalars(select(StaffingRun.status)).all() == ["done"]


def test_the_same_files_once_more_add_nothing(app: Flask, association: Association, tmp_path: Path) -> None:
    options = write(tmp_path)
    for _ in range(2):
        assert app.test_cli_runner().invoke(plan_event_from_files, options).exit_code == 0
    counts = [
        db.session.scalar(select(func.count(model.id))) for model in (Event, Shift, Volunteer, Assignment)
    ]
    assert counts == [1, 2, 2, 2]


def test_one_bad_row_imports_nothing_of_any_file(
    app: Flask, association: Association, tmp_path: Path
) -> None:
    options = write(tmp_path)
    (tmp_path / "offers.csv").write_text("email,hours_per_week\nnobody@example.dk,20\n")
    result = app.test_cli_runner().invoke(plan_event_from_files, options)
    assert result.exit_code == 1
    assert "offers.csv:2:email" in result.output
    assert db.session.scalar(select(func.count(Volunteer.id))) == 0
    assert db.session.scalar(select(func.count(Event.id))) == 0


def test_without_anybody_to_plan_in_it_says_so(app: Flask, association: Association, tmp_path: Path) -> None:
    options = write(tmp_path)[:5]
    result = app.test_cli_runner().invoke(plan_event_from_files, options)
    assert result.exit_code == 1
    assert "Nobody has offered" in result.output
