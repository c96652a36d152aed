"""A folder is imported whole or not at all, and a second time it adds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.web.exchange.csv_files import as_csv, row
from tests.web.factories import NOW, make_shift, make_task, make_volunteer
from web.accounts.models import User
from web.audit.models import AuditEvent
from web.catalogue.models import Area, Goal
from web.config import ROOT
from web.core.errors import RuleError
from web.exchange.folders import import_path
from web.exchange.kinds import CheckedRow, Origin
from web.exchange.registry import KINDS
from web.exchange.services import add_rows
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.tasks.models import Shift, Signup, SignupStatus, Task
from web.youth.models import MentorRequest, YoungPerson

pytestmark = pytest.mark.usefixtures("database")
SEED_FOLDER = ROOT / "seed_data"


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_seed_data_are_imported_whole_and_a_second_time_add_nothing() -> None:
    first = import_path(SEED_FOLDER, now=NOW)
    db.session.commit()
    assert first.findings == []
    counts = [count(model) for model in (Volunteer, Mentor, YoungPerson, MentorRequest)]
    assert counts == [400, 160, 220, 220]
    assert count(Task) >= 150
    before = {model: count(model) for model in (User, Shift, Signup, AuditEvent)}
    second = import_path(SEED_FOLDER, now=NOW)
    db.session.commit()
    assert second.added == 0
    assert [checked.changed for checked in second.files] == [[] for _ in KINDS]
    assert {model: count(model) for model in before} == before


def test_one_bad_row_keeps_the_whole_folder_out(tmp_path: Path) -> None:
    (tmp_path / "goals.csv").write_bytes(as_csv("goals", row("goals")))
    (tmp_path / "areas.csv").write_bytes(as_csv("areas", row("areas", latitude="100")))
    report = import_path(tmp_path, now=NOW)
    db.session.commit()
    assert [str(finding)[:22] for finding in report.findings] == ["areas.csv:2:latitude: "[:22]]
    assert count(Goal) == 0


def test_good_rows_are_imported_where_that_is_asked_for(tmp_path: Path) -> None:
    bad = row("goals", code="bad", name_da="")
    (tmp_path / "goals.csv").write_bytes(as_csv("goals", row("goals"), bad))
    import_path(tmp_path / "goals.csv", now=NOW, is_partial=True)
    db.session.commit()
    assert db.session.scalars(select(Goal.code)).all() == ["homework"]


def test_later_files_find_what_earlier_ones_brought(tmp_path: Path) -> None:
    district = row("areas", code="midtbyen", parent="randers")
    town = row("areas", code="randers", name="Randers", kind="municipality")
    (tmp_path / "areas.csv").write_bytes(as_csv("areas", district, town))
    (tmp_path / "associations.csv").write_bytes(as_csv("associations", row("associations")))
    assert import_path(tmp_path, now=NOW).is_clean
    found = db.session.scalars(select(Area).where(Area.code == "midtbyen")).one()
    assert found.parent is not None
    assert found.parent.code == "randers"


@pytest.mark.parametrize("name", ["nowhere", "unknown.csv", "empty"])
def test_what_is_no_file_of_ours_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "unknown.csv").write_text("a,b\n")
    (tmp_path / "empty").mkdir()
    report = import_path(tmp_path / name, now=NOW)
    assert len(report.refusals) == 1


def test_file_that_is_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "goals.csv").mkdir()
    report = import_path(tmp_path, now=NOW)
    assert "goals.csv" in report.refusals[0]


def test_sign_ups_never_overfill_or_double_book(tmp_path: Path) -> None:
    full = make_shift(task=make_task(code="full"), seats=1)
    make_shift(task=make_task(code="same-time"), starts_at=full.starts_at)
    emails = [make_volunteer().user.email for _ in range(2)]
    lines = [
        f"full,1,{emails[0]},confirmed",
        f"full,1,{emails[1]},confirmed",
        f"same-time,1,{emails[0]},confirmed",
        f"same-time,1,{emails[1]},confirmed",
        f"same-time,2,{emails[1]},requested",
    ]
    db.session.commit()
    file = tmp_path / "signups.csv"
    file.write_text("\n".join(["task,shift_number,volunteer_email,status", *lines]))
    report = import_path(file, now=NOW, is_partial=True)
    db.session.commit()
    assert [(finding.line, finding.column) for finding in report.findings] == [
        (3, "task"), (4, "volunteer_email"), (6, "shift_number"),
    ]  # fmt: skip
    assert db.session.scalars(select(Signup.status)).all() == [SignupStatus.CONFIRMED] * 2


def test_bad_row_of_the_last_file_takes_the_first_file_back_out(tmp_path: Path) -> None:
    make_volunteer()
    db.session.commit()
    head = "email,kind,capacity,youngest_age,oldest_age,goals,experiences,motivation,status\n"
    address = db.session.scalars(select(User.email).join(Volunteer)).one()
    (tmp_path / "goals.csv").write_bytes(as_csv("goals", row("goals")))
    (tmp_path / "mentors.csv").write_text(head + f"{address},senior,2,16,12,,,,applied\n")
    report = import_path(tmp_path, now=NOW)
    db.session.commit()
    assert not report.is_clean
    assert (count(Goal), count(Mentor)) == (0, 0)


def test_what_the_database_refuses_leaves_nothing_behind() -> None:
    values = row("goals")
    with pytest.raises(RuleError, match="uq_goals_code"):
        add_rows(KINDS["goals"], [CheckedRow(2, values), CheckedRow(3, values)], Origin(None, NOW))
    db.session.commit()
    assert count(Goal) == 0
    assert count(AuditEvent) == 0


def test_every_imported_record_leaves_one_event(tmp_path: Path) -> None:
    (tmp_path / "goals.csv").write_bytes(as_csv("goals", row("goals"), row("goals", code="other")))
    import_path(tmp_path, now=NOW)
    db.session.commit()
    events = db.session.scalars(select(AuditEvent)).all()
    assert {event.subject_id for event in events} == set(db.session.scalars(select(Goal.id)))
    assert [(event.action, event.subject_kind) for event in events] == [("import", "Goal")] * 2
