"""Files of mentor requests: what would help in a mentor is read and compared, and a file of before may do without it."""

from __future__ import annotations

import csv
import io

import pytest

from tests.web import factories as make
from web.catalogue.models import Experience
from web.exchange.checking import CheckedFile, check_file
from web.exchange.kinds import Key, Origin, Values
from web.exchange.request_files import MENTOR_REQUESTS
from web.exchange.services import add_rows
from web.extensions import db
from web.profiles.models import MentorKind
from web.youth.models import MentorRequest

pytestmark = pytest.mark.usefixtures("database")
WISHED = ["senior", "volunteer"]
LATER = ("helpful_experiences", "wished_mentor_kinds")
PLAIN = {
    "urgency": "2", "opened_on": "-3d", "interests": "", "wishes": "", "availability": "mon 16:00-20:00",
    "means": "walk;bus", "max_travel_minutes": "30", "required_languages": "", "wished_mentor_gender": "",
    "wished_youngest_age": "", "wished_oldest_age": "", "required_experiences": "", "minutes_per_week": "60",
}  # fmt: skip


@pytest.fixture
def written(database: None) -> dict[str, str]:
    """A row that names all that it may refer to."""
    person, goal = make.make_young_person(), make.make_goal()
    known = make.save(Experience(code="exile", name_da="Flugt", name_en="Exile"))
    return PLAIN | {
        "young_person": person.code,
        "goals": goal.code,
        "helpful_experiences": known.code,
        "wished_mentor_kinds": "volunteer;senior",
    }


def checked(row: dict[str, str]) -> CheckedFile:
    """Check a file of one row with just these columns."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row), lineterminator="\r\n")
    writer.writeheader()
    writer.writerow(row)
    return check_file("mentor_requests.csv", text.getvalue().encode(), kind=MENTOR_REQUESTS, today=make.TODAY)


def imported(row: dict[str, str]) -> MentorRequest:
    """Import the row and return the request it opened."""
    file = checked(row)
    assert file.findings == []
    add_rows(MENTOR_REQUESTS, file.new, Origin(None, make.NOW))
    return db.session.query(MentorRequest).one()


def stored(row: dict[str, str]) -> Values:
    """Return what is stored of the row's young person, in the values of the file."""
    key: Key = (row["young_person"],)
    return MENTOR_REQUESTS.stored({key})[key]


def test_what_would_help_is_imported_and_read_back(written: dict[str, str]) -> None:
    request = imported(written)
    assert [known.code for known in request.helpful_experiences] == ["exile"]
    assert set(request.wished_mentor_kinds) == {MentorKind.SENIOR, MentorKind.VOLUNTEER}
    assert [stored(written)[name] for name in LATER] == [["exile"], WISHED]
    again = checked(written)
    assert (again.unchanged, again.changed, again.new) == (1, [], [])


def test_other_wishes_than_those_stored_are_told(written: dict[str, str]) -> None:
    imported(written)
    other = checked(written | {"wished_mentor_kinds": "business", "helpful_experiences": ""})
    assert other.changed == [(2, ["helpful_experiences", "wished_mentor_kinds"])]


def test_a_file_without_the_columns_leaves_what_is_noted(written: dict[str, str]) -> None:
    imported(written)
    before = {name: cell for name, cell in written.items() if name not in LATER}
    again = checked(before)
    assert (again.findings, again.unchanged, again.changed) == ([], 1, [])
    assert [stored(written)[name] for name in LATER] == [["exile"], WISHED]


def test_a_file_without_the_columns_opens_a_request_without_them(written: dict[str, str]) -> None:
    request = imported({name: cell for name, cell in written.items() if name not in LATER})
    assert (request.helpful_experiences, request.wished_mentor_kinds) == ([], [])


def test_a_kind_of_mentor_that_is_not_known_is_a_finding(written: dict[str, str]) -> None:
    found = checked(written | {"wished_mentor_kinds": "wizard", "helpful_experiences": "exile"}).findings
    assert [(finding.line, finding.column) for finding in found] == [(2, "wished_mentor_kinds")]


def test_an_experience_that_is_not_known_is_a_finding(written: dict[str, str]) -> None:
    found = checked(written | {"helpful_experiences": "nowhere"}).findings
    assert [(finding.line, finding.column) for finding in found] == [(2, "helpful_experiences")]
