"""A mail server for tests: it takes mail, remembers it, and can be told to hang in the middle."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a client needs. A mail that comes before `may_answer` is set never gets an answer."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailDialogue)
        self.accepted: list[str] = []
        self.received = threading.Event()
        self.may_answer = threading.Event()

    @property
    def url(self) -> str:
        """The value for SMTP_URL."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class MailDialogue(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer

    def handle(self) -> None:
        """Answer command after command."""
        self.say("220 test")
        while line := self.rfile.readline():
            command = line.strip().upper()
            if command == b"DATA":
                self.take_mail()
            elif command == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take_mail(self) -> None:
        """Receive one mail."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        self.server.received.set()
        if not self.server.may_answer.is_set():
            self.server.may_answer.wait(timeout=60)
            return
        self.server.accepted.append("".join(lines))
        self.say("250 accepted")

    def say(self, text: str) -> None:
        """Send one line."""
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server until the block ends."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.may_answer.set()
            server.shutdown()
            thread.join()
