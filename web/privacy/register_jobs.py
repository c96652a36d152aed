"""The register of erasures is copied out of the database after each erasure, and once a night."""

from __future__ import annotations

from web.core import clock
from web.core.jobs import background
from web.privacy.register import copy_to_file


@background("copy erasures", every="40 2 * * *", lock="erasure register")
def copy_erasures(timestamp: int = 0) -> None:
    """Append erasures to the register outside the database."""
    copy_to_file(now=clock.now())
