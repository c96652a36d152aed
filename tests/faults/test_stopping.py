"""A wish to stop is never lost, whatever the launcher is doing at that moment."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress

import pytest

from web.supervision import StoppedError, StopSignal, Supervised, Supervisor


def test_code_that_swallows_errors_does_not_swallow_a_stop() -> None:
    stop = StopSignal()
    with pytest.raises(StoppedError), stop.interruptible(), suppress(Exception):
        stop.receive(signal.SIGINT, None)


def test_a_stop_that_nobody_noticed_ends_the_next_look() -> None:
    stop = StopSignal()
    with stop.interruptible():
        with suppress(BaseException):
            stop.receive(signal.SIGINT, None)
        with pytest.raises(StoppedError):
            Supervisor([], stop).watch()


def test_a_process_hears_signals_and_one_that_comes_while_it_starts_waits() -> None:
    child = Supervised("child", [sys.executable, "-c", "import time; time.sleep(60)"], {})
    child.start()
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []).isdisjoint({signal.SIGINT, signal.SIGTERM})
    process = child.process
    assert isinstance(process, subprocess.Popen)
    process.terminate()
    assert process.wait(30) == -signal.SIGTERM
