"""Neither the audit log nor the process log ever holds who somebody is: checked while writing, in the code, and over a whole story."""

from __future__ import annotations

import ast
import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from tests.architecture.sources import Module, modules
from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.impersonal import TELLING_KEYS, PersonalDataError
from web.audit.models import AuditEvent
from web.audit.services import record_event
from web.core.jobs import background, enqueue
from web.core.logs import FramesOnly
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match
from web.proposals.models import Proposal
from web.proposals.personal_links import answer_link

SignIn = Callable[[User], FlaskClient]
DOORS = {"record_event", "record_view", "take_step"}
# Attributes that hold what a person is called, where they are reached, or what somebody wrote.
TELLING = TELLING_KEYS | {
    "full_name",
    "description",
    "wishes",
    "close_words",
    "decline_words",
    "title",
    "body",
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("purpose", "details"),
    [
        ("Freja har det svært", {}),
        ("freja@example.dk", {}),
        ("", {"reason": "Han ringede til mig i går"}),
        ("", {"who": "Åse"}),
        ("", {"who": ["ok", {"deep": "Mette Lund"}]}),
        ("", {"name": "x"}),
        ("", {"email": 1}),
        ("", {"subject": object()}),
        ("", {"text": "a" * 200}),
        ("", {"text": "a\nb"}),
    ],
)
def test_personal_data_is_refused_at_the_door(purpose: str, details: dict[str, Any]) -> None:
    with pytest.raises(PersonalDataError) as refusal:
        record_event("test", make.make_user(), by=None, now=make.NOW, purpose=purpose, details=details)
    assert "Freja" not in str(refusal.value)
    assert "Mette" not in str(refusal.value)


@pytest.mark.usefixtures("database")
def test_ids_numbers_and_codes_are_taken() -> None:
    details = {"run": 3, "score": 0.5, "is_moved": True, "reason": "too_far", "rows": {"users": 2}, "ids": [1, 2],
               "on": "2026-03-02", "at": "2026-03-02T09:00:00+00:00", "none": None}  # fmt: skip
    record_event("test", make.make_user(), by=None, now=make.NOW, purpose="match, as mentor", details=details)
    db.session.commit()
    assert db.session.scalars(select(AuditEvent)).one().details == details


def test_no_call_of_the_log_hands_over_what_a_person_is_called() -> None:
    found = [
        f"{module.place_of(call)}: {name}"
        for module in modules("web")
        for call in calls_of_the_log(module)
        for name in told_by(call)
    ]
    assert found == []


def test_the_search_for_telling_calls_finds_them() -> None:
    source = (
        "record_event('x', y, by=z, now=n, details={'a': person.name, 'b': f'{user.email}', 'c': run.id})"
    )
    module = Module(path="x.py", text=source)
    assert [told_by(call) for call in calls_of_the_log(module)] == [["name", "email"]]


def calls_of_the_log(module: Module) -> Iterator[ast.Call]:
    """Yield the calls that write an event."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOORS:
            yield node


def told_by(call: ast.Call) -> list[str]:
    """Return the telling attributes that a call's action, purpose or details read."""
    parts = [*call.args[:1], *(word.value for word in call.keywords if word.arg in {"purpose", "details"})]
    return [
        node.attr
        for part in parts
        for node in ast.walk(part)
        if isinstance(node, ast.Attribute) and node.attr in TELLING
    ]


@pytest.fixture
def process_log() -> Iterator[io.StringIO]:
    """What the process writes: our own log, and whatever libraries say from INFO upwards."""
    written, before = io.StringIO(), structlog.get_config()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    handler, level = logging.StreamHandler(written), logging.getLogger().level
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    yield written
    logging.getLogger().removeHandler(handler)
    logging.getLogger().setLevel(level)
    structlog.configure(**before)


SENTINELS = ("Qvintzel", "Wrobzky", "Zumpfelt", "Xylmark", "Kvalmstrup", "Bnorsk")


