"""What a place with each mentor is expected to be worth to those who will ask later, from who has asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

import matcher
from matcher.candidates import all_pairs, field_of
from matcher.policy import DemandHistory, DemandPrior, prices_for
from web.proposals.engine.snapshot import programme_of, request_value
from web.proposals.intake import Intake
from web.proposals.plan import Codes
from web.proposals.weights import FULL_SCORE
from web.youth.ages import age_on
from web.youth.models import MentorRequest

WEEKS_AHEAD = 26
DAYS_OF_A_WEEK = 7
WEEKS_OF_A_YEAR = 52
AGES = range(10, 31)
FEW_MENTORS = 3
DEAR_SHOWN = 8
Points = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def with_prices(problem: matcher.Problem, intake: Intake, *, day: date) -> tuple[matcher.Problem, Codes]:
    """Return the problem with the price of each mentor's places, and what the prices are told by.

    Where the history is short, as many are expected to ask in a year as there are places.
    """
    rows = comparable(intake)
    past = [request_value(row, intake, day=row.opened_on) for row in rows]
    weeks_ago = [min((day - row.opened_on).days // DAYS_OF_A_WEEK, WEEKS_OF_A_YEAR - 1) for row in rows]
    free = np.array([mentor.free_capacity for mentor in problem.mentors], np.int64)
    points = points_of(problem, past)
    history = DemandHistory(
        weeks_ago=np.array(weeks_ago, np.int64),
        past_points=points,
        weeks=max(weeks_ago, default=0) + 1,
        waiting_points=points_of(problem, problem.requests),
        prior=DemandPrior(requests_per_week=float(free.sum()) / WEEKS_OF_A_YEAR),
    )
    prices = np.clip(
        np.rint(prices_for(history, free, weeks_ahead=WEEKS_AHEAD).points), 0, FULL_SCORE
    ).astype(int)
    priced = replace(
        problem,
        mentors=tuple(
            replace(mentor, place_price=int(price))
            for mentor, price in zip(problem.mentors, prices, strict=True)
        ),
        programme=programme_of(intake, has_prices=True),
    )
    return priced, told(priced, points)


def comparable(intake: Intake) -> list[MentorRequest]:
    """Return the past requests of those whose age on the day they asked is still known."""
    return [row for row in intake.past_requests if age_on(row.young_person.born_on, row.opened_on) in AGES]


def points_of(problem: matcher.Problem, requests: Sequence[matcher.Request]) -> Points:
    """Return the points of requests × mentors; 0 where a rule forbids the pair."""
    table: Points = np.zeros((len(requests), len(problem.mentors)), np.int64)
    if not requests:
        return table
    field = field_of(
        replace(
            problem,
            requests=tuple(requests),
            fixed_pairs=frozenset(),
            declined_pairs=frozenset(),
            published_pairs=frozenset(),
        )
    )
    pairs = all_pairs(field)
    row_of = {request.id: row for row, request in enumerate(requests)}
    column_of = {mentor.id: column for column, mentor in enumerate(problem.mentors)}
    rows = np.array([row_of[request.id] for request in field.requests])
    columns = np.array([column_of[mentor.id] for mentor in field.mentors])
    table[rows[pairs.request], columns[pairs.mentor]] = np.maximum(pairs.score, 1)
    return table


def told(problem: matcher.Problem, points: Points) -> Codes:
    """Return the dearest mentors, and of how many who asked before each was one of few who could help."""
    possible = points > 0
    has_few = (possible.sum(axis=1) <= FEW_MENTORS)[:, None] & possible
    dear = sorted(enumerate(problem.mentors), key=lambda entry: (-entry[1].place_price, entry[1].id))
    return {
        "asked_before": len(points),
        "weeks_ahead": WEEKS_AHEAD,
        "dear": [
            {
                "mentor": int(mentor.id),
                "points": mentor.place_price,
                "could_have_helped": int(possible[:, column].sum()),
                "one_of_few_for": int(has_few[:, column].sum()),
            }
            for column, mentor in dear[:DEAR_SHOWN]
            if mentor.place_price
        ],
    }
