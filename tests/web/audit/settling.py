"""Sealing where other tests write to databases of the same server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

import psycopg

from tests.conftest import owner_url
from tests.web import factories as make
from web.audit.sealing import seal_settled_events
from web.extensions import db

PATIENCE_SECONDS = 60
# The sealing has noted that it waits, and nobody who writes to this database is what it waits for.
WAITS_FOR_OTHERS = """
SELECT EXISTS (
    SELECT FROM audit_marks AS mark
    WHERE NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND backend_xid::text::bigint < mark.settled_after
    )
)
"""


def seal(*, now: datetime = make.NOW) -> int:
    """Seal and commit; return how many seals were made."""
    return despite_others(lambda: sealed(now=now))


def sealed(*, now: datetime) -> int:
    """Seal once, as far as is settled, and commit."""
    made = seal_settled_events(now=now)
    db.session.commit()
    return made


def despite_others(seal_once: Callable[[], int]) -> int:
    """Seal again until something is sealed, or what is unsettled is of this database; return how many seals were made.

    The server numbers transactions across all its databases, so those of other tests are waited for as well.
    """
    until = monotonic() + PATIENCE_SECONDS
    while True:
        made = seal_once()
        if made or not waits_for_others():
            return made
        assert monotonic() < until, "a transaction of another database does not end"


def waits_for_others() -> bool:
    """Tell whether the sealing waits for a transaction of another database."""
    with psycopg.connect(owner_url(str(db.engine.url.database))) as owner:
        return bool((owner.execute(WAITS_FOR_OTHERS.encode()).fetchone() or (False,))[0])
