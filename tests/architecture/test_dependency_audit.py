"""The audit of dependencies says what it found, and never that all is well when it did not look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.architecture.sources import ROOT

Answer = Callable[[dict[str, Any]], list[str]]


@contextmanager
def source(answer: Answer, *, status: int = 200) -> Iterator[str]:
    """A source of advisories, at the edge of the project."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results = [{"vulns": [{"id": found} for found in answer(query)]} for query in asked]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps({"results": results}).encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def run(address: str, **settings: str) -> tuple[int, str]:
    """Run the audit against the source; return exit code and words."""
    environment = os.environ | {"AUDIT_SOURCE": address} | settings
    command = [sys.executable, "-I", str(ROOT / ".ci" / "audit_dependencies.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def only_the_known_one(query: dict[str, Any]) -> list[str]:
    """Nothing but the weakness that everybody knows."""
    return ["GHSA-known"] if (query["package"]["name"], query["version"]) == ("jinja2", "2.4.1") else []


def test_all_well_counts_both_lock_files() -> None:
    with source(only_the_known_one) as address:
        code, words = run(address)
    assert code == 0
    assert "0 known weaknesses" in words
    assert int(words.split()[0]) > 80


@pytest.mark.parametrize("name", ["flask", "dkfds"])
def test_a_weak_package_of_either_kind_is_named(name: str) -> None:
    with source(
        lambda query: ["GHSA-x"] if query["package"]["name"] == name else only_the_known_one(query)
    ) as address:
        code, words = run(address)
    assert code == 1
    assert f" {name} " in words
    assert "GHSA-x" in words


def test_a_source_that_did_not_look_is_found_out() -> None:
    with source(lambda query: []) as address:
        code, words = run(address)
    assert code == 1
    assert "did not look" in words


def test_a_source_out_of_reach_is_skipped_loudly() -> None:
    code, words = run("http://127.0.0.1:1")
    assert code == 0
    assert "DEPENDENCIES WERE NOT AUDITED" in words
    assert run("http://127.0.0.1:1", AUDIT_REQUIRED="1")[0] == 1


def test_an_error_of_the_source_is_no_clean_bill() -> None:
    with source(only_the_known_one, status=500) as address:
        assert "DEPENDENCIES WERE NOT AUDITED" in run(address)[1]
