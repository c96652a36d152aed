"""The files of references, interviews and courses: added once, and refused where they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from web.accounts.models import RoleName
from web.courses.models import Course, CoursePlace
from web.exchange.folders import ImportReport, import_path
from web.extensions import db
from web.interviews.models import Interview
from web.profiles.models import MentorStatus
from web.references.models import Reference, ReferenceStatus

pytestmark = pytest.mark.usefixtures("database")
COURSE = "code,title,place,seats,starts_at,ends_at,second_starts_at,second_ends_at,description\n"
REFERENCE = "mentor_email,name,email,relation,known_for,recommends,words\n"
INTERVIEW = "mentor_email,interviewer_email,starts_at,channel,place,status\n"


def bring(folder: Path, **files: str) -> ImportReport:
    """Import these files."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return import_path(folder, now=make.NOW)


def an_applicant(email: str) -> None:
    user = make.make_user(RoleName.VOLUNTEER, email=email)
    make.make_mentor(volunteer=make.make_volunteer(user=user), is_cleared=False, status=MentorStatus.APPLIED)


def test_everything_is_added_once(tmp_path: Path) -> None:
    an_applicant("a@example.dk")
    make.make_user(RoleName.CASEWORKER, email="staff@example.dk")
    files = {
        "mentor_references": REFERENCE
        + "a@example.dk,Karen,k@example.dk,friend,longer,yes,God\na@example.dk,Ole,o@example.dk,neighbour,,,\n",
        "interviews": INTERVIEW
        + "a@example.dk,staff@example.dk,+2d 10:00,video,https://video.example.dk,planned\n",
        "courses": COURSE + "kursus,Kursus,Biblioteket,2,+9d 17:00,+9d 20:00,,,\n",
        "course_places": "course,mentor_email\nkursus,a@example.dk\n",
    }
    assert bring(tmp_path, **files).is_clean
    assert import_path(tmp_path, now=make.NOW).added == 0
    statuses = db.session.scalars(select(Reference.status).order_by(Reference.id)).all()
    assert statuses == [ReferenceStatus.ANSWERED, ReferenceStatus.ASKED]
    for model in (Interview, Course, CoursePlace):
        assert db.session.scalar(select(func.count()).select_from(model)) == 1
    assert db.session.scalars(select(CoursePlace.seat)).one() == 1


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("mentor_references", REFERENCE + "v@example.dk,K,k@example.dk,friend,,,\n", "mentor_email"),
        ("mentor_references", REFERENCE + "a@example.dk,K,k@example.dk,friend,longer,,\n", "known_for"),
        (
            "interviews",
            INTERVIEW
            + "a@example.dk,staff@example.dk,+2d 10:00,video,https://video.example.dk,planned\nb@example.dk,staff@example.dk,+2d 10:30,video,https://video.example.dk,planned\n",
            "starts_at",
        ),
        ("courses", COURSE + "k,K,Her,2,+9d 20:00,+9d 17:00,,,\n", "ends_at"),
        ("course_places", "course,mentor_email\nnope,a@example.dk\n", "course"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(tmp_path: Path, name: str, content: str, column: str) -> None:
    for email in ("a@example.dk", "b@example.dk"):
        an_applicant(email)
    make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER, email="v@example.dk"))
    make.make_user(RoleName.CASEWORKER, email="staff@example.dk")
    report = bring(tmp_path, **{name: content})
    assert [finding.column for finding in report.findings] == [column]


def test_a_course_is_not_overfilled_by_a_file(tmp_path: Path) -> None:
    for email in ("a@example.dk", "b@example.dk"):
        an_applicant(email)
    report = bring(
        tmp_path,
        courses=COURSE + "k,K,Her,1,+9d 17:00,+9d 20:00,,,\n",
        course_places="course,mentor_email\nk,a@example.dk\nk,b@example.dk\n",
    )
    assert [finding.column for finding in report.findings] == ["course"]
