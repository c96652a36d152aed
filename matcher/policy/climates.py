"""The years the policies are compared on: the default and four harsher ones, each drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from matcher.arrays import Longs, Reals
from matcher.policy.town import URGENCY_WEIGHT, Mix, draw_mentors, draw_youths, worth_of
from matcher.policy.year import (
    DAYS_PER_WEEK,
    LAST_WEEK,
    POINTS,
    WEEKS_PER_YEAR,
    Asking,
    Offering,
    Past,
    Year,
    shares,
)

STEADY = (1.0,) * WEEKS_PER_YEAR
TRAINING_WEEKS = (4, 12, 20, 33, 41)
"""When a mentors' course has ended: new mentors start only after it."""
AFTER_SUMMER = tuple(0.6 + 2.4 * (32 <= week < 42) for week in range(WEEKS_PER_YEAR))


@dataclass(frozen=True)
class Climate:
    """What a kind of year looks like: sizes, shares and rates."""

    name: str
    title: str
    requests: int = 1000
    mentors: int = 300
    places: int = 2
    season: tuple[float, ...] = STEADY
    mix: Mix = field(default_factory=Mix)
    past_mix: Mix = field(default_factory=Mix)
    past_requests: int = 1000
    past_season: tuple[float, ...] = STEADY
    past_years: int = 2
    joining_share: float = 0.25
    """Share of the mentors who join during the year instead of being there from the start."""
    leave_share_per_week: float = 0.0015
    notice_weeks: int = 8
    """How long before stopping a mentor says so."""
    give_up_share_per_week: float = 0.02
    lost_share: float = 0.06
    decline_share: float = 0.10
    waiting_cost_per_week: float = 0.005
    """Points lost per week, as a share of a perfect score of the same urgency."""


DRIFTED = Mix(
    at_home=(0.08, 0.08, 0.18, 0.08, 0.08, 0.16, 0.06, 0.14, 0.06, 0.08),
    needs=(0.55, 0.26, 0.15, 0.04),
    languages=(0.74, 0.03, 0.16, 0.02, 0.05),
)
CLIMATES = MappingProxyType(
    {
        climate.name: climate
        for climate in (
            Climate("default", "The default year"),
            Climate(
                "scarcer",
                "Scarcer: 180 mentors, who leave more often and at short notice",
                mentors=180,
                leave_share_per_week=0.003,
                notice_weeks=2,
            ),
            Climate(
                "burst",
                "Burst: after summer five times as many ask",
                season=AFTER_SUMMER,
                past_season=AFTER_SUMMER,
            ),
            Climate(
                "impatient",
                "Impatient: waiting costs twice as much, and twice as many give up",
                waiting_cost_per_week=0.01,
                give_up_share_per_week=0.04,
            ),
            Climate(
                "drift", "Drift: the past knew fewer requests, and other ones", mix=DRIFTED, past_requests=800
            ),
            Climate(
                "foreseen",
                "Drift foreseen: the same, had the past been like it (not a goal: what foreknowledge is worth)",
                mix=DRIFTED,
                past_mix=DRIFTED,
            ),
        )
    }
)


def draw_year(climate: Climate, *, seed: int) -> Year:
    """A year of that climate and its past; the same seed gives the same year."""
    random = np.random.default_rng([seed, *climate.name.encode()])
    past_years = [past_arrivals(climate, random) for _ in range(climate.past_years)]
    past_days = np.concatenate(past_years)
    past_youths = draw_youths(len(past_days), climate.past_mix, random)
    days = arrival_days(climate.requests, climate.season, random)
    youths = draw_youths(len(days), climate.mix, random)
    mentors = draw_mentors(climate.mentors, random)
    joined_before = draw_mentors(climate.past_years * joiners(climate), random)
    worth = np.block(
        [
            [worth_of(past_youths, mentors), worth_of(past_youths, joined_before)],
            [worth_of(youths, mentors), worth_of(youths, joined_before)],
        ]
    )
    past = Past(
        week_of_year=past_days // DAYS_PER_WEEK,
        arrivals_per_week=np.bincount(past_days // DAYS_PER_WEEK, minlength=WEEKS_PER_YEAR)
        / climate.past_years,
        years_ago=np.repeat(np.arange(climate.past_years) + 1, [len(days) for days in past_years]),
        waiting_cost=waiting_cost(climate, past_youths.urgency),
        joiner_week=random.choice(TRAINING_WEEKS, len(joined_before.home)),
        joiner_places=np.full(len(joined_before.home), climate.places),
        years=climate.past_years,
        give_up_share_per_week=climate.give_up_share_per_week,
        leave_share_per_week=climate.leave_share_per_week,
        notice_weeks=climate.notice_weeks,
        lost_share=climate.lost_share,
    )
    return Year(
        name=climate.name,
        asking=Asking(
            day=days,
            gives_up_week=days // DAYS_PER_WEEK + random.geometric(climate.give_up_share_per_week, len(days)),
            urgency=youths.urgency,
            waiting_cost=waiting_cost(climate, youths.urgency),
            drops_out=random.random(len(days)) < climate.lost_share,
        ),
        offering=draw_offering(climate, random),
        worth=worth,
        declines=random.random((len(days), climate.mentors)) < climate.decline_share,
        breaks_after_weeks=4,
        past=past,
    )


def past_arrivals(climate: Climate, random: np.random.Generator) -> Longs:
    """Arrival days of one past year."""
    return arrival_days(climate.past_requests, climate.past_season, random)


def arrival_days(count: int, season: tuple[float, ...], random: np.random.Generator) -> Longs:
    """Sorted days of arrival: about that many, spread over the year as the season says."""
    weeks = np.repeat(np.arange(WEEKS_PER_YEAR), random.poisson(count * shares(np.array(season))))
    return np.sort(weeks * DAYS_PER_WEEK + random.integers(0, DAYS_PER_WEEK, len(weeks)))


def joiners(climate: Climate) -> int:
    """How many mentors join during a year."""
    return round(climate.mentors * climate.joining_share)


def waiting_cost(climate: Climate, urgency: Longs) -> Longs:
    """Points a week of waiting costs, by urgency."""
    weight: Reals = np.array(URGENCY_WEIGHT)[urgency]
    return np.asarray(np.rint(POINTS * climate.waiting_cost_per_week * weight), np.int64)


def draw_offering(climate: Climate, random: np.random.Generator) -> Offering:
    """When each mentor comes and goes."""
    joins = np.zeros(climate.mentors, np.int64)
    joins[: joiners(climate)] = random.choice(TRAINING_WEEKS, joiners(climate))
    stays = random.geometric(max(climate.leave_share_per_week, 1e-9), climate.mentors)
    return Offering(
        joins_week=joins,
        leaves_week=np.minimum(joins + stays, LAST_WEEK),
        places=np.full(climate.mentors, climate.places),
        notice_weeks=climate.notice_weeks,
    )
