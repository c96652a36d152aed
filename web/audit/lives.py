"""The life of what the worker does for somebody: queued, running with signs of life, taken up again after a kill, done or failed.

A feature brings the table (with the columns of `web.core.living.Living` and a unique index over what may be under way once
only), the state machine with the steps `start`, `finish` and `fail`, and the job. The job begins the run and commits, gives
a sign of life with each stage and commits, works, asks under a lock whether it is still wanted, and writes the result and
finishes in one transaction. So a killed worker has written nothing, the queue hands its job to the next, and `start` may
follow `start`. What nothing is heard of is failed by a periodic job, so that the next can be asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, Update, func, select, update
from sqlalchemy.exc import IntegrityError

from web.audit.services import Actor, record_event, take_step
from web.core import clock
from web.core.errors import RuleError
from web.core.living import Living
from web.core.locks import lock_row
from web.core.state_machines import StateMachine
from web.extensions import db

Run = TypeVar("Run", bound=Living)
PULSE_SECONDS = 20.0


class Pulse:
    """A thread that writes a sign of life now and then, on a connection of its own, until its block ends."""

    def __init__(self, database: Engine, statement: Update) -> None:
        self._database = database
        self._statement = statement
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._is_over.wait(PULSE_SECONDS):
            self.beat()

    def beat(self) -> None:
        """Write one sign of life."""
        with self._database.begin() as connection:
            connection.execute(self._statement.values(seen_alive_at=clock.now()))


@dataclass(frozen=True)
class Life(Generic[Run]):
    """What the runs of one table have in common. `once` is the unique index that lets only one be under way."""

    model: type[Run]
    steps: StateMachine[Any]
    once: str
    silence_allowed: timedelta

    @property
    def under_way(self) -> frozenset[Any]:
        """The statuses of runs that wait or work."""
        return self.steps.steps["fail"][0]

    def is_under_way(self, run: Run) -> bool:
        """Tell whether the run waits or works."""
        return run.status in self.under_way

    def queue(
        self,
        run: Run,
        *,
        event: str,
        busy: Callable[[], str],
        by: Actor | None,
        now: datetime,
        details: dict[str, Any] | None = None,
    ) -> Run:
        """Write down a run that is to be made; raise RuleError with the words of `busy` while another is under way."""
        run.seen_alive_at = now
        try:
            with db.session.begin_nested():
                db.session.add(run)
                db.session.flush()
        except IntegrityError as error:
            if self.once not in str(error):
                raise
            raise RuleError(busy()) from error
        record_event(event, run, by=by, now=now, details=details)
        return run

    def begin(self, run: Run, *, now: datetime) -> None:
        """Start the run, or start it again after a crash."""
        take_step(run, self.steps, "start", by=None, now=now)
        run.started_at = run.started_at or now
        run.seen_alive_at = now

    def pulse(self, run: Run) -> Pulse:
        """Return a block that gives signs of life while something long is worked out; the run must not be locked in it."""
        table = self.model.__table__  # type: ignore[attr-defined]
        return Pulse(db.engine, update(table).where(table.c.id == run.id))

    def is_still_running(self, run: Run) -> bool:
        """Lock the run and tell whether its result is still wanted: somebody, or the watch, may have ended it."""
        lock_row(run)
        return bool(run.status is self.steps.steps["start"][1])

    def finish(self, run: Run, *, now: datetime) -> None:
        """The result is written."""
        take_step(run, self.steps, "finish", by=None, now=now)
        run.finished_at = now

    def fail(self, run: Run, *, reason: str, now: datetime) -> None:
        """The run ends without a result; `reason` is a code, with the engine's own words behind a colon where there are any."""
        take_step(run, self.steps, "fail", by=None, now=now, details={"reason": reason.partition(":")[0]})
        run.failure = reason
        run.finished_at = now

    def silent(self, *, now: datetime) -> Sequence[Run]:
        """Return the runs under way that nothing has been heard of for too long, locked."""
        heard = func.coalesce(self.model.seen_alive_at, self.model.created_at)
        return db.session.scalars(
            select(self.model)
            .where(self.model.status.in_(self.under_way), heard < now - self.silence_allowed)
            .order_by(self.model.id)
            .with_for_update(skip_locked=True)
        ).all()

    def fail_silent(self, *, now: datetime) -> None:
        """Fail the runs that nothing has been heard of, so that the next can be asked for."""
        for run in self.silent(now=now):
            self.fail(run, reason="silent", now=now)
