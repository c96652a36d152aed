"""Whom young people know from a match that is over, so that a run may give them the same mentor again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select

from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.proposals.known_before import tells_who_is_known


@tells_who_is_known
def mentors_of_closed_matches(young_people: Collection[int]) -> Iterable[tuple[int, int]]:
    """Return the pairs that have been; one that ended badly is blocked, which comes before."""
    rows = db.session.execute(
        select(Match.young_person_id, Match.mentor_id).where(
            Match.status == MatchStatus.CLOSED, Match.young_person_id.in_(young_people)
        )
    )
    return [(row[0], row[1]) for row in rows]
