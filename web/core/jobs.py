"""Background jobs: enqueued in the transaction of the change they follow, run by workers, one commit per item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

import procrastinate
from flask import Flask, has_app_context
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import Task
from sqlalchemy import text

from web.core.origin import in_job
from web.extensions import db, jobs

HEARTBEAT_MISSING_SECONDS = 30
MOST_TAKE_UPS = 5
_worker: dict[str, Flask] = {}
_enqueuing = JobManager(procrastinate.SyncPsycopgConnector())


def background(
    name: str, *, attempts: int = 5, every: str | None = None, lock: str | None = None
) -> Callable[[Callable[..., None]], Task[Any, Any, Any]]:
    """Make a function a job called `name`: run in the application's context, committed at its end.

    It is tried up to `attempts` times with growing pauses. `every` is a cron expression for a job that runs by
    itself; such a function takes the moment it was due, as Unix time. Arguments are ids and plain values, never
    personal data. `lock` names what two runs must not touch at the same time.
    """

    def register(function: Callable[..., None]) -> Task[Any, Any, Any]:
        def run(*arguments: Any, **named: Any) -> None:
            # The command line has a context of its own, and jobs beside each other must not share its session.
            context: AbstractContextManager[Any] = (
                nullcontext()
                if has_app_context() and "standing" not in _worker
                else _worker["app"].app_context()
            )
            with context, in_job(name):
                _run_committed(function, *arguments, **named)

        run.__name__ = function.__name__
        run.__doc__ = function.__doc__
        retry = procrastinate.RetryStrategy(max_attempts=attempts, exponential_wait=3)
        task = jobs.task(name=name, retry=retry, lock=lock)(run)
        if every is not None:
            jobs.periodic(cron=every, periodic_id=name)(task)
        return task

    return register


def _run_committed(function: Callable[..., None], *arguments: Any, **named: Any) -> None:
    try:
        function(*arguments, **named)
        db.session.commit()
    finally:
        db.session.rollback()


def enqueue(
    job: Task[Any, Any, Any], *, at: datetime | None = None, only_once_as: str | None = None, **arguments: Any
) -> None:
    """Enqueue a job in the current transaction: rolled back with it, seen by workers once it commits.

    `only_once_as` names the job so that a second waiting one of the same name is not added.
    """
    connection = db.session.connection().connection.driver_connection
    if only_once_as is not None and is_waiting(only_once_as):
        return
    deferrer = job.configure(connection=connection, schedule_at=at, queueing_lock=only_once_as)
    # Within a running job the library's own connector is the worker's, which cannot use the session's connection.
    deferrer.job_manager = _enqueuing
    deferrer.defer(**arguments)


def enqueue_each(job: Task[Any, Any, Any], arguments: Sequence[dict[str, Any]]) -> None:
    """Enqueue a job once for each of the arguments, in the current transaction and with one statement."""
    if not arguments:
        return
    deferrer = job.configure(connection=db.session.connection().connection.driver_connection)
    deferrer.job_manager = _enqueuing
    deferrer.batch_defer(*arguments)


def is_waiting(queueing_lock: str) -> bool:
    """Tell whether a job of this name is waiting already."""
    statement = text(
        "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = :name AND status = 'todo')"
    )
    return bool(db.session.scalar(statement, {"name": queueing_lock}))


def run_worker(app: Flask, *, wait: bool = True) -> None:
    """Run jobs until told to stop (SIGTERM, SIGINT), or with `wait=False` until none is due."""
    _worker["app"] = app
    if wait:
        _worker["standing"] = app
    connector = procrastinate.PsycopgConnector(conninfo=app.config["SETTINGS"].database_url)
    with jobs.replace_connector(connector) as worker_app:
        worker_app.run_worker(
            wait=wait,
            concurrency=2 if wait else 1,
            install_signal_handlers=wait,
            fetch_job_polling_interval=2,
            listen_notify=wait,
            delete_jobs="successful",
        )


@jobs.periodic(cron="* * * * * */10", periodic_id="take up stalled jobs")
@jobs.task(name="take up stalled jobs", queueing_lock="take up stalled jobs", pass_context=True)
async def take_up_stalled_jobs(context: procrastinate.JobContext, timestamp: int) -> None:
    """Start again the jobs whose worker was killed: what they had done was rolled back with it.

    One that goes down with its worker again and again ends as failed, so that it cannot hold up the others.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=HEARTBEAT_MISSING_SECONDS):
        if job.attempts < MOST_TAKE_UPS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
