"""What lives of runs have in common: begun again after a kill, ended by whoever comes first, and failed when nothing is heard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from web.core import clock
from web.core.errors import RuleError, TransitionError
from web.extensions import db
from web.proposals.models import MatchRun, RunStatus
from web.proposals.runs import LIFE

pytestmark = pytest.mark.usefixtures("database")


def queued() -> MatchRun:
    """A run that waits for the worker."""
    return LIFE.queue(MatchRun(), event="ask for match run", busy=lambda: "busy", by=None, now=clock.now())


def test_only_one_is_under_way_and_the_refusal_leaves_the_transaction_whole() -> None:
    run = queued()
    with pytest.raises(RuleError, match="busy"):
        queued()
    assert db.session.query(MatchRun).all() == [run]
    LIFE.fail(run, reason="nobody_asks", now=clock.now())
    assert queued().id != run.id


def test_a_run_whose_worker_was_killed_is_begun_again_and_keeps_its_start() -> None:
    run, now = queued(), clock.now()
    LIFE.begin(run, now=now)
    LIFE.begin(run, now=now + timedelta(minutes=2))
    assert (run.status, run.started_at) == (RunStatus.RUNNING, now)
    assert run.seen_alive_at == now + timedelta(minutes=2)


def test_a_run_that_somebody_has_ended_is_not_finished() -> None:
    run = queued()
    LIFE.begin(run, now=clock.now())
    assert LIFE.is_still_running(run)
    LIFE.fail(run, reason="check_failed:seat 7", now=clock.now())
    assert not LIFE.is_still_running(run)
    assert not LIFE.is_under_way(run)
    with pytest.raises(TransitionError):
        LIFE.finish(run, now=clock.now())


def test_only_what_has_been_silent_for_too_long_is_failed() -> None:
    run = queued()
    now = run.seen_alive_at
    assert now is not None
    LIFE.fail_silent(now=now + LIFE.silence_allowed)
    assert run.status is RunStatus.QUEUED
    LIFE.fail_silent(now=now + LIFE.silence_allowed + timedelta(minutes=1))
    assert (run.status, run.failure) == (RunStatus.FAILED, "silent")


def test_a_pulse_is_a_sign_of_life_from_a_connection_of_its_own() -> None:
    run = queued()
    db.session.commit()
    long_ago = clock.now() - timedelta(hours=1)
    run.seen_alive_at = long_ago
    db.session.commit()
    with LIFE.pulse(run) as pulse:
        pulse.beat()
    db.session.expire(run)
    assert run.seen_alive_at is not None
    assert run.seen_alive_at > long_ago
