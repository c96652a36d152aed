"""Runs the service's processes together: starts them, starts a fallen one again, and stops them all."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

LOOKS_EVERY_SECONDS = 0.5
GRACE_SECONDS = 15
STEADY_AFTER_SECONDS = 10
MOST_FALLS_IN_A_ROW = 5
PR_SET_PDEATHSIG = 1


STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StoppedError(BaseException):
    """Somebody asked the service to stop. No error: libraries swallow those, as SQLAlchemy does when it tidies up."""


class ProcessError(RuntimeError):
    """A process keeps falling over; the message is one line."""


@dataclass
class StopSignal:
    """Turns SIGINT and SIGTERM into one orderly stop; inside `interruptible` at once, elsewhere at its beginning."""

    is_wanted: bool = False
    may_interrupt: bool = False

    def listen(self) -> None:
        """Take over both signals."""
        for number in STOP_SIGNALS:
            signal.signal(number, self.receive)

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Remember the wish, and fulfil it once where that is safe."""
        self.is_wanted = True
        if self.may_interrupt:
            self.may_interrupt = False
            raise StoppedError

    def heed(self) -> None:
        """Stop where the wish came at a moment that nobody noticed, as inside a destructor."""
        if self.is_wanted:
            raise StoppedError

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Run a block that a stop may end at any point."""
        self.heed()
        self.may_interrupt = True
        try:
            yield
        finally:
            self.may_interrupt = False


@dataclass
class Supervised:
    """One process that is to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls_in_a_row: int = 0

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches it only through us.

        A stop waits until the process is known: one that nobody knows would be left behind.
        """
        earlier = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            self.process = subprocess.Popen(
                self.command, env=self.environment, start_new_session=True, preexec_fn=be_a_child
            )
            self.started_at = time.monotonic()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, earlier)

    def look_after(self) -> None:
        """Start the process again if it has fallen; raise ProcessError when it falls again and again."""
        if self.process is None or self.process.poll() is None:
            return
        is_steady = time.monotonic() - self.started_at > STEADY_AFTER_SECONDS
        self.falls_in_a_row = 1 if is_steady else self.falls_in_a_row + 1
        if self.falls_in_a_row >= MOST_FALLS_IN_A_ROW:
            raise ProcessError(
                f"The {self.name} process does not stay up (exit code {self.process.returncode})."
            )
        sys.stderr.write(f"The {self.name} process ended ({self.process.returncode}); starting it again.\n")
        self.start()


@dataclass
class Supervisor:
    """The processes of the service, and where it is our own to look after, its database."""

    processes: list[Supervised]
    stop_signal: StopSignal
    look_after_database: Callable[[], None] | None = None

    def start(self) -> None:
        """Start them all."""
        for supervised in self.processes:
            supervised.start()

    def look_after_all(self) -> None:
        """Start again whichever has fallen; the database first, which the others need. StoppedError where one is to stop."""
        self.stop_signal.heed()
        if self.look_after_database is not None:
            self.look_after_database()
        for supervised in self.processes:
            supervised.look_after()

    def watch(self) -> None:
        """Look after them until a StoppedError or ProcessError ends it."""
        while True:
            time.sleep(LOOKS_EVERY_SECONDS)
            self.look_after_all()

    def stop(self) -> None:
        """Ask every process to finish, then insist."""
        running = [each.process for each in self.processes if each.process is not None]
        for process in running:
            process.terminate()
        give_up_at = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, give_up_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def be_a_child() -> None:
    """Hear the signals again that the supervisor holds back; on Linux, be stopped when the supervisor itself is killed."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
