"""Replays a year under a policy, week by week, and keeps the ledger of every match that was made."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from matcher.arrays import Chosen, Longs
from matcher.policy.situation import NEVER, Situation
from matcher.policy.year import DAYS_PER_WEEK, LAST_WEEK, WEEKS_PER_YEAR, Year

ROUNDS_PER_WEEK = 2
"""Who declines, or was declined, is asked once more in the same week."""


class Rule(Protocol):
    """Decides whom to match with whom in one week."""

    def choose(self, situation: Situation) -> tuple[Longs, Longs]:
        """Positions among those who wait, and their mentors."""
        ...


class Policy(Protocol):
    """Gives each week its rule."""

    @property
    def name(self) -> str: ...

    @property
    def acts_on_arrival(self) -> bool:
        """Whether a request that can be matched in its week of arrival is matched on the day."""
        ...

    def begin_week(self, situation: Situation) -> Rule:
        """Look at the week once; what is decided holds for all its rounds."""
        ...


@dataclass(frozen=True)
class Ledger:
    """What happened; one entry per request of the year."""

    policy: str
    mentor: Longs
    """The mentor of the match that held, or -1."""
    matched_week: Longs
    """Week of the first match, held or not, or -1."""
    value: Longs
    """Points gained."""
    waited_days: Longs
    """Until the first match, until giving up or until the year's end."""
    seconds_per_week: float

    @property
    def total(self) -> int:
        return int(self.value.sum())

    @property
    def is_served(self) -> Chosen:
        return np.asarray(self.mentor >= 0)


@dataclass
class Course:
    """The state of a year under way."""

    year: Year
    worth: Longs = field(init=False)
    free: Longs = field(init=False)
    mentor: Longs = field(init=False)
    matched_week: Longs = field(init=False)
    value: Longs = field(init=False)
    breaking: list[tuple[int, int]] = field(default_factory=list)
    """Week and mentor of matches that will break off."""

    def __post_init__(self) -> None:
        requests = len(self.year.asking)
        self.worth = self.year.worth.copy()
        self.free = self.year.offering.places.copy()
        self.mentor = np.full(requests, -1)
        self.matched_week = np.full(requests, -1)
        self.value = np.zeros(requests, np.int64)

    def situation(self, week: int) -> Situation:
        """What may be seen at the end of this week."""
        year, asking, offering = self.year, self.year.asking, self.year.offering
        first_row = len(year.past)
        waits = (asking.week <= week) & (week < asking.gives_up_week) & (self.matched_week < 0)
        open_requests = np.flatnonzero(waits)
        waited = week - asking.week[open_requests]
        cost = asking.waiting_cost[open_requests]
        is_there = (offering.joins_week <= week) & (week < offering.leaves_week)
        worth = self.worth[first_row + open_requests][:, : len(offering)]
        value = np.where((worth > 0) & is_there, worth - (cost * waited)[:, None], 0)
        seen = np.flatnonzero(asking.week <= week)
        return Situation(
            week=week,
            weeks_left=max(WEEKS_PER_YEAR - 1 - week, 0),
            worth=self.worth,
            open_rows=first_row + open_requests,
            value=np.maximum(value, 0),
            urgency=asking.urgency[open_requests],
            waited_weeks=waited,
            waiting_cost=cost,
            free_places=np.where(is_there, self.free, 0),
            leaves_week=np.where(
                week >= offering.leaves_week - offering.notice_weeks, offering.leaves_week, NEVER
            ),
            seen_rows=first_row + seen,
            seen_waiting_cost=asking.waiting_cost[seen],
            past=year.past,
        )

    def ask_all(self, situation: Situation, rule: Rule) -> None:
        """One round: put every pair the rule chooses to both sides."""
        positions, mentors = rule.choose(situation)
        for row, mentor in zip(situation.open_rows[positions], mentors, strict=True):
            self.ask(situation.week, int(row) - len(self.year.past), int(mentor))

    def ask(self, week: int, request: int, mentor: int) -> None:
        """Put a pair to both sides: they decline, or it starts and holds, or it breaks off early."""
        year = self.year
        if year.declines[request, mentor]:
            self.worth[len(year.past) + request, mentor] = 0
            return
        self.matched_week[request] = week
        self.free[mentor] -= 1
        if year.asking.drops_out[request]:
            self.breaking.append((week + year.breaks_after_weeks, mentor))
            return
        waited = week - int(year.asking.week[request])
        self.mentor[request] = mentor
        self.value[request] = year.value[request, mentor] - year.asking.waiting_cost[request] * waited

    def free_broken(self, week: int) -> None:
        """Give back the places of matches that broke off."""
        for ends, mentor in self.breaking:
            if ends == week:
                self.free[mentor] += 1


def replay(year: Year, policy: Policy) -> Ledger:
    """A whole year under that policy."""
    course = Course(year)
    started = time.perf_counter()
    for week in range(LAST_WEEK):
        course.free_broken(week)
        rule = policy.begin_week(course.situation(week))
        for _ in range(ROUNDS_PER_WEEK):
            course.ask_all(course.situation(week), rule)
    seconds = (time.perf_counter() - started) / LAST_WEEK
    return Ledger(
        policy=policy.name,
        mentor=course.mentor,
        matched_week=course.matched_week,
        value=course.value,
        waited_days=waited_days(course, acts_on_arrival=policy.acts_on_arrival),
        seconds_per_week=seconds,
    )


def waited_days(course: Course, *, acts_on_arrival: bool) -> Longs:
    """Days each request was open."""
    asking = course.year.asking
    end = np.minimum(asking.gives_up_week, LAST_WEEK)
    end = np.where(course.matched_week >= 0, course.matched_week + 1, end)
    waited = end * DAYS_PER_WEEK - asking.day
    on_the_day = acts_on_arrival & (course.matched_week == asking.week)
    return np.asarray(np.where(on_the_day, 0, waited))
