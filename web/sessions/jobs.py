"""The nightly clean-up of what nobody is signed in with any more."""

from __future__ import annotations

from datetime import UTC, datetime

from web.core.jobs import background
from web.core.tries import forget_old_tries
from web.sessions.services import forget_what_is_over


@background("forget old sessions", every="40 2 * * *")
def forget_old_sessions(timestamp: int) -> None:
    """Delete dead sessions, devices that were not used for long, and counted tries that no longer count."""
    now = datetime.fromtimestamp(timestamp, UTC)
    forget_what_is_over(now=now)
    forget_old_tries(now=now)
