"""Who can take which shift: the pair rules again, tested for all volunteers of a shift at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import itemgetter

import numpy as np

from matcher.arrays import Bits, Chosen, Longs, Reals
from matcher.shifts.engaged import Engaged
from matcher.shifts.people import Volunteer
from matcher.shifts.problem import Problem
from matcher.shifts.shift import Shift
from matcher.shifts.span import instant, joined, monday_of
from matcher.travel import EARTH_DIAMETER_KM, FIXED_MINUTES, MEANS, MINUTES_PER_KM, Means, Place
from matcher.vocabulary import Vocabulary

FAR_AWAY = 1e9


class Candidates:
    """Tests one shift against every volunteer, the rule that is cheapest and removes most first."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        people = problem.volunteers
        self.vocabulary = Vocabulary(shift.required_skills for shift in problem.shifts)
        self.skills: Bits = self.vocabulary.offered(v.qualifications for v in people)
        self.age: Longs = np.array([v.age for v in people], np.int64)
        self.reach: Longs = np.array([v.max_travel_minutes for v in people], np.int64)
        self.minutes_at: dict[Place, Reals] = {}
        spans = [
            (row, start, end)
            for row, volunteer in enumerate(people)
            for start, end in free_instants(volunteer)
        ]
        spans.sort(key=itemgetter(1))
        self.span_owner, self.span_start, self.span_end = np.array(spans, np.int64).reshape(-1, 3).T
        self.longest_span = int((self.span_end - self.span_start).max(initial=0))
        self.is_always_free: Chosen = np.array([v.free is None for v in people], np.bool_)
        self.most_minutes: Longs = np.array([v.max_minutes_per_week for v in people], np.int64)
        self.rows_at: dict[Place, list[int]] = defaultdict(list)
        for row, volunteer in enumerate(people):
            self.rows_at[volunteer.place].append(row)
        self.clearance = clearance_days(people)
        self.engaged = Engaged(problem)
        row_of = {volunteer.id: row for row, volunteer in enumerate(people)}
        self.declined: dict[str, list[int]] = defaultdict(list)
        for volunteer_id, shift_id in problem.declined:
            if volunteer_id in row_of:
                self.declined[shift_id].append(row_of[volunteer_id])

    def of(self, shift: Shift) -> tuple[Longs, Reals]:
        """Rows of the volunteers who break no rule, in order, and the minutes they need to get there."""
        minutes = self.minutes_to(shift.place)
        near = minutes <= self.reach
        near &= (self.age >= shift.ages.youngest) & (self.age <= shift.ages.oldest)
        if shift.required_skills:
            asked = self.vocabulary.asked([shift.required_skills])[0]
            near &= ((self.skills & asked) == asked).all(axis=1)
        day = shift.ends_at.astimezone(self.problem.zone).date().toordinal()
        for kind in shift.clearances:
            near &= self.clearance.get(kind, np.zeros(len(near), np.int64)) >= day
        near &= self.is_free(shift)
        monday = monday_of(shift.starts_at, zone=self.problem.zone)
        near &= self.most_minutes - self.engaged.minutes_in(monday) >= shift.minutes
        near[self.declined.get(shift.id, [])] = False
        near[self.engaged.too_close_to(shift, near)] = False
        chosen = np.flatnonzero(near).astype(np.int64)
        return chosen, minutes[chosen]

    def is_free(self, shift: Shift) -> Chosen:
        """Who has one stretch of free time around the whole shift."""
        start, end = instant(shift.starts_at), instant(shift.ends_at)
        first, last = np.searchsorted(self.span_start, (end - self.longest_span, start + 1))
        found = self.is_always_free.copy()
        found[self.span_owner[first:last][self.span_end[first:last] >= end]] = True
        return found

    def minutes_to(self, place: Place) -> Reals:
        """Whole minutes of everybody's way to a place; places are few, so each is worked out once."""
        if place not in self.minutes_at:
            self.minutes_at[place] = self._minutes_to(place)
        return self.minutes_at[place]

    def _minutes_to(self, place: Place) -> Reals:
        apart = (EARTH_DIAMETER_KM / 2.0) * np.sqrt(
            np.square(self.directions - np.array(place.direction())).sum(axis=1)
        )
        best = np.full(len(apart), FAR_AWAY)
        for means in MEANS:
            way = np.where(self.uses[means], FIXED_MINUTES[means] + MINUTES_PER_KM[means] * apart, FAR_AWAY)
            if means is Means.BUS:
                way = np.where(self.has_bus & place.has_evening_bus, way, FAR_AWAY)
            best = np.minimum(best, way)
        whole = np.ceil(best)
        whole[self.rows_at.get(place, [])] = 0
        return whole

    @cached_property
    def directions(self) -> Reals:
        """Where everybody is, on the unit sphere."""
        return np.array([volunteer.place.direction() for volunteer in self.problem.volunteers])

    @cached_property
    def uses(self) -> Mapping[Means, Chosen]:
        """Who gets about by which means."""
        return {means: np.array([means in v.means for v in self.problem.volunteers]) for means in MEANS}

    @cached_property
    def has_bus(self) -> Chosen:
        """Who has a bus in the evening."""
        return np.array([volunteer.place.has_evening_bus for volunteer in self.problem.volunteers])


def free_instants(volunteer: Volunteer) -> Iterable[tuple[int, int]]:
    """Stretches of free time in seconds; none for somebody who has said nothing."""
    return [(instant(span.starts_at), instant(span.ends_at)) for span in joined(volunteer.free or ())]


def clearance_days(people: Iterable[Volunteer]) -> Mapping[str, Longs]:
    """For each kind the last day on which each volunteer's is valid, 0 for none."""
    people = tuple(people)
    forever = np.iinfo(np.int64).max
    found: dict[str, Longs] = {}
    for row, volunteer in enumerate(people):
        for kind, until in volunteer.clearances.items():
            days = found.setdefault(kind, np.zeros(len(people), np.int64))
            days[row] = forever if until is None else until.toordinal()
    return found
