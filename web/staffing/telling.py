"""What a run tells while the engine works: its best value and bound, beside the job's own transaction, and the stop button."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, select, update

from web.core import clock
from web.staffing import engine
from web.staffing.models import StaffingRun

LOOK_SECONDS = 1.0
Follow = Callable[[engine.Progress], None]


class Teller:
    """Writes the newest progress every second on a connection of its own, and sets `stop` when the button is pressed.

    `follow` is told it too, from the same thread.
    """

    def __init__(
        self, database: Engine, run_id: int, *, follow: Follow | None, stop: threading.Event
    ) -> None:
        self.stop = stop
        self._database = database
        self._run_id = run_id
        self._follow = follow
        self._newest: engine.Progress | None = None
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def tell(self, progress: engine.Progress) -> None:
        """Take the newest progress, from whichever thread."""
        self._newest = progress

    def __enter__(self) -> Teller:
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
