"""The nightly clean-up of invitations that are long over, accepted or not: what became of them is in the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

from web.core.jobs import background
from web.invitations.services import forget_old_invitations


@background("forget old invitations", every="45 2 * * *")
def forget_what_is_over(timestamp: int) -> None:
    """Delete names and addresses of people who were invited and may never have had an account."""
    forget_old_invitations(now=datetime.fromtimestamp(timestamp, UTC))
