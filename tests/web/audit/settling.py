"""Sealing where other tests write to databases of the same server."""

from __future__ import annotations

from datetime import datetime
from time import monotonic

import psycopg

from tests.conftest import owner_url
from tests.web import factories as make
from web.audit.sealing import seal_settled_events
from web.extensions import db

PATIENCE_SECONDS = 30
ELSEWHERE = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname <> current_database() AND backend_xid IS NOT NULL)"


def seal(*, now: datetime = make.NOW) -> int:
    """Seal and commit.

    The server numbers transactions across all its databases, so those of other tests are waited for as well.
    """
    until = monotonic() + PATIENCE_SECONDS
    while True:
        was_elsewhere = is_written_elsewhere()
        made = seal_settled_events(now=now)
        db.session.commit()
        if made or not (was_elsewhere or is_written_elsewhere()) or monotonic() > until:
            return made


def is_written_elsewhere() -> bool:
    """Tell whether somebody writes to another database of the server."""
    with psycopg.connect(owner_url(str(db.engine.url.database))) as owner:
        return bool((owner.execute(ELSEWHERE).fetchone() or (False,))[0])
