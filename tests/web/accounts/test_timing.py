"""What a stranger could measure: the slow work is the same, whether or not an address has an account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import argon2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import Engine, event, func, select

from tests.web import factories as make
from web.extensions import db
from web.notifications.models import OutboxMessage

PASSWORD = "tre gule cykler"


def kind_of(statement: str) -> str:
    """What a statement does: a read, a write to which table (new or not), or a savepoint and either of its ends."""
    verb, _, rest = statement.partition(" ")
    if verb in {"RELEASE", "ROLLBACK"}:
        return "end of savepoint"
    if verb in {"SELECT", "SAVEPOINT", "SET"}:
        return verb
    return f"write {rest.removeprefix('INTO ').split()[0]}"


@pytest.fixture
def slow_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Counts what takes time: passwords that the library hashes or compares, and every statement to the database."""
    counted: Counter[str] = Counter()
    for name in ("hash_secret", "verify_secret"):
        original = getattr(argon2.low_level, name)

        def counting(*arguments: Any, original: Any = original, **named: Any) -> Any:
            counted["passwords"] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(argon2.low_level, name, counting)

    def executed(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        counted[kind_of(statement)] += 1

    event.listen(Engine, "before_cursor_execute", executed)
    yield counted
    event.remove(Engine, "before_cursor_execute", executed)


@pytest.fixture
def accounts(database: None) -> None:
    """Accounts in every state that one could hope to tell apart."""
    make.make_user(email="kendt@example.dk", password=hash_password(PASSWORD))
    make.make_user(email="ubekraeftet@example.dk", password=hash_password(PASSWORD), confirmed_at=None)
    make.make_user(email="lukket@example.dk", password=hash_password(PASSWORD), active=False)
    make.make_user(email="uden@example.dk", password=None)
    db.session.commit()


ADDRESSES = ["kendt", "ubekraeftet", "lukket", "uden", "ukendt"]
FORMS = {
    "/log-ind": {"password": "forkert adgangskode"},
    "/nulstil-adgangskode": {},
    "/bekraeft": {},
    "/opret-konto": {"name": "Åse", "password": PASSWORD},
}


def work_of(app: Flask, counted: Counter[str], path: str, name: str) -> dict[str, int]:
    """What one request takes, from a browser that has not been here before."""
    counted.clear()
    app.test_client().post(path, data={"email": f"{name}@example.dk"} | FORMS[path])
    return dict(sorted(counted.items()))


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("path", FORMS)
def test_the_work_is_the_same_for_known_and_unknown(app: Flask, slow_work: Counter[str], path: str) -> None:
    work_of(app, slow_work, path, "foerste")
    work = {name: work_of(app, slow_work, path, name) for name in ADDRESSES}
    assert [work[name] for name in ADDRESSES] == [work["ukendt"]] * len(ADDRESSES), work
    assert work["ukendt"]


@pytest.mark.usefixtures("accounts")
def test_the_mail_to_nobody_is_never_written(client: FlaskClient) -> None:
    client.post("/nulstil-adgangskode", data={"email": "ukendt@example.dk"})
    client.post("/bekraeft", data={"email": "ukendt@example.dk"})
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0
