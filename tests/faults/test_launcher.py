"""`make run` as an operator meets it: starts, heals, stops without a trace, and says in one line what is wrong."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psutil
import pytest

from tests.conftest import owner_url
from tests.faults.conftest import PATIENCE_SECONDS, family_of, kill, query, wait_until
from web.config import SettingsError
from web.database import embedded_server

# Somebody has an account and there was a run: the launcher leaves such a database as it is.
NOT_EMPTY = (
    "INSERT INTO users (email, name, locale, active, fs_uniquifier) VALUES ('a@example.dk', 'A', 'da', true, 'a')",
    "INSERT INTO match_runs (status, stage, weights, input_size, statistics) VALUES ('failed', 'waiting', '{}', '{}', '{}')",
)


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def launcher(own_database: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """A running launcher whose service is ready."""
    for statement in NOT_EMPTY:
        query(own_database, statement)
    owner = owner_url(urlsplit(own_database).path.strip("/"))
    # What it says goes to a file: nobody reads a pipe meanwhile, and whoever writes into a full one stands still.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = launch(
            {"DATABASE_URL": own_database, "MIGRATION_DATABASE_URL": owner, "PORT": str(port)}, said=said
        )
        try:
            wait_until(lambda: is_ready(port), what="the service is ready")
            yield process
        finally:
            family = family_of(process.pid) if process.poll() is None else []
            process.kill()
            process.wait()
            for child in family:
                kill(child)
            said.seek(0)
            sys.stderr.write(said.read())  # shown where a test fails


def launch(settings: dict[str, str], *, said: IO[str] | int = subprocess.PIPE) -> subprocess.Popen[str]:
    """Start the launcher with these settings; what it says goes there."""
    environment = os.environ | {"SECRET_KEY": "t" * 40} | settings
    return subprocess.Popen(
        [sys.executable, "-m", "web.launch"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        text=True,
    )


def is_ready(port: int) -> bool:
    """Ask /readyz."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def named(family: list[psutil.Process], word: str) -> list[psutil.Process]:
    """Those processes whose command line holds the word."""
    return [process for process in family if word in words_of(process)]


def words_of(process: psutil.Process) -> list[str]:
    """Return the command line; of a process that ends meanwhile, nothing."""
    try:
        return process.cmdline() if is_alive(process) else []
    except psutil.NoSuchProcess:
        return []


def is_alive(process: psutil.Process) -> bool:
    """Tell whether the process still does something; one that has ended but was not yet buried does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_everything(
    launcher: subprocess.Popen[str], port: int, number: signal.Signals
) -> None:
    family, children = family_of(launcher.pid), psutil.Process(launcher.pid).children()
    assert named(family, "worker")
    assert named(family, "gunicorn")
    launcher.send_signal(number)
    assert launcher.wait(PATIENCE_SECONDS) == 0
    assert not any(is_alive(process) for process in children)
    # Theirs, which had to be killed with them if they were slow, may take a moment to go.
    wait_until(lambda: not any(is_alive(process) for process in family), what="all processes end")
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def test_fallen_processes_are_started_again(launcher: subprocess.Popen[str], port: int) -> None:
    family = family_of(launcher.pid)
    fallen = {process.pid for process in family}
    for process in (*named(family, "worker"), *named(family, "gunicorn")):
        kill(process)
    wait_until(lambda: bool(new_ones(launcher, "worker", fallen)), what="a new worker")
    wait_until(
        lambda: bool(new_ones(launcher, "gunicorn", fallen)) and is_ready(port), what="a new web server"
    )


def new_ones(launcher: subprocess.Popen[str], word: str, before: set[int]) -> list[psutil.Process]:
    """Processes of the kind that were not there before."""
    return [process for process in named(family_of(launcher.pid), word) if process.pid not in before]


def test_a_killed_launcher_leaves_no_process_behind(launcher: subprocess.Popen[str]) -> None:
    family = family_of(launcher.pid)
    launcher.kill()
    launcher.wait(PATIENCE_SECONDS)
    wait_until(lambda: not any(is_alive(process) for process in family), what="all processes end")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "DATABASE_URL cannot be reached"),
        ({"DATABASE_URL": "postgresql://nosuchhost.invalid/none"}, "DATABASE_URL cannot be reached"),
        ({"DATABASE_URL": "mysql://127.0.0.1/none"}, "DATABASE_URL must start with postgresql://"),
        ({"PORT": "eighty"}, "PORT must be a number"),
        ({"APP_ENV": "production", "DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "BASE_URL"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(settings: dict[str, str], words: str) -> None:
    process = launch(settings)
    output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert output.count("\n") == 1
    assert words in output
    assert "Traceback" not in output


def test_a_taken_port_is_said_before_anything_is_started(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = launch({"PORT": str(port), "DATABASE_URL": "postgresql://127.0.0.1:1/none"})
        output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert f"127.0.0.1:{port} cannot be used: Address already in use" in output
    assert output.count("\n") == 1


def test_a_full_disk_is_said_in_one_line(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", ["total", "used", "free"])
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(total=10**9, used=10**9, free=0))
    with pytest.raises(SettingsError, match="less than 500 MB free"), embedded_server(data_folder):
        pass
