"""What volunteers have already: who is too busy for a shift, tested for all of them at a time."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.problem import Problem
from matcher.shifts.shift import Shift
from matcher.shifts.span import instant, monday_of
from matcher.shifts.timing import are_too_close
from matcher.travel import EARTH_DIAMETER_KM, FIXED_MINUTES, MINUTES_PER_KM, Means


class Engaged:
    """All engagements in one row of arrays; those that lie far off in time are never looked at."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.engagements = [
            (row, engagement)
            for row, volunteer in enumerate(problem.volunteers)
            for engagement in volunteer.engagements
        ]
        self.owner: Longs = np.array([row for row, _ in self.engagements], np.int64)
        self.start: Longs = np.array([instant(e.during.starts_at) for _, e in self.engagements], np.int64)
        self.end: Longs = np.array([instant(e.during.ends_at) for _, e in self.engagements], np.int64)
        self._minutes: dict[date, Longs] = {}

    def minutes_in(self, monday: date) -> Longs:
        """Minutes of each volunteer's week that are taken already."""
        if monday not in self._minutes:
            found = np.zeros(len(self.problem.volunteers), np.int64)
            for row, engagement in self.engagements:
                if monday_of(engagement.during.starts_at, zone=self.problem.zone) == monday:
                    found[row] += engagement.during.minutes
            self._minutes[monday] = found
        return self._minutes[monday]

    def too_close_to(self, shift: Shift, asked: Chosen) -> list[int]:
        """Rows of those asked about who have something too close to this shift."""
        if not self.engagements:
            return []
        gap = np.maximum(self.start - instant(shift.ends_at), instant(shift.starts_at) - self.end)
        maybe = asked[self.owner] & (gap < 60.0 * self.most_minutes_between[self.owner])
        found = []
        for number in np.flatnonzero(maybe).tolist():
            row, engagement = self.engagements[number]
            if are_too_close(shift, engagement, volunteer=self.problem.volunteers[row]):
                found.append(row)
        return found

    @cached_property
    def most_minutes_between(self) -> Reals:
        """For each volunteer the longest way between any two places and the rest; endless where there may be no way."""
        farthest_km = self.farthest_km
        return np.array(
            [
                np.inf
                if volunteer.means <= {Means.BUS}
                else volunteer.rest_minutes
                + 1.0
                + max(FIXED_MINUTES[way] + MINUTES_PER_KM[way] * farthest_km for way in volunteer.means)
                for volunteer in self.problem.volunteers
            ]
        )

    @cached_property
    def farthest_km(self) -> float:
        """No two places are farther apart than this."""
        places = {shift.place for shift in self.problem.shifts}
        places |= {engagement.place for _, engagement in self.engagements}
        at = np.array([place.direction() for place in places])
        return float(EARTH_DIAMETER_KM / 2.0 * np.sqrt(np.square(np.ptp(at, axis=0)).sum()))
