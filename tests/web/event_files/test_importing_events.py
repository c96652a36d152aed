"""A whole event from one file: imported once, whole or not at all, by the association's own coordinator."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.conftest import app, database, sign_in
from tests.web.event_files.event_csv import as_csv, row
from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus
from web.audit.models import AuditEvent
from web.event_files.columns import COLUMNS
from web.event_files.models import EventFile
from web.exchange.models import ImportBatch
from web.extensions import db
from web.staffing.models import Demand, Event, StaffingPlan
from web.tasks.models import Shift, Task, TaskStatus

__all__ = ["app", "database", "sign_in"]
pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def association() -> Association:
    """An approved association."""
    return make.make_association()


@pytest.fixture
def client(association: Association, sign_in: SignIn) -> FlaskClient:
    """A browser in which its coordinator is signed in."""
    return sign_in(association.coordinators[0])


def upload(client: FlaskClient, address: str, *rows: dict[str, Any], **values: Any) -> str:
    """Choose a file and return the address of its report."""
    data: dict[str, Any] = {
        "title": "Havnefest",
        "is_public": "y",
        "form_key": str(uuid.uuid4()),
        "file": (io.BytesIO(as_csv(*rows)), "event.csv"),
    }
    response = client.post(address, data=data | values)
    assert response.status_code in (302, 303), response.text
    return str(response.location)


def new_event(client: FlaskClient, association: Association, *rows: dict[str, Any], **values: Any) -> str:
    """Choose the file of a new event."""
    return upload(client, f"/foreninger/{association.id}/planer/fil", *rows, **values)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_file_becomes_an_event_with_its_plan(client: FlaskClient, association: Association) -> None:
    make.make_skill(code="first_aid", name_da="Førstehjælp")
    rows = (
        row(minimum_age="18", importance="3"),
        row(minimum_age="18", importance="3", starts_at="+11d 14:00", ends_at="+11d 18:00"),
        row(minimum_age="18", starts_at="+12d 22:00", ends_at="+13d 04:00", needs="first_aid:1"),
        row(title="Porten", place=""),
    )
    report = new_event(client, association, *rows)
    page = unescape(client.get(report).text)
    assert "Importér de 4 vagter" in page
    assert "Førstehjælp" in page
    assert count(Event) == 0
    answer = client.post(f"{report}/importer")
    plan = db.session.scalars(select(StaffingPlan)).one()
    assert answer.location == f"/planer/{plan.id}"
    assert plan.event is not None
    assert (plan.last_on - plan.first_on).days == 2
    tasks = {task.title: task for task in plan.event.tasks}
    assert {title: len(task.shifts) for title, task in tasks.items()} == {"Boden": 3, "Porten": 1}
    assert [task.status for task in tasks.values()] == [TaskStatus.PUBLISHED] * 2
    assert tasks["Boden"].minimum_age == 18
    assert "Boden" in client.get(f"/planer/{plan.id}").text


def test_what_most_shifts_ask_for_is_the_tasks_and_the_others_have_their_own(
    client: FlaskClient, association: Association
) -> None:
    make.make_skill(code="first_aid")
    days = [row(starts_at=f"+{day}d 14:00", ends_at=f"+{day}d 18:00") for day in (10, 11, 12)]
    client.post(f"{new_event(client, association, *days[:2], days[2] | {'needs': 'first_aid:1'})}/importer")
    demands = db.session.scalars(select(Demand).order_by(Demand.id)).all()
    assert [(one.shift_id is None, one.minimum, one.needs) for one in demands] == [
        (True, 2, {}),
        (False, 2, {"first_aid": 1}),
    ]


def test_one_bad_row_imports_nothing(client: FlaskClient, association: Association) -> None:
    report = new_event(client, association, row(), row(title="Porten", minimum="9"))
    page = unescape(client.get(report).text)
    assert "Importér" not in page
    assert "minimum" in page
    client.post(f"{report}/importer")
    assert (count(Event), count(Task), count(Shift)) == (0, 0, 0)


def test_a_second_click_lands_on_the_plan_and_makes_nothing(
    client: FlaskClient, association: Association
) -> None:
    report = new_event(client, association, row())
    first, second = (client.post(f"{report}/importer") for _ in range(2))
    assert first.location == second.location
    assert (count(Event), count(Shift)) == (1, 1)
    assert "plan event" in db.session.scalars(select(AuditEvent.action)).all()


def test_the_same_form_sent_twice_keeps_one_file(client: FlaskClient, association: Association) -> None:
    key = str(uuid.uuid4())
    assert len({new_event(client, association, row(), form_key=key) for _ in range(2)}) == 1
    assert count(EventFile) == 1


def test_the_same_event_twice_is_refused_and_the_file_can_be_added_instead(
    client: FlaskClient, association: Association
) -> None:
    client.post(f"{new_event(client, association, row())}/importer")
    again = new_event(client, association, row())
    client.post(f"{again}/importer")
    assert count(Event) == 1
    plan = db.session.scalars(select(StaffingPlan)).one()
    more = upload(client, f"/planer/{plan.id}/fil", row(), row(starts_at="+20d 14:00", ends_at="+20d 18:00"))
    client.post(f"{more}/importer")
    db.session.expire_all()
    assert (count(Event), count(Task), count(Shift)) == (1, 1, 2)
    assert (plan.last_on - plan.first_on).days == 10


def test_a_pending_association_gets_drafts(sign_in: SignIn) -> None:
    association = make.make_association(status=AssociationStatus.PENDING)
    client = sign_in(association.coordinators[0])
    client.post(f"{new_event(client, association, row())}/importer")
    assert db.session.scalars(select(Task.status)).all() == [TaskStatus.DRAFT]


def test_a_discarded_file_leaves_nothing(client: FlaskClient, association: Association) -> None:
    report = new_event(client, association, row())
    client.post(f"{report}/kasser")
    client.post(f"{report}/importer")
    assert db.session.scalars(select(ImportBatch)).one().rows == []
    assert count(Event) == 0


def test_other_coordinators_and_administrators_do_not_see_the_file(
    client: FlaskClient, association: Association, sign_in: SignIn
) -> None:
    report = new_event(client, association, row())
    other = sign_in(make.make_association().coordinators[0])
    assert [other.get(report).status_code, other.post(f"{report}/importer").status_code] == [404, 404]
    administrator = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    assert administrator.get(report).status_code == 404
    assert "event.csv" not in administrator.get("/import").text
    assert administrator.get(f"/import/{db.session.scalars(select(ImportBatch.id)).one()}").status_code == 404


def test_the_file_to_begin_from_can_be_imported_as_it_is(
    client: FlaskClient, association: Association
) -> None:
    make.make_skill(code="first_aid")
    content = client.get("/arrangementsfiler/skabelon.csv").data
    assert content.decode("utf-8-sig").splitlines()[0] == ";".join(column.name for column in COLUMNS)
    report = new_event(client, association, row(), file=(io.BytesIO(content), "arrangement.csv"))
    client.post(f"{report}/importer")
    assert count(Shift) == 2
