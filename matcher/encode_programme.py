"""The programme as the numbers that the compiled scan reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from matcher.arrays import Ints
from matcher.columns import AGE, KNOWN, LANGUAGE, PRICE, SHARED, TIME, TRAVEL, Settings
from matcher.criteria import AgeDistance, CommonTime, LanguageCloseness, ShortTravel, SparesScarceMentors
from matcher.criterion import Criterion, Known, Shared
from matcher.errors import UnknownCriterion
from matcher.mentoring.rule import Rule
from matcher.mentoring.rules import CommonTimeRule, SmallJobRule, TravelRule
from matcher.week import HALF_HOURS_PER_WEEK, MINUTES_PER_HALF_HOUR


def settings_of(
    rules: Iterable[Rule],
    weighed: Sequence[tuple[Criterion, int]],
    any_words: Sequence[int],
    block_words: Sequence[tuple[int, int]],
) -> Settings:
    """The programme in the scan's numbers; `block_words` is the criterion and the number of words of each block."""
    ends = np.cumsum([0, *(words for _, words in block_words)])
    count = len(weighed)
    start, stop = np.zeros(count, np.int32), np.zeros(count, np.int32)
    for position, (criterion, _) in reversed(list(enumerate(block_words))):
        start[criterion] = ends[position]
        stop[criterion] = max(stop[criterion], ends[position + 1])
    return Settings(
        any_start=np.cumsum([0, *any_words]).astype(np.int32),
        half_hours_needed=half_hours_needed(rules),
        checks_travel=int(any(isinstance(rule, TravelRule) for rule in rules)),
        kind=np.array([kind_of(criterion) for criterion, _ in weighed], np.int32),
        most=np.array([points for _, points in weighed], np.int32),
        start=start,
        stop=stop,
        by_mentor=np.array([getattr(c, "is_asked_by_mentor", False) for c, _ in weighed], np.uint8),
        enough=np.array([enough_of(criterion) for criterion, _ in weighed], np.int32),
        share=share_table(weighed),
        hours=hours_table(weighed),
    )


def share_table(weighed: Sequence[tuple[Criterion, int]]) -> Ints:
    """Points for so many codes shared of so many asked for; everything where nobody asks."""
    most_asked = max(
        (criterion.enough for criterion, _ in weighed if isinstance(criterion, Shared)), default=0
    )
    asked, shared = np.arange(most_asked + 1)[:, None], np.arange(most_asked + 1)[None, :]
    most = np.array([points for _, points in weighed])[:, None, None]
    parts = most * np.minimum(shared, asked) // np.maximum(asked, 1)
    return np.where(asked == 0, most, parts).astype(np.int32)


def hours_table(weighed: Sequence[tuple[Criterion, int]]) -> Ints:
    """Points for so many half hours in common."""
    table = np.zeros((len(weighed), HALF_HOURS_PER_WEEK + 1), np.int32)
    for row, (criterion, most) in enumerate(weighed):
        if isinstance(criterion, CommonTime):
            minutes = np.minimum(
                MINUTES_PER_HALF_HOUR * np.arange(HALF_HOURS_PER_WEEK + 1), criterion.enough_minutes
            )
            table[row] = most * minutes // criterion.enough_minutes
    return table


def half_hours_needed(rules: Iterable[Rule]) -> Ints:
    """Half hours in common that the week, and the week less a small job, must have."""
    week = [rule.minutes for rule in rules if isinstance(rule, CommonTimeRule)]
    free = [rule.minutes for rule in rules if isinstance(rule, SmallJobRule)]
    longest = (max(week, default=0), max(free, default=0))
    return np.array([math.ceil(minutes / MINUTES_PER_HALF_HOUR) for minutes in longest], np.int32)


def kind_of(criterion: Criterion) -> int:
    """The shape of a criterion, as the scan numbers them."""
    shapes: tuple[tuple[type[Criterion], int], ...] = (
        (Shared, SHARED), (LanguageCloseness, LANGUAGE), (ShortTravel, TRAVEL), (CommonTime, TIME),
        (AgeDistance, AGE), (Known, KNOWN), (SparesScarceMentors, PRICE),
    )  # fmt: skip
    for shape, kind in shapes:
        if isinstance(criterion, shape):
            return kind
    raise UnknownCriterion(
        f"criterion {criterion.name!r} has a shape the scan does not know", field="weights"
    )


def enough_of(criterion: Criterion) -> int:
    """What is enough for the full value, in the unit the scan counts."""
    if isinstance(criterion, CommonTime):
        return criterion.enough_minutes
    return criterion.enough_years if isinstance(criterion, AgeDistance) else 0
