"""An invented town: draws young people and mentors and says what each pair would be worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Chosen, Longs, Reals
from matcher.policy.year import POINTS, shares

PLACES_KM: Reals = np.array(
    [(0, 0), (1.5, 1), (-2, 0.5), (0.5, -2.5), (2.5, -1.5), (-1, 3), (11, 4), (-9, -8), (3, 14), (-14, 5)],
    float,
)
"""Six districts of the town, then four villages."""
INTERESTS = 12
HOURS = 6
URGENCY_SHARE = (0.10, 0.30, 0.60)
URGENCY_WEIGHT = (1.5, 1.2, 1.0)
"""What a match of each urgency class counts, relative to an ordinary one."""
SERVED_COUNTS = 0.75
"""How much of a perfect match's value is being matched at all: serving people comes before fit.

Set so that in the default year weekly batches reach between 92 and 93 % of hindsight, as they do on programmes of this
kind; the more fit counts, the more every policy loses (at 0.5 batches reach 89 %, prices 97.5 %)."""


@dataclass(frozen=True)
class Mix:
    """What a population is made of: shares of home districts, of needs and of languages."""

    at_home: tuple[float, ...] = (0.14, 0.12, 0.12, 0.11, 0.10, 0.10, 0.09, 0.08, 0.07, 0.07)
    needs: tuple[float, ...] = (0.70, 0.15, 0.08, 0.07)
    """None in particular, neurodivergence, school refusal, a trade."""
    languages: tuple[float, ...] = (0.84, 0.06, 0.05, 0.03, 0.02)
    """Danish is enough; or a mentor is needed who also speaks Arabic, Ukrainian, Somali, Dari."""


@dataclass(frozen=True)
class Youths:
    """Young people, one row each."""

    home: Longs
    need: Longs
    language: Longs
    interests: Chosen
    hours: Chosen
    reach_km: Reals
    urgency: Longs


@dataclass(frozen=True)
class Mentors:
    """Mentors, one row each."""

    home: Longs
    skills: Chosen
    languages: Chosen
    interests: Chosen
    hours: Chosen
    reach_km: Reals


def draw_youths(count: int, mix: Mix, random: np.random.Generator) -> Youths:
    """Young people of that mix."""
    return Youths(
        home=random.choice(len(PLACES_KM), count, p=shares(np.array(mix.at_home))),
        need=random.choice(len(mix.needs), count, p=shares(np.array(mix.needs))),
        language=random.choice(len(mix.languages), count, p=shares(np.array(mix.languages))),
        interests=random.random((count, INTERESTS)) < 0.3,
        hours=random.random((count, HOURS)) < 0.5,
        reach_km=random.choice([2.0, 5.0, 12.0], count, p=[0.4, 0.4, 0.2]),
        urgency=random.choice(3, count, p=URGENCY_SHARE),
    )


def draw_mentors(count: int, random: np.random.Generator) -> Mentors:
    """Mentors: three in four without a speciality, one in eight with a further language."""
    town_first = np.array([0.16, 0.14, 0.14, 0.12, 0.11, 0.11, 0.07, 0.06, 0.05, 0.04])
    return Mentors(
        home=random.choice(len(PLACES_KM), count, p=shares(town_first)),
        skills=random.random((count, 4)) < np.array([1.1, 0.12, 0.08, 0.08]),
        languages=random.random((count, 5)) < np.array([1.1, 0.05, 0.04, 0.02, 0.015]),
        interests=random.random((count, INTERESTS)) < 0.35,
        hours=random.random((count, HOURS)) < 0.5,
        reach_km=random.choice([2.0, 6.0, 15.0], count, p=[0.3, 0.4, 0.3]),
    )


def worth_of(youths: Youths, mentors: Mentors) -> Longs:
    """Points of every pair; 0 where language, need, distance or time rule it out."""
    distance_km = np.linalg.norm(PLACES_KM[youths.home][:, None] - PLACES_KM[mentors.home][None], axis=2)
    reach_km = youths.reach_km[:, None] + mentors.reach_km[None]
    common_hours = youths.hours.astype(np.int64) @ mentors.hours.T.astype(np.int64)
    is_possible = mentors.skills[:, youths.need].T & mentors.languages[:, youths.language].T
    is_possible &= (distance_km <= reach_km) & (common_hours > 1)
    score = (
        0.5 * shared_interests(youths, mentors)
        + 0.3 * (1 - distance_km / reach_km)
        + 0.2 * np.minimum(common_hours, 4) / 4
    )
    weight = np.array(URGENCY_WEIGHT)[youths.urgency][:, None]
    return np.where(
        is_possible, np.rint(POINTS * weight * (SERVED_COUNTS + (1 - SERVED_COUNTS) * score)), 0
    ).astype(np.int64)


def shared_interests(youths: Youths, mentors: Mentors) -> Reals:
    """Share of the young person's interests that the mentor has too; a half where there are none to compare."""
    common = youths.interests.astype(np.int64) @ mentors.interests.T.astype(np.int64)
    own = youths.interests.sum(axis=1)[:, None]
    return np.asarray(np.where(own > 0, common / np.maximum(own, 1), 0.5), np.float64)
