"""Whatever people wrote is shown as they wrote it: no page, file or feed takes it for markup, a header or a formula.

Every text that the world holds is replaced by hostile text, and then everybody opens everything.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import String, Text, inspect
from sqlalchemy.exc import DBAPIError, StatementError

from tests.web.access.addresses import address_of
from tests.web.access.conftest import Visit
from tests.web.conftest import KEPT_TABLES, app
from web.access_page import ACTORS, read_table
from web.core.encryption import EncryptedText
from web.extensions import Base, db

__all__ = ["app"]

TABLE = read_table()
LINES = "<b class=zzz>&\"'\r\nX-Zzz: 1\r\n=1+1"
LINE = "=<b class=zzz>&\"'{{7*7}}%(x)s"
HOSTILE = (LINES, LINE)
# What the service makes, compares or counts by itself; people write none of it.
OWN = re.compile(
    r"(^|_)(code|hash|password|secret|uniquifier|token|locale|language|key|id|data|email|address|action|kind|version"
    r"|roles|digest|origin|place|purpose|reason|status|phone|cvr|method|location|source|type|browser|system|colour|content"
    r"|body|subject|fingerprint|number|name_of_file|step|checksum|category|queue|task_name)$"
)
TABLES_LEFT_OUT = frozenset({"roles", "audit_events", "audit_seals", "stored_sessions", "outbox_messages"})


def texts_of(kind: type[Any]) -> Iterator[str]:
    """Yield the names of the columns in which people's texts stand."""
    for column in inspect(kind).column_attrs:
        stored = column.columns[0]
        is_text = isinstance(stored.type, String | Text | EncryptedText) and not hasattr(stored.type, "enums")
        if is_text and not OWN.search(column.key) and not stored.primary_key and not stored.foreign_keys:
            yield column.key


def spoil_everything() -> int:
    """Replace every text by a hostile one, as far as the database lets it; return how many were."""
    number = 0
    for mapper in sorted(Base.registry.mappers, key=lambda one: one.class_.__name__):
        if str(mapper.local_table) in TABLES_LEFT_OUT:
            continue
        names = list(texts_of(mapper.class_))
        for thing in db.session.query(mapper.class_).all() if names else ():
            number += sum(spoil(thing, name) for name in names)
    db.session.commit()
    return number


def spoil(thing: Any, name: str) -> bool:
    """Replace one text, by the worst that is stored."""
    if not getattr(thing, name):
        return False
    for value in HOSTILE:
        try:
            with db.session.begin_nested():
                setattr(thing, name, f"{value} {thing.__class__.__name__}")
                db.session.flush()
        except (DBAPIError, StatementError):
            continue
        return True
    return False


@pytest.fixture(scope="module")
def spoiled(visit: Visit) -> Iterator[Visit]:
    """The world with hostile text everywhere; what stays after the tests is put back."""
    with visit.app.app_context():
        before = texts_that_stay()
        assert spoil_everything() > 100
    yield visit
    with visit.app.app_context():
        for (kind, identity), texts in before.items():
            thing = db.session.get(kind, identity)
            for name, value in texts.items():
                setattr(thing, name, value)
        db.session.commit()


def texts_that_stay() -> dict[tuple[type[Any], Any], dict[str, Any]]:
    """Return the texts of the tables that are not emptied after tests, of each row by its key."""
    return {
        (mapper.class_, inspect(thing).identity): {
            name: getattr(thing, name) for name in texts_of(mapper.class_)
        }
        for mapper in Base.registry.mappers
        if str(mapper.local_table) in KEPT_TABLES - TABLES_LEFT_OUT
        for thing in db.session.query(mapper.class_)
    }


@pytest.mark.parametrize("endpoint", sorted(TABLE))
def test_nothing_written_is_taken_for_anything_else(spoiled: Visit, endpoint: str) -> None:
    address = address_of(spoiled.app, spoiled.world, endpoint)
    readers = [actor for actor in ACTORS if TABLE[endpoint].answers["GET"][actor].startswith("200")]
    for actor in readers[:1] + readers[-1:]:
        answer = spoiled.open(actor, "GET", address)
        text = answer.get_data(as_text=True)
        assert "X-Zzz" not in answer.headers, f"{actor} {address}"
        if answer.mimetype == "text/html":
            assert "<b class=zzz" not in text, f"{actor} {address}"
        elif answer.mimetype == "text/calendar":
            assert not re.search(r"^X-Zzz", text, re.MULTILINE), f"{actor} {address}"
        elif answer.mimetype == "text/csv":
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not any(cell[:1] in "=+@\t\r" for cell in cells if cell), f"{actor} {address}"


def test_the_marks_are_seen_where_they_are_shown(spoiled: Visit, app: Flask) -> None:
    page = spoiled.open("stranger", "GET", "/opgaver").get_data(as_text=True)
    assert "&lt;b class=zzz&gt;" in page
