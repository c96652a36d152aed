"""What is told while the engine or a large step works, beside the job's own transaction; and the stop button."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Engine, select, update

from web.core import clock
from web.staffing import engine
from web.staffing.models import StaffingOrder, StaffingRun

LOOK_SECONDS = 1.0
Follow = Callable[[engine.Progress], None]
Own = TypeVar("Own", bound="Beside")


class Beside(ABC):
    """A thread that writes every second, on a connection of its own, until its block ends."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self: Own) -> Own:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._is_over.wait(LOOK_SECONDS):
            self._write()

    @abstractmethod
    def _write(self) -> None:
        """Write what there is to tell."""


class Teller(Beside):
    """Writes the engine's newest progress, and sets `stop` when the button is pressed.

    `follow` is told it too, from the same thread.
    """

    def __init__(
        self, database: Engine, run_id: int, *, follow: Follow | None, stop: threading.Event
    ) -> None:
        super().__init__(database)
        self.stop = stop
        self._run_id = run_id
        self._follow = follow
        self._newest: engine.Progress | None = None

    def tell(self, progress: engine.Progress) -> None:
        """Take the newest progress, from whichever thread."""
        self._newest = progress

    def _write(self) -> None:
        newest = self._newest
        values: dict[str, Any] = {"seen_alive_at": clock.now()}
        if newest is not None:
            values |= {"stage": newest.stage, "value": newest.value, "bound": newest.bound}
            if self._follow is not None:
                self._follow(newest)
        with self._database.begin() as connection:
            connection.execute(update(StaffingRun).where(StaffingRun.id == self._run_id).values(values))
            asked = connection.scalar(select(StaffingRun.stop_asked_at).where(StaffingRun.id == self._run_id))
        if asked is not None:
            self.stop.set()


class OrderTeller(Beside):
    """Writes how many decisions of a large step are done."""

    def __init__(self, database: Engine, order_id: int) -> None:
        super().__init__(database)
        self._order_id = order_id
        self._done = 0

    def tell(self, number: int) -> None:
        """Count some more as done."""
        self._done += number

    def _write(self) -> None:
        values = {"seen_alive_at": clock.now(), "done": self._done}
        with self._database.begin() as connection:
            connection.execute(update(StaffingOrder).where(StaffingOrder.id == self._order_id).values(values))
