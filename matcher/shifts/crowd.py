"""What no plan of a dense festival exceeds, counted over every possible pair: hours, heads and turns of the whole crowd."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.fairness import turn_value
from matcher.shifts.outcome import whole
from matcher.shifts.pairs import Pairs
from matcher.shifts.problem import Problem
from matcher.shifts.program import Matrix
from matcher.shifts.span import instant, monday_of
from matcher.shifts.timing import engaged_minutes

MOST_VALUES = 2_000
"""Beyond so many turns one more is worth the least there is."""


@dataclass(frozen=True)
class Limit:
    """Some shifts, what each takes when it is staffed, and what there is in all."""

    shifts: Longs
    takes: Reals
    most: float


class Crowd:
    """Everybody together: who may do what is kept, who does what is not asked."""

    def __init__(self, problem: Problem, pairs: Pairs) -> None:
        self.problem, self.pairs = problem, pairs
        shifts, people = problem.shifts, problem.volunteers
        self.minutes: Longs = np.array([shift.minutes for shift in shifts], np.int64)
        self.minimum: Longs = np.array([shift.minimum for shift in shifts], np.int64)
        self.maximum: Longs = np.array([shift.maximum for shift in shifts], np.int64)
        self.start: Longs = np.array([instant(shift.starts_at) for shift in shifts], np.int64)
        self.end: Longs = np.array([instant(shift.ends_at) for shift in shifts], np.int64)
        mondays = [monday_of(shift.starts_at, zone=problem.zone) for shift in shifts]
        self.mondays = sorted(set(mondays))
        self.week: Longs = np.array([self.mondays.index(monday) for monday in mondays], np.int64)
        self.may = np.zeros((len(people), len(shifts)), np.bool_)
        self.may[pairs.volunteer, pairs.shift] = True
        self.room = np.column_stack([self.room_in(monday) for monday in self.mondays])

    def room_in(self, monday: date) -> Longs:
        """Minutes each volunteer wants at most in a week, beside what they have already."""
        return np.array(
            [
                v.max_minutes_per_week - engaged_minutes(v, monday=monday, zone=self.problem.zone)
                for v in self.problem.volunteers
            ],
            np.int64,
        )

    def importance(self) -> int:
        """Importance of the shifts that could be staffed at once if only hours and heads of the crowd counted."""
        worth = np.array([shift.importance for shift in self.problem.shifts], np.float64)
        possible = self.enough()
        limits = [limit for limit in self.limits() if limit.takes[possible[limit.shifts]].sum() > limit.most]
        if not limits:
            return round(float(worth[possible].sum()))
        return whole(best_within(worth, possible, limits))

    def enough(self) -> Chosen:
        """Shifts for which there are people enough, also of those who can do what it needs."""
        found = self.may.sum(axis=0) >= self.minimum
        for code, heads in self.needed().items():
            found &= (self.may & self.can(code)[:, None]).sum(axis=0) >= heads
        return found

    def needed(self) -> dict[str, Longs]:
        """For each qualification how many heads each shift needs with it."""
        found: dict[str, Longs] = {}
        for row, shift in enumerate(self.problem.shifts):
            for code, heads in sorted(shift.needs.items()):
                found.setdefault(code, np.zeros(len(self.minutes), np.int64))[row] = heads
        return found

    def can(self, code: str) -> Chosen:
        """Who has a qualification."""
        return np.array([code in volunteer.qualifications for volunteer in self.problem.volunteers], np.bool_)

    def limits(self) -> list[Limit]:
        """Heads at every moment at which a shift begins, minutes of every week; of all, and of those with a qualification."""
        everybody = np.ones(len(self.may), np.bool_)
        asked = [
            (everybody, self.minimum),
            *((self.can(code), heads) for code, heads in self.needed().items()),
        ]
        return [limit for who, heads in asked for limit in self.limits_of(who, heads)]

    def limits_of(self, who: Chosen, heads: Longs) -> list[Limit]:
        """What those people can give together."""
        may = self.may[who]
        found = []
        for moment in np.unique(self.start).tolist():
            running = np.flatnonzero((self.start <= moment) & (self.end > moment) & (heads > 0))
            there = float(np.count_nonzero(may[:, running].any(axis=1)))
            found.append(Limit(running, heads[running].astype(np.float64), there))
        for week in range(len(self.mondays)):
            inside = np.flatnonzero((self.week == week) & (heads > 0))
            theirs = may[:, inside] @ self.minutes[inside]
            room = np.minimum(theirs, self.room[who, week]).clip(min=0)
            found.append(Limit(inside, (heads * self.minutes)[inside].astype(np.float64), float(room.sum())))
        return found

    def fairness(self, staffed: Chosen) -> int:
        """Worth of the turns if the places of these shifts could be given to whoever had least."""
        return int(np.sort(self.worth_of_turns(staffed)[1])[::-1][: self.places(staffed)].sum())

    def fair_turns(self, staffed: Chosen) -> Longs:
        """How many turns each would then have at least: those worth more than the last one that is given away."""
        owner, worth = self.worth_of_turns(staffed)
        places = self.places(staffed)
        last = np.sort(worth)[::-1][places - 1] if 0 < places <= len(worth) else 0
        return np.bincount(owner[worth > last], minlength=len(self.may)).astype(np.int64)

    def too_long(self, staffed: Chosen) -> Chosen:
        """By volunteer and shift: shifts so long that nobody's week has room for their fair turns beside them.

        Over several weeks the turns could be shared out in many ways: there none is too long.
        """
        if len(self.mondays) > 1 or not staffed.any():
            return np.zeros_like(self.may)
        beside = int(self.minutes[staffed].min()) * (self.fair_turns(staffed) - 1)
        return np.asarray(self.minutes[None, :] > (self.room[:, 0] - beside)[:, None])

    def places(self, staffed: Chosen) -> int:
        """Places of these shifts that somebody may take."""
        return int(np.minimum(self.maximum, self.may.sum(axis=0))[staffed].sum())

    def worth_of_turns(self, staffed: Chosen) -> tuple[Longs, Longs]:
        """Every turn that somebody could have on these shifts: whose it is, and what it is worth."""
        most = self.most_turns(staffed)
        had = np.array([volunteer.recent_shifts for volunteer in self.problem.volunteers], np.int64)
        values = np.array([turn_value(number) for number in range(MOST_VALUES)], np.int64)
        turn = np.arange(int(most.sum())) - np.repeat(np.cumsum(most) - most, most)
        worth = values[np.minimum(np.repeat(had, most) + turn, MOST_VALUES - 1)]
        return np.repeat(np.arange(len(most)), most).astype(np.int64), worth

    def most_turns(self, staffed: Chosen) -> Longs:
        """More of these shifts than this nobody can get: the shortest ones would fill their weeks."""
        found = np.zeros(len(self.may), np.int64)
        for week in range(len(self.mondays)):
            inside = np.flatnonzero((self.week == week) & staffed)
            if len(inside):
                inside = inside[np.argsort(self.minutes[inside], kind="stable")]
                minutes = np.cumsum(self.may[:, inside] * self.minutes[inside], axis=1)
                fits = (minutes <= self.room[:, week, None]) & self.may[:, inside]
                found += fits.sum(axis=1)
        return found


def best_within(worth: Reals, possible: Chosen, limits: list[Limit]) -> float:
    """The most worth of shifts, in parts too, within all limits: their dual bound."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(limit.shifts) for limit in limits)])
    rows: Matrix = csr_array(
        (
            np.concatenate([limit.takes for limit in limits]),
            np.concatenate([limit.shifts for limit in limits]),
            starts,
        ),
        shape=(len(limits), len(worth)),
    )
    most = np.array([limit.most for limit in limits])
    at_most = [(0.0, float(is_possible)) for is_possible in possible.tolist()]
    found = linprog(-worth, A_ub=rows, b_ub=most, bounds=at_most)
    prices = np.maximum(0.0, -found.ineqlin.marginals)
    return float(prices @ most + np.maximum(0.0, worth - rows.T @ prices)[possible].sum())
