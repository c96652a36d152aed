"""Each row of an event that cannot be is refused at its field, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web import factories as make
from tests.web.conftest import app, database
from tests.web.event_files.event_csv import NOW, as_csv, row
from web.core.clock import local_date
from web.event_files.columns import event_shape
from web.exchange.checking import CheckedFile, check_file
from web.extensions import db
from web.vetting.models import SHIFTS, ClearanceKind
from web.vetting.queries import requirement_of

__all__ = ["app", "database"]
pytestmark = pytest.mark.usefixtures("database")


def check(*rows: dict[str, Any], separator: str = ",") -> CheckedFile:
    """Check a file for a new event."""
    content = as_csv(*rows, separator=separator)
    kind = event_shape(None, now=NOW)
    return check_file("event.csv", content, kind=kind, today=local_date(NOW))


@pytest.mark.parametrize(
    ("column", "changes"),
    [
        ("ends_at", {"ends_at": "+10d 13:00"}),
        ("ends_at", {"ends_at": "+12d 18:00"}),
        ("ends_at", {"starts_at": "2026-10-24 22:00", "ends_at": "2026-10-25 06:00"}),
        ("starts_at", {"starts_at": "2026-03-29 02:30", "ends_at": "2026-03-29 08:00"}),
        ("ends_at", {"starts_at": "2026-10-25 00:30", "ends_at": "2026-10-25 02:30"}),
        ("starts_at", {"starts_at": "-1d 14:00", "ends_at": "-1d 18:00"}),
        ("starts_at", {"starts_at": "2062-05-01 14:00", "ends_at": "2062-05-01 18:00"}),
        ("starts_at", {"starts_at": "on friday"}),
        ("minimum", {"minimum": "5"}),
        ("minimum", {"minimum": "0"}),
        ("maximum", {"maximum": "many"}),
        ("maximum", {"maximum": ""}),
        ("needs", {"needs": "juggling:1"}),
        ("needs", {"needs": "first_aid:5"}),
        ("needs", {"needs": "first_aid"}),
        ("needs", {"needs": "language:xx:1"}),
        ("required", {"required": "juggling"}),
        ("interests", {"interests": "juggling"}),
        ("clearances", {"clearances": "a good heart"}),
        ("importance", {"importance": "9"}),
        ("oldest_age", {"minimum_age": "30", "oldest_age": "20"}),
        ("area", {"area": "atlantis"}),
        ("title", {"title": "=1+1"}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(column: str, changes: dict[str, str]) -> None:
    make.make_skill(code="first_aid")
    checked = check(row(), row(title="Porten") | changes)
    assert [(finding.line, finding.column) for finding in checked.findings] == [(3, column)]
    assert len(checked.new) == 1


def test_rows_of_one_task_agree_about_it() -> None:
    checked = check(
        row(minimum_age="18"), row(starts_at="+11d 14:00", ends_at="+11d 18:00", minimum_age="16")
    )
    assert [(finding.line, finding.column) for finding in checked.findings] == [(3, "minimum_age")]


def test_the_same_shift_twice_is_refused() -> None:
    assert [finding.line for finding in check(row(), row()).findings] == [3]


def test_an_event_of_more_than_sixty_days_is_refused() -> None:
    checked = check(row(), row(starts_at="+90d 14:00", ends_at="+90d 18:00"))
    assert [(finding.line, finding.column) for finding in checked.findings] == [(3, "starts_at")]


def test_days_and_times_may_be_written_the_danish_way() -> None:
    danish = row(starts_at="1-7-2026 9.30", ends_at="01.07.2026 12.00")
    (found,) = check(danish, separator=";").new
    assert found.values["starts_at"] == "2026-07-01T07:30:00+00:00"
    assert found.values["ends_at"] == "2026-07-01T10:00:00+00:00"


def test_only_four_columns_must_be_there() -> None:
    rows = [{"title": "Boden", "starts_at": "+1d 10:00", "ends_at": "+1d 12:00", "maximum": "2"}]
    assert len(check(*rows).new) == 1
    del rows[0]["maximum"]
    (finding,) = check(*rows).findings
    assert "maximum" in finding.reason
    assert "minimum_age" not in finding.reason


def test_an_unknown_column_is_refused() -> None:
    (finding,) = check(row(team="A")).findings
    assert "team" in finding.reason


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"only_below_age": 12}, "youngest_met"), ({"is_required": False}, "clearances")],
)
def test_papers_are_asked_for_as_the_administrator_lets_shifts(changes: dict[str, Any], column: str) -> None:
    asking = row() | {"clearances": "childrens_certificate", "youngest_met": "13"}
    assert check(asking).findings == []
    of_shifts = requirement_of(ClearanceKind.CHILDRENS_CERTIFICATE, programme=SHIFTS)
    for name, value in changes.items():
        setattr(of_shifts, name, value)
    db.session.flush()
    assert [(finding.line, finding.column) for finding in check(asking).findings] == [(2, column)]
