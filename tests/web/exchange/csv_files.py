"""Files as text, for tests: a valid row of each kind, of which a test changes what matters."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.web.factories import TODAY, language, make_area, make_interest
from web.catalogue.models import Area
from web.exchange.checking import CheckedFile, check_file
from web.exchange.registry import KINDS

VALID: dict[str, dict[str, Any]] = {
    "goals": {"code": "homework", "name_da": "Lektier", "name_en": "Homework"},
    "areas": {
        "code": "helsted", "name": "Helsted", "kind": "district", "parent": "", "postcode": "8920",
        "latitude": "56.48", "longitude": "9.99", "has_evening_bus": "yes",
    },
    "associations": {
        "code": "skovduen", "name": "Skovduen", "kind": "association", "area": "midtbyen",
        "email": "skovduen@example.dk", "phone": "", "website": "", "about": "", "status": "approved",
        "coordinator_email": "line@example.dk", "coordinator_name": "Line Fog",
    },
    "volunteers": {
        "email": "freja@example.dk", "name": "Freja Dahl", "born_on": "-34y", "gender": "female", "phone": "",
        "area": "midtbyen", "means": "walk;bus", "max_travel_minutes": "30", "interests": "chess", "skills": "",
        "languages": "da:3", "availability": "mon 16:00-20:00", "status": "active", "about": "",
    },
    "tasks": {
        "code": "chess", "association": "skovduen", "title": "Skak", "summary": "Spil skak.",
        "description": "Spil skak med os.", "what_to_expect": "", "what_is_expected": "", "kind": "dated",
        "area": "midtbyen", "place": "", "skills": "chess", "minimum_age": "", "status": "published",
        "seats": "2", "weekday": "", "from_time": "", "to_time": "", "first_on": "", "last_on": "",
    },
}  # fmt: skip


def row(kind: str, /, **changes: Any) -> dict[str, Any]:
    """Return a valid row of a kind, with changes."""
    return VALID[kind] | changes


def as_csv(kind: str, *rows: dict[str, Any], separator: str = ",") -> bytes:
    """Return a file of a kind with the rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, KINDS[kind].column_names, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def check(kind: str, *rows: dict[str, Any]) -> CheckedFile:
    """Check a file of a kind with the rows."""
    return check_file(f"{kind}.csv", as_csv(kind, *rows), kind=KINDS[kind], today=TODAY)


def complaints(checked: CheckedFile) -> list[tuple[int, str]]:
    """Return (line, column) of everything found."""
    return [(finding.line, finding.column) for finding in checked.findings]


def make_midtbyen() -> Area:
    """What the valid rows refer to: an area, Danish and chess."""
    language("da")
    make_interest(code="chess")
    return make_area(code="midtbyen")
