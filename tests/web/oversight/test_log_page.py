"""The audit log's page: found by person, actor, action, purpose and period; every look in it is written down."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from tests.web import factories as make
from tests.web.audit.settling import seal
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.audit.services import record_event, record_view
from web.audit.verification import keep_finding, verify
from web.core import clock
from web.extensions import db
from web.oversight.jobs import verify_audit_log

SignIn = Callable[[User], FlaskClient]
LOG = "/haendelseslog"


@pytest.fixture
def watcher(database: None) -> User:
    """The data protection contact."""
    return make.make_user(RoleName.DATA_PROTECTION_CONTACT, name="Vogter Vang")


@pytest.fixture
def contact(watcher: User, sign_in: SignIn) -> FlaskClient:
    """Her browser."""
    return sign_in(watcher)


def events(action: str) -> list[AuditEvent]:
    """The events of an action."""
    return list(
        db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id))
    )


def test_events_are_found_by_person_actor_action_purpose_and_period(contact: FlaskClient) -> None:
    caseworker = make.make_user(RoleName.CASEWORKER, name="Sagsbehandler Sand")
    seen, other = make.make_young_person(code="ung-101"), make.make_young_person(code="ung-202")
    now = clock.now()
    record_view(seen, by=caseworker, now=now, purpose="casework")
    record_view(make.make_request(young_person=seen), by=caseworker, now=now, purpose="casework")
    record_view(other, by=None, now=now - timedelta(days=100), purpose="as mentor")
    db.session.commit()

    def found(**wanted: str) -> str:
        return contact.get(LOG, query_string=wanted).get_data(as_text=True)

    assert found(person="ung-101").count('<td data-title="Ung">ung-101</td>') == 3, "with the search itself"
    assert "ung-202" not in found(af=caseworker.email)
    assert found(af=str(caseworker.id)).count("Sagsbehandler Sand") == 2
    assert found(handling="look at mentor request").count("<time") == 1
    assert found(formaal="casework").count("<time") == 2
    assert "ung-202" not in found()
    long_ago = str(clock.local_date(now - timedelta(days=100)))
    assert "ung-202" in found(fra=long_ago, til=long_ago)
    assert seen.first_name not in found(person="ung-101")


def test_looking_in_the_log_is_written_down_for_whom_it_concerns(contact: FlaskClient, watcher: User) -> None:
    young_person = make.make_young_person(code="ung-7")
    db.session.commit()
    contact.get(LOG)
    contact.get(LOG, query_string={"person": "ung-7"})
    contact.get(f"{LOG}/udtraek.csv", query_string={"person": "ung-7"})
    looked = events("search audit log")
    assert [(event.actor_id, event.young_person_id) for event in looked] == [
        (watcher.id, None), (watcher.id, young_person.id)]  # fmt: skip
    (fetched,) = events("export audit log")
    assert fetched.young_person_id == young_person.id
    assert fetched.details == {"by": ["person"]}


def test_pages_follow_on_each_other_without_gap_or_repeat(contact: FlaskClient, watcher: User) -> None:
    now = clock.now()
    for number in range(120):
        record_event("test", watcher, by=None, now=now - timedelta(seconds=number // 3))
    db.session.commit()
    address, rows = f"{LOG}?handling=test", 0
    for _ in range(3):
        page = contact.get(address).get_data(as_text=True)
        rows += page.count("<time")
        links = [part.split('"')[0].replace("&amp;", "&") for part in page.split('rel="next" href="')[1:]]
        address = links[0] if links else ""
        assert not links or parse_qs(urlsplit(address).query)["handling"] == ["test"]
    assert (rows, address) == (120, "")


@pytest.mark.parametrize(
    "wanted",
    [
        {"person": "findes-ikke"}, {"af": "ingen@example.dk"}, {"af": "9" * 30}, {"person": "\x00"}, {"fra": "i går"},
        {"fra": "0001-01-01"}, {"til": "9999-12-31"}, {"foer": "x_1"}, {"foer": "2026-01-01_1"}, {"handling": "' OR 1=1"},
        {"fra": "2026-05-02", "til": "2026-05-01"}, {"person": "%"}, {"af": "x" * 5000}, {"formaal": "\u202e"},
        {"foer": "2026-01-01T00:00:00+00:00_99999999999999999999"},
    ],
)  # fmt: skip
def test_nonsense_is_answered_plainly(contact: FlaskClient, wanted: dict[str, str]) -> None:
    assert contact.get(LOG, query_string=wanted).status_code == 200
    assert contact.get(f"{LOG}/udtraek.csv", query_string=wanted).status_code in (200, 400, 404)


def test_the_file_holds_ids_and_runs_no_formula(contact: FlaskClient, watcher: User) -> None:
    record_event("=HYPERLINK(1)", watcher, by=watcher, now=clock.now())
    young_person = make.make_young_person()
    record_view(young_person, by=watcher, now=clock.now())
    db.session.commit()
    answer = contact.get(f"{LOG}/udtraek.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][:4] == ["id", "at", "actor_id", "action"]
    assert {"'=HYPERLINK(1)", "look at young person"} <= {row[3] for row in rows}
    assert young_person.first_name not in str(rows)


@pytest.mark.parametrize("role", [role for role in RoleName if role is not RoleName.DATA_PROTECTION_CONTACT])
def test_nobody_else_sees_the_log(sign_in: SignIn, role: RoleName) -> None:
    client = sign_in(make.make_user(role))
    assert client.get(LOG).status_code == 404
    assert client.get(f"{LOG}/udtraek.csv").status_code == 404


def test_the_page_says_how_the_seals_stand(contact: FlaskClient) -> None:
    assert "Intet endnu" in contact.get(LOG).get_data(as_text=True)
    seal(now=clock.now())
    keep_finding(verify(), now=clock.now())
    db.session.commit()
    assert "alle 1 segl holder" in contact.get(LOG).get_data(as_text=True)


def test_tampering_is_shown_and_told_by_the_nightly_check(
    app: Flask, contact: FlaskClient, watcher: User, run_jobs: Callable[[], None]
) -> None:
    from tests.web.audit.test_sealing import tamper
    from web.core.jobs import enqueue

    record_event("test", watcher, by=watcher, now=clock.now())
    db.session.commit()
    seal(now=clock.now())
    db.session.commit()
    tamper("UPDATE audit_events SET actor_id = NULL")
    enqueue(verify_audit_log, timestamp=0)
    run_jobs()
    assert "Loggen holder ikke" in contact.get(LOG).get_data(as_text=True)
    mails = db.session.execute(text("SELECT address, body FROM outbox_messages")).all()
    assert [mail.address for mail in mails] == [watcher.email]
    assert LOG in mails[0].body


SEARCHED = {
    "young_person_id": "young_person_id = 1",
    "actor_id": "actor_id = 1",
    "action": "action = 'test'",
    "purpose": "purpose = 'casework' AND purpose <> ''",
    "subject_kind, subject_id": "subject_kind = 'User' AND subject_id = 1",
}


@pytest.mark.parametrize("columns", SEARCHED)
def test_a_search_goes_along_an_index(database: None, columns: str) -> None:
    """What the planner likes best hangs on what it last counted; that it never has to sort does not."""
    definitions = db.session.scalars(
        text("SELECT indexdef FROM pg_indexes WHERE tablename = 'audit_events'")
    ).all()
    assert any(f"({columns}, at, id)" in definition for definition in definitions), definitions
    for way_out in ("enable_seqscan", "enable_sort", "enable_incremental_sort"):
        db.session.execute(text(f"SET LOCAL {way_out} = off"))
    plan = db.session.scalars(
        text(
            f"EXPLAIN SELECT * FROM audit_events WHERE {SEARCHED[columns]} AND at > now() ORDER BY at DESC, id DESC LIMIT 51"
        )
    ).all()
    assert any("Index" in line and "Cond" not in line for line in plan), plan
    assert not any("Sort" in line for line in plan), plan


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.ADMINISTRATOR, RoleName.VOLUNTEER])
def test_a_refusal_leaves_exactly_one_event(sign_in: SignIn, role: RoleName) -> None:
    proposal = make.make_proposal()
    young_person_id = proposal.request.young_person_id
    viewer = make.make_user(role)
    client = sign_in(viewer)
    for path in (f"/unge/{young_person_id}", f"/forslag/{proposal.id}"):
        before = db.session.scalar(select(func.count(AuditEvent.id)))
        assert client.get(path).status_code == 404
        assert db.session.scalar(select(func.count(AuditEvent.id))) == (before or 0) + 1, path
        event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
        assert (event.actor_id, event.young_person_id) == (viewer.id, young_person_id)
        assert event.action.startswith("refused ")


def test_trying_out_ids_is_written_down_too(sign_in: SignIn) -> None:
    client = sign_in(make.make_user(RoleName.VOLUNTEER))
    assert client.get("/unge/999999").status_code == 404
    (event,) = events("refused look at young person")
    assert (event.subject_id, event.young_person_id, event.place) == (
        999999,
        None,
        "caseload.show_young_person",
    )