def test_the_whole_way_to_a_match_leaves_no_name_in_any_log(
    sign_in: SignIn, run_jobs: Callable[[], None], client: FlaskClient, process_log: io.StringIO
) -> None:
    area, goal, interest = make.make_area(), make.make_goal(), make.make_interest()
    week = Week.from_intervals((day, 12 * 60, 20 * 60) for day in range(7))
    mentor_user = make.make_user(
        RoleName.VOLUNTEER, RoleName.MENTOR, name="Qvintzel Krog", email="wrobzky@example.dk"
    )
    volunteer = make.make_volunteer(user=mentor_user, area=area, week=week, skills=[interest])
    make.make_mentor(volunteer=volunteer, goals=[goal])
    caseworker = make.make_user(RoleName.CASEWORKER)
    young_person = make.make_young_person(
        caseworker=caseworker, area=area, first_name="Zumpfelt", last_name="Xylmark", alias="Bnorsk",
        email="zumpfelt@example.dk", note="Kvalmstrup er svært for hende", born_on=date(2009, 5, 4),
    )  # fmt: skip
    make.make_request(young_person=young_person, week=week, goals=[goal], interests=[interest])
    desk, mentor = sign_in(caseworker), sign_in(mentor_user)

    desk.get("/unge", query_string={"q": "Zumpfelt"})
    desk.get(f"/unge/{young_person.id}")
    desk.get(f"/unge/{young_person.id}/ret")
    desk.post("/matchkoersler")
    run_jobs()
    proposal = db.session.scalars(select(Proposal)).one()
    desk.get(f"/forslag/{proposal.id}")
    assert desk.post(f"/forslag/{proposal.id}/godkend").status_code == 302
    run_jobs()
    mentor.get(f"/mentor/forslag/{proposal.id}")
    assert mentor.post(f"/mentor/forslag/{proposal.id}/ja").status_code == 302
    run_jobs()
    link = "/svar/" + answer_link(proposal).rpartition("/svar/")[2]
    client.get(link)
    client.post(f"{link}/ja")
    run_jobs()
    match = db.session.scalars(select(Match)).one()
    desk.get(f"/forloeb/{match.id}")
    mentor.get(f"/forloeb/{match.id}")
    sign_in(make.make_user(RoleName.VOLUNTEER, name="Nysgerrig")).get(f"/unge/{young_person.id}")
    client.post("/log-ind", data={"email": "zumpfelt@example.dk", "password": "Kvalmstrup Kvalmstrup"})

    said = process_log.getvalue()
    assert said.count("route=") > 12
    events = "\n".join(db.session.scalars(text("SELECT audit_events::text FROM audit_events")))
    assert events.count("\n") > 10
    jobs = "\n".join(db.session.scalars(text("SELECT args::text FROM procrastinate_jobs")))
    for sentinel in SENTINELS:
        for place, content in (("process log", said), ("audit log", events), ("job arguments", jobs)):
            assert sentinel.lower() not in content.lower(), f"{sentinel} stands in the {place}"
    assert link.rpartition("/")[2] not in said


@background("test: fail over somebody", attempts=1)
def fail_over_somebody(user_id: int) -> None:
    """Fail with somebody's name in the message."""
    raise LookupError(db.session.get_one(User, user_id).name)


def test_an_error_is_logged_without_what_was_stored(
    app: Flask, sign_in: SignIn, run_jobs: Callable[[], None]
) -> None:
    user = make.make_user(RoleName.VOLUNTEER, email="zumpfelt@example.dk", name="Xylmark")
    twin, taken = text("UPDATE users SET email = :email WHERE id = :id"), user.email
    other = make.make_user(RoleName.VOLUNTEER)
    client = sign_in(user)

    def break_it() -> str:
        db.session.execute(twin, {"id": other.id, "email": taken})
        return ""

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(FramesOnly("%(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger("procrastinate").setLevel(logging.INFO)
    before = app.view_functions["home.front"]
    app.view_functions["home.front"] = break_it
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        assert client.get("/").status_code == 500
        enqueue(fail_over_somebody, user_id=user.id)
        run_jobs()
    finally:
        app.view_functions["home.front"] = before
        app.config["PROPAGATE_EXCEPTIONS"] = None
        logging.getLogger().removeHandler(handler)
        logging.getLogger("procrastinate").setLevel(logging.NOTSET)
    said = written.getvalue()
    assert "UniqueViolation" in said
    assert "LookupError" in said
    assert "break_it" in said
    assert not {"zumpfelt", "xylmark"} & set(re.findall(r"\w+", said.lower()))
    assert all(
        handler.formatter
        for handler in logging.getLogger().handlers
        if type(handler) is logging.StreamHandler
    )
