"""Every collision of a board at once: person by person, which of their openings have no room beside which of their mentors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.arrays import Bits, Chosen, Longs
from matcher.joint.board import Board
from matcher.people import Request
from matcher.small_jobs.hours import A_DAY, minutes_to_start, possible_hours
from matcher.small_jobs.people import YoungPerson
from matcher.week import HALF_HOURS_PER_DAY, MINUTES_PER_HALF_HOUR, Week


class Clashes:
    """The collisions among the pairs of a board; those of a person are worked out when first asked for."""

    def __init__(self, board: Board) -> None:
        self.board = board
        mentors = board.problem.mentoring.mentor_by_id
        self._mentor_days = days_of([mentors[one].week for one in board.mentoring.column_ids])
        self._known: dict[str, Chosen] = {}

    def of(self, request_id: str) -> Chosen:
        """A row for each of the person's pairs with openings, a column for each of the pairs with mentors."""
        if request_id not in self._known:
            self._known[request_id] = self._worked_out(request_id)
        return self._known[request_id]

    def _worked_out(self, request_id: str) -> Chosen:
        board = self.board
        request = board.problem.mentoring.request(request_id)
        person = board.problem.small_jobs.person(board.problem.same[request_id])
        mentors = board.mentoring.columns_of(request_id)
        jobs = board.small_jobs.columns_of(person.id)
        common = self._mentor_days[mentors] & free_days(request)
        work, most, needed = self._first_hours(person, jobs)
        beside = np.minimum(np.bitwise_count(work[:, None] & ~common[None]), most[:, None, None])
        taken = np.maximum(0, needed[:, None] - beside.sum(axis=2, dtype=np.int64))
        left = np.bitwise_count(common).sum(axis=1, dtype=np.int64)[None] - taken
        return np.asarray((taken > 0) & (left * MINUTES_PER_HALF_HOUR < board.problem.minutes))

    def _first_hours(self, person: YoungPerson, jobs: Longs) -> tuple[Bits, Longs, Longs]:
        """When each opening's work can lie, the most half hours of a day, and the half hours there are to start with."""
        openings = [self.board.problem.small_jobs.opening(self.board.small_jobs.column_ids[c]) for c in jobs]
        limits = [self.board.problem.small_jobs.law.limit_for(person, opening) for opening in openings]
        weeks, most, needed = [], [], []
        for opening, limit in zip(openings, limits, strict=True):
            assert limit is not None, "a feasible pair has a limit"
            weeks.append(possible_hours(person, opening, limit))
            most.append(limit.most_minutes_per_day // MINUTES_PER_HALF_HOUR)
            needed.append(-(-minutes_to_start(person, opening, limit) // MINUTES_PER_HALF_HOUR))
        return days_of(weeks), np.array(most, np.int64), np.array(needed, np.int64)


def free_days(request: Request) -> Bits:
    """When somebody could meet a mentor, day by day."""
    return days_of([request.week - request.small_job_hours])[0]


def days_of(weeks: Sequence[Week]) -> Bits:
    """Weeks as seven days of 48 bits each."""
    days = [[week.bits >> (day * HALF_HOURS_PER_DAY) & A_DAY for day in range(7)] for week in weeks]
    return np.array(days, np.uint64).reshape(-1, 7)
