"""An administrator checks a file, reads the report, and decides once."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.exchange.csv_files import as_csv, make_midtbyen, row
from tests.web.factories import NOW, make_goal, make_user, make_volunteer
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.catalogue.models import Goal
from web.exchange.models import ImportBatch, ImportStatus
from web.exchange.registry import KINDS
from web.exchange.services import receive_file
from web.extensions import db
from web.profiles.models import Volunteer

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def client(sign_in: SignIn) -> FlaskClient:
    """A browser in which an administrator is signed in."""
    return sign_in(make_user(RoleName.ADMINISTRATOR))


def upload(client: FlaskClient, kind: str, content: bytes, *, key: str = "") -> str:
    """Upload a file and return the address of its report."""
    data = {
        "entity": kind,
        "form_key": key or str(uuid.uuid4()),
        "file": (io.BytesIO(content), f"{kind}.csv"),
    }
    response = client.post("/import", data=data)
    assert response.status_code in (302, 303), response.text  # 303: the same form once more
    return str(response.location)


def text_of(client: FlaskClient, address: str) -> str:
    return unescape(client.get(address).text)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_upload_imports_nothing_before_somebody_decides(client: FlaskClient) -> None:
    report = upload(client, "goals", as_csv("goals", row("goals")))
    assert "Importér den ene gode række" in text_of(client, report)
    assert count(Goal) == 0


def test_good_rows_are_imported_on_the_administrators_word(client: FlaskClient) -> None:
    make_midtbyen()
    db.session.commit()
    report = upload(
        client, "volunteers", as_csv("volunteers", row("volunteers"), row("volunteers", email="?"))
    )
    assert "Det er ikke en e-mailadresse." in text_of(client, report)
    client.post(f"{report}/importer")
    assert db.session.scalars(select(User.email).join(Volunteer)).all() == ["freja@example.dk"]
    assert "1" in text_of(client, report)
    batch = db.session.scalars(select(ImportBatch)).one()
    assert (batch.status, batch.counts["imported"], batch.rows) == (ImportStatus.IMPORTED, 1, [])


def test_second_click_on_import_finds_it_done(client: FlaskClient) -> None:
    report = upload(client, "goals", as_csv("goals", row("goals")))
    answers = [client.post(f"{report}/importer").status_code for _ in range(2)]
    assert answers == [302, 302]
    assert count(Goal) == 1
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.subject_kind == "ImportBatch"))
    assert sorted(actions) == ["import: import", "import: receive"]


def test_same_form_sent_twice_makes_one_batch(client: FlaskClient) -> None:
    key = str(uuid.uuid4())
    content = as_csv("goals", row("goals"))
    assert upload(client, "goals", content, key=key) == upload(client, "goals", content, key=key)
    assert count(ImportBatch) == 1


def test_discarded_file_leaves_nothing_of_its_content(client: FlaskClient) -> None:
    report = upload(client, "goals", as_csv("goals", row("goals")))
    client.post(f"{report}/kasser")
    client.post(f"{report}/importer")
    batch = db.session.scalars(select(ImportBatch)).one()
    assert (batch.status, batch.rows, batch.errors) == (ImportStatus.DISCARDED, [], [])
    assert count(Goal) == 0


def test_row_stored_meanwhile_is_left_as_it_is(client: FlaskClient) -> None:
    report = upload(client, "goals", as_csv("goals", row("goals"), row("goals", code="other")))
    make_goal(code="homework", name_da="Min egen")
    db.session.commit()
    client.post(f"{report}/importer")
    names = {goal.code: goal.name_da for goal in db.session.scalars(select(Goal))}
    assert names == {"homework": "Min egen", "other": "Lektier"}


def test_nothing_is_imported_when_what_rows_refer_to_is_gone(client: FlaskClient) -> None:
    area = make_midtbyen()
    db.session.commit()
    report = upload(client, "volunteers", as_csv("volunteers", row("volunteers")))
    area.code = "renamed"
    db.session.commit()
    client.post(f"{report}/importer")
    assert "Noget er ændret" in text_of(client, report)
    assert count(Volunteer) == 0
    assert db.session.scalars(select(ImportBatch.status)).one() is ImportStatus.WAITING


def test_import_keeps_the_account_somebody_has_already(client: FlaskClient) -> None:
    make_midtbyen()
    make_user(RoleName.COORDINATOR, email="Freja@example.dk", name="Freja")
    report = upload(client, "volunteers", as_csv("volunteers", row("volunteers")))
    client.post(f"{report}/importer")
    user = db.session.scalars(select(User).join(Volunteer)).one()
    assert user.name == "Freja"
    assert {role.name for role in user.roles} == {"coordinator", "volunteer"}


def test_formula_and_markup_in_a_file_stay_text(client: FlaskClient) -> None:
    nasty = row("goals", name_da="<script>alert(1)</script>")
    report = upload(client, "goals", as_csv("goals", nasty, row("goals", code="=1+1")))
    page = client.get(report).text
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_invisible_characters_in_heading_and_name_are_no_harm(client: FlaskClient) -> None:
    data = {
        "entity": "goals",
        "form_key": str(uuid.uuid4()),
        "file": (io.BytesIO(b"code,na\0me\x1b\na,b\n"), "go\u202eals\x7f.csv"),
    }
    report = client.post("/import", data=data).location
    assert "Overskriften passer ikke." in text_of(client, report)
    assert db.session.scalars(select(ImportBatch.file_name)).one() == "goals.csv"


def test_older_excels_writing_is_read_and_pointed_out(client: FlaskClient) -> None:
    content = as_csv("goals", row("goals", name_da="Søge job"), separator=";").decode().encode("cp1252")
    page = text_of(client, upload(client, "goals", content))
    assert "Søge job" in page
    assert "Windows-1252" in page


@pytest.mark.parametrize("kind", ["young_people", "mentor_requests", "clearances", "staff", "nonsense"])
def test_sensitive_kinds_cannot_be_uploaded(client: FlaskClient, kind: str) -> None:
    data = {"entity": kind, "form_key": str(uuid.uuid4()), "file": (io.BytesIO(b"code\n"), "x.csv")}
    response = client.post("/import", data=data)
    assert response.status_code == 200
    assert count(ImportBatch) == 0


def test_missing_file_is_said_at_the_field(client: FlaskClient) -> None:
    response = client.post("/import", data={"entity": "goals", "form_key": str(uuid.uuid4())})
    assert "Vælg en fil." in response.text


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.ADMINISTRATOR])
def test_only_administrators_import(database: None, sign_in: SignIn, role: RoleName) -> None:
    content = as_csv("goals", row("goals"))
    administrator = make_user(RoleName.ADMINISTRATOR)
    batch = receive_file("goals.csv", content, kind=KINDS["goals"], by=administrator, now=NOW)
    report = f"/import/{batch.id}"
    other = sign_in(make_user(role))
    answers = [
        other.get("/import").status_code,
        other.get(report).status_code,
        other.post(f"{report}/importer").status_code,
        other.post(f"{report}/kasser").status_code,
    ]
    assert answers == [404] * 4
    assert count(Goal) == 0


def test_volunteer_known_by_the_service_is_unchanged_after_import_and_repeat(client: FlaskClient) -> None:
    make_midtbyen()
    make_volunteer()
    db.session.commit()
    content = as_csv("volunteers", row("volunteers"))
    client.post(f"{upload(client, 'volunteers', content)}/importer")
    upload(client, "volunteers", content)
    last = db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1)).one()
    assert (last.counts["new"], last.counts["unchanged"], last.counts["changed"]) == (0, 1, 0)
