"""What follows once a plan is written: features above register a job, enqueued in the transaction that writes the plan."""

from __future__ import annotations

from typing import Any

from procrastinate.tasks import Task

from web.core.jobs import enqueue
from web.proposals.models import MatchRun

_jobs: list[Task[Any, Any, Any]] = []


def after_each_run(job: Task[Any, Any, Any]) -> None:
    """Let a job that takes `run_id` follow every finished run."""
    if job not in _jobs:
        _jobs.append(job)


def enqueue_followers(run: MatchRun) -> None:
    """Enqueue everything that follows a run; the run does not wait for it."""
    for job in _jobs:
        enqueue(job, run_id=run.id)
