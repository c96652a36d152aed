"""Background jobs of the log: sealing every minute."""

from __future__ import annotations

from web.audit.sealing import seal_settled_events
from web.core import clock
from web.core.jobs import background


@background("seal audit log", every="* * * * *", lock="seal audit log", attempts=1)
def seal_audit_log(timestamp: int) -> None:
    """Seal what can no longer change."""
    seal_settled_events(now=clock.now())
