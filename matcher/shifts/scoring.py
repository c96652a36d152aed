"""How well volunteers fit a shift: the points of `matcher.shifts.fit` again, for all volunteers of a shift at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.shifts.candidates import FAR_AWAY
from matcher.shifts.problem import Problem
from matcher.shifts.shift import Shift

NOT_ONE: list[int] = []


class Scoring:
    """Volunteers by what they wish, like and can."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people = len(problem.volunteers)
        self.reach: Longs = np.array([v.max_travel_minutes for v in problem.volunteers], np.int64)
        wishes: dict[str, list[int]] = defaultdict(list)
        interests: dict[str, list[int]] = defaultdict(list)
        qualifications: dict[str, list[int]] = defaultdict(list)
        for row, volunteer in enumerate(problem.volunteers):
            for told, rows in (
                (volunteer.wished_tasks, wishes),
                (volunteer.interests, interests),
                (volunteer.qualifications, qualifications),
            ):
                for code in told:
                    rows[code].append(row)
        self.wishes, self.interests, self.qualifications = wishes, interests, qualifications

    def of(self, shift: Shift, rows: Longs, minutes: Reals) -> Longs:
        """Points of these volunteers; `minutes` is everybody's way there."""
        weights = self.problem.weights
        fit = np.zeros(self.people, np.int64)
        wished = {shift.id, shift.task} if shift.task else {shift.id}
        fit += weights.wish * self.has_any(self.wishes, wished)
        if shift.interests:
            shared = sum(self.has_any(self.interests, {code}).astype(np.int64) for code in shift.interests)
            fit += weights.interest * shared // len(shift.interests)
        if shift.needs:
            fit += weights.qualification * self.has_any(self.qualifications, set(shift.needs))
        return fit[rows] + self.nearness(rows, minutes[rows])

    def has_any(self, rows_of: Mapping[str, list[int]], codes: set[str]) -> Chosen:
        """Who has one of the codes at least."""
        found = np.zeros(self.people, np.bool_)
        for code in codes:
            found[rows_of.get(code, NOT_ONE)] = True
        return found

    def nearness(self, rows: Longs, minutes: Reals) -> Longs:
        """All points for no way at all, none for as far as they want to go, or farther."""
        most, reach = self.problem.weights.nearness, self.reach[rows]
        way = np.where(minutes >= FAR_AWAY, reach + 1, minutes).astype(np.int64)
        points = np.where(reach > 0, most * (reach - way) // np.maximum(reach, 1), most)
        return np.where(way <= reach, points, 0).astype(np.int64)
