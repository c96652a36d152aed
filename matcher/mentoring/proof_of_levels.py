"""Whether every level is served as well as it can be: nobody gets past the mentors who are closed (König, Egerváry)."""

from __future__ import annotations

import numpy as np

from matcher.mentoring.held_plan import Batch, Found, Plan, column_of, names
from matcher.mentoring.levels import NEVER
from matcher.result import Certificate


class LevelCheck:
    """Holds the closed mentors against every pair."""

    def __init__(self, plan: Plan, certificate: Certificate) -> None:
        self.plan = plan
        self.closed = column_of(certificate.closed_at, plan.mentor_row, NEVER)
        seats = plan.seats
        self.bound = np.full(len(plan.request_ids), NEVER, np.int64)
        np.minimum.at(self.bound, seats.request[~plan.filled], seats.level[~plan.filled])
        np.minimum.at(self.bound, plan.chosen_request, self.closed[plan.chosen_mentor])
        self.passing: set[int] = set()

    def look(self, batch: Batch) -> None:
        """Who could get past."""
        is_past = ~batch.used & (self.closed[batch.mentor] > self.bound[batch.request])
        if is_past.any():
            self.passing.update(np.unique(batch.request[is_past])[:5].tolist())

    def findings(self) -> list[Found]:
        """What does not hold."""
        plan, found = self.plan, []
        if self.passing:
            rows = np.array(sorted(self.passing), np.int64)
            found.append(("a mentor who is not closed could serve one more", names(plan.request_ids, rows)))
        top = np.full(len(plan.request_ids), -1, np.int64)
        np.maximum.at(top, plan.seats.request[plan.filled], plan.seats.level[plan.filled])
        late = self.closed[plan.chosen_mentor] < top[plan.chosen_request]
        if late.any():
            who = names(plan.request_ids, plan.chosen_request[late])
            found.append(("a closed mentor serves a later level", who))
        roomy = (self.closed != NEVER) & (plan.load_of_mentor < plan.capacity)
        if roomy.any():
            found.append(("a closed mentor has room", names(plan.mentor_ids, np.flatnonzero(roomy))))
        return found
