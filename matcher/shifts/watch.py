"""Time limit, stop button and live progress of one planning."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

LOOK_SECONDS = 0.1
Answer = TypeVar("Answer")


class Stop(Protocol):
    """A stop button: `threading.Event` is one."""

    def is_set(self) -> bool:
        """Whether it has been pressed."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is known so far; `bound` is the most that can be reached, None while nothing is proven."""

    stage: str
    value: int
    bound: float | None
    seconds: float


class Stopped(Exception):  # noqa: N818 - reads as what happened
    """The stop button was pressed, or the time is over, while something was being waited for."""


@dataclass
class Watch:
    """Says when to end; the plan itself depends on time only through where a search is cut off."""

    seconds: float
    stop: Stop = field(default_factory=threading.Event)
    tell: Callable[[Progress], None] | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float:
        """What the time limit leaves; nothing once the button is pressed."""
        return 0.0 if self.stop.is_set() else max(0.0, self.seconds - self.seconds_used)

    @property
    def seconds_used(self) -> float:
        """Since planning began."""
        return time.monotonic() - self.started

    @property
    def is_over(self) -> bool:
        """Whether to hand back the best plan now."""
        return self.seconds_left <= 0.0

    def report(self, stage: str, value: int, bound: float | None) -> None:
        """Tell whoever looks on."""
        if self.tell is not None:
            self.tell(Progress(stage, value, bound, self.seconds_used))

    def wait_for(self, work: Callable[[], Answer]) -> Answer:
        """The answer of work that cannot be interrupted; `Stopped` when the button is pressed first.

        HiGHS offers no way to interrupt it: its thread ends by itself at the time limit it was given.
        """
        started = Background(work)
        while not started.is_done(within=LOOK_SECONDS):
            if self.stop.is_set():
                raise Stopped
        return started.answer()


class Background(Generic[Answer]):
    """Work on a thread of its own, whose failure is raised where the answer is asked for."""

    def __init__(self, work: Callable[[], Answer]) -> None:
        self._work = work
        self._answer: list[Answer] = []
        self._failure: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._answer.append(self._work())
        except BaseException as failure:  # noqa: BLE001 - handed over to the thread that asks
            self._failure.append(failure)

    def is_done(self, *, within: float = 0.0) -> bool:
        """Whether it has ended."""
        self._thread.join(within)
        return not self._thread.is_alive()

    def answer(self) -> Answer:
        """What came out."""
        self._thread.join()
        if self._failure:
            raise self._failure[0]
        return self._answer[0]
