"""A worker killed in the middle of a delivery: the mail leaves all the same, and leaves once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from tests.faults.conftest import PATIENCE_SECONDS, query, wait_until
from tests.faults.mail_server import MailServer, mail_server
from web.app import create_app
from web.config import settings_from
from web.extensions import db
from web.notifications.services import write_notice


@pytest.fixture
def mails() -> Iterator[MailServer]:
    """The mail server that the worker hands its mail to."""
    with mail_server() as server:
        yield server


@pytest.fixture
def environment(own_database: str, mails: MailServer) -> dict[str, str]:
    """The settings of the worker."""
    return {"DATABASE_URL": own_database, "SMTP_URL": mails.url, "SECRET_KEY": "t" * 40}


@pytest.fixture
def service(environment: dict[str, str]) -> Iterator[Flask]:
    """An application on the same database."""
    app = create_app(settings_from(environment))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process, killed at the end of the block without warning."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)


def job_statuses(url: str) -> list[str]:
    """The statuses of the deliveries that are not done."""
    rows = query(url, "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'deliver message'")
    return [str(status) for (status,) in rows]


def test_a_mail_survives_its_killed_worker_and_leaves_once(
    service: Flask, environment: dict[str, str], own_database: str, mails: MailServer
) -> None:
    write_notice("test", to="modtager@example.dk", subject="Velkommen", body="Hej.")
    db.session.commit()
    with worker(environment):
        assert mails.received.wait(PATIENCE_SECONDS)
    assert job_statuses(own_database) == ["doing"]
    assert query(own_database, "SELECT status FROM outbox_messages") == [("waiting",)]
    # The minute after which a silent worker counts as gone has passed.
    query(own_database, "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    mails.may_answer.set()
    with worker(environment):
        wait_until(lambda: job_statuses(own_database) == [], what="the delivery is done")
    assert query(own_database, "SELECT status FROM outbox_messages") == [("sent",)]
    assert len(mails.accepted) == 1
    assert "Message-ID: <outbox-1@127.0.0.1>" in mails.accepted[0]


def test_a_job_that_takes_its_worker_down_again_and_again_ends_as_failed(
    service: Flask, environment: dict[str, str], own_database: str
) -> None:
    write_notice("test", to="modtager@example.dk", subject="Velkommen", body="Hej.")
    db.session.commit()
    query(own_database, "UPDATE procrastinate_jobs SET status = 'doing', attempts = 5")
    with worker(environment):
        wait_until(lambda: job_statuses(own_database) == ["failed"], what="the job is given up")
