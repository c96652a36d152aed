"""Requests that no browser sends, on the real server: refused, and never read as two."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.faults.conftest import wait_until

HOST = b"Host: 127.0.0.1\r\n"
SECOND = b"GET /readyz HTTP/1.1\r\n" + HOST + b"\r\n"
REFUSED: dict[str, bytes] = {
    "two lengths": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SECOND,
    "a length and chunks": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a negative length": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n",
    "a length with a plus": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Content-Length: +5\r\n\r\nabcde",
    "an unknown encoding": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a space before the colon": b"POST /sprog HTTP/1.1\r\n" + HOST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SECOND,
    "a folded header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\r\n c: d\r\n\r\n",
    "a bare return in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\rTransfer-Encoding: chunked\r\n\r\n",
    "NUL in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\0c\r\n\r\n",
    "an endless address": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "an endless header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "very many headers": b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: a\r\n" % number for number in range(500)) + b"\r\n",
    "no such version": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}  # fmt: skip


@pytest.fixture(scope="module")
def port(database_url: str) -> Iterator[int]:
    """A running web server with one worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    options = ["--threads=2", "--no-control-socket", "--log-level=critical", f"--bind=127.0.0.1:{number}"]
    environment = {"DATABASE_URL": database_url, "SECRET_KEY": "t" * 40, "PATH": ""}
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, "wsgi:app"], env=environment)
    try:
        wait_until(lambda: is_listening(number), what="the server answers")
        yield number
    finally:
        process.terminate()
        process.wait(60)


def is_listening(number: int) -> bool:
    """Tell whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", number)) == 0


def answer_to(number: int, raw: bytes) -> bytes:
    """Send bytes and read until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", number), timeout=60) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return b""


@pytest.mark.parametrize("what", REFUSED)
def test_a_request_that_can_be_read_in_two_ways_is_not_read(port: int, what: str) -> None:
    answer = answer_to(port, REFUSED[what])
    assert answer.count(b"HTTP/1.") <= 1, "one answer at most"
    assert answer == b"" or answer.split(b" ")[1][:1] in (b"4", b"5"), answer[:200]
    assert b"Traceback" not in answer


def test_the_server_still_answers_others(port: int) -> None:
    answer = answer_to(port, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
