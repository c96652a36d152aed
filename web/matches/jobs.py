"""The hourly round over running matches whose mentor's clearances run out."""

from __future__ import annotations

from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.matches.lapses import look_at, matches_to_look_at
from web.matches.models import Match


@background("look at clearances of matches", every="27 * * * *", lock="look at clearances of matches")
def look_at_clearances_of_matches(*, timestamp: int) -> None:
    """Flag and cross out what has changed, one commit each."""
    now = clock.now()
    for match_id in matches_to_look_at(now=now):
        match = db.session.get(Match, match_id)
        if match is not None:
            look_at(match, now=now)
            db.session.commit()
