"""The database stops in the middle of the day: a plain page meanwhile, and recovery by itself."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from flask import Flask
from flask_migrate import upgrade

from tests.faults.conftest import kill, wait_until
from web.app import create_app
from web.config import settings_from
from web.database import embedded_server, is_server_running, keep_running
from web.extensions import db

PAGES = ["/", "/opgaver", "/start", "/log-ind", "/findes-ikke"]


def service_on(url: str) -> Flask:
    """An application on this database, with its tables."""
    app = create_app(settings_from({"DATABASE_URL": url, "SECRET_KEY": "t" * 40}))
    with app.app_context():
        upgrade()
    return app


def test_pages_say_so_and_come_back_by_themselves(data_folder: Path) -> None:
    with embedded_server(data_folder) as url:
        app = service_on(url)
        client = app.test_client()
        with client.session_transaction() as session:
            session["locale"] = "da"
        assert client.get("/").status_code == 200
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "Vi er snart tilbage" in answer.get_data(as_text=True)
        assert answer.headers["Retry-After"]
    assert client.post("/log-ind", data={"email": "a@example.dk", "password": "x"}).status_code == 503
    probe = app.test_client()
    assert probe.get("/healthz").status_code == 200
    assert probe.get("/readyz").status_code == 503
    with embedded_server(data_folder):
        assert client.get("/").status_code == 200
        with app.app_context():
            db.engine.dispose()


def test_the_launcher_starts_a_killed_database_again(data_folder: Path) -> None:
    with embedded_server(data_folder) as url:
        app = service_on(url)
        client = app.test_client()
        assert client.get("/").status_code == 200
        server = psutil.Process(int((data_folder / "postmaster.pid").read_text().splitlines()[0]))
        kill(server)
        wait_until(lambda: not is_server_running(data_folder), what="the server is gone")

        def is_back() -> bool:
            keep_running(data_folder)
            return client.get("/").status_code == 200

        wait_until(is_back, what="the pages are back")
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("content", ["", "not a number\n"])
def test_a_broken_process_file_is_an_error_that_is_seen(data_folder: Path, content: str) -> None:
    data_folder.mkdir()
    (data_folder / "postmaster.pid").write_text(content)
    with pytest.raises(ValueError, match="invalid literal"):
        is_server_running(data_folder)
