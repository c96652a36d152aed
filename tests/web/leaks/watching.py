"""Looking for the marked words wherever something leaves the service: answers, mails, jobs, the audit log, log lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

import structlog
from sqlalchemy import Connection, text
from werkzeug.test import TestResponse

from tests.web.leaks.oracle import Known

Marks = Mapping[int, Mapping[str, str]]
LOGS = {
    "a job's arguments": "SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs",
    "the audit log": "SELECT coalesce(string_agg(concat_ws(' ', action, purpose, place, details::text), ' '), '') FROM audit_events",
    "the subject of a mail": "SELECT coalesce(string_agg(concat_ws(' ', subject, occasion), ' '), '') FROM outbox_messages",
}
MAILS = "SELECT id, user_id, address, body FROM outbox_messages WHERE id > :after ORDER BY id"


def words_of(response: TestResponse) -> str:
    """Return everything an answer tells: its headers (where it leads to included) and its body."""
    headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.headers)
    return f"{headers}\n{response.get_data(as_text=True)}"


def marks_in(words: str, marks: Marks) -> Known:
    """Return which facts of whom stand in a text, in whatever case."""
    low = words.lower()
    return {
        (person, fact)
        for person, facts in marks.items()
        for fact, mark in facts.items()
        if mark.lower() in low
    }


def marks_in_logs(connection: Connection, marks: Marks) -> dict[str, Known]:
    """Return what was written down where nothing about anybody may stand."""
    found = {
        place: marks_in(connection.execute(text(query)).scalar_one(), marks) for place, query in LOGS.items()
    }
    return {place: facts for place, facts in found.items() if facts}


def new_mails(connection: Connection, *, after: int) -> list[tuple[int, int | None, str, str]]:
    """Return the mails written since: (id, the reader's user id if any, address, body)."""
    rows = connection.execute(text(MAILS), {"after": after})
    return [(row.id, row.user_id, row.address, row.body) for row in rows]


class Lines(logging.Handler):
    """Keeps every line that anybody logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def logged() -> Iterator[list[str]]:
    """Collect what is logged inside, by our own logs and by the libraries'."""
    handler, lines = Lines(), list[str]()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        with structlog.testing.capture_logs() as entries:
            yield lines
    finally:
        root.removeHandler(handler)
        lines += [str(entry) for entry in entries] + handler.lines
