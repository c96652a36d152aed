"""The nightly clean-up of changes of address."""

from __future__ import annotations

from datetime import UTC, datetime

from web.accounts.addresses import forget_old_changes
from web.core.jobs import background


@background("forget changes of address", every="45 2 * * *")
def forget_changes_of_address(timestamp: int) -> None:
    """Delete changes of address that nobody can do anything about any more."""
    forget_old_changes(now=datetime.fromtimestamp(timestamp, UTC))
