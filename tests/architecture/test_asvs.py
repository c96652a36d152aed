"""What docs/asvs.md says about the service names tests and files that exist, and counts what it says."""

from __future__ import annotations

import re

import pytest

from tests.architecture.asvs_page import PAGE, ROWS, STATUSES, Row, page, places_of_tests, rows
from tests.architecture.sources import ROOT

FILES = re.compile(r"`((?:web|docs|tests|\.ci|seed_data)/[\w./-]*|[\w-]+\.(?:md|lock|json|csv))`")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.requirement)
def test_what_a_row_names_exists(row: Row) -> None:
    assert row.status in STATUSES
    assert row.level in ("L1", "L2", "L3")
    assert [name for name in row.tests if name not in places_of_tests()] == []
    assert [path for path in FILES.findall(row.where) if not (ROOT / path).exists()] == []
    assert row.gist or row.status == "not applicable"
    assert row.where or row.status == "not applicable"


def test_no_requirement_stands_twice_and_none_is_lost() -> None:
    numbers = [row.requirement for row in rows()]
    assert len(numbers) == len(set(numbers))
    assert len(ROWS.read_text(encoding="utf-8").splitlines()) == len(numbers) + 1
    assert sum(row.level != "L3" for row in rows()) == 208


def test_the_page_is_written_from_the_rows() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.architecture.asvs_page"
