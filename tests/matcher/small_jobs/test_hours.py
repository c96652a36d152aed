"""How many minutes of work fit into a week under the law, against counting half hour by half hour."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import AgeBand, Week
from matcher.small_jobs.hours import legal_minutes, workable_minutes
from matcher.small_jobs.law import AgeLimit

ALL_AGES = AgeBand(youngest=13, oldest=120)
PIECES = st.tuples(st.integers(0, 6), st.integers(0, 20), st.integers(1, 4)).map(
    lambda t: (t[0], t[1], t[1] + t[2])
)
WEEKS = st.lists(PIECES, max_size=8).map(Week.from_hours)


@settings(deadline=None)
@given(WEEKS, WEEKS, st.integers(0, 600), st.integers(0, 1500))
def test_no_day_has_more_than_the_law_allows(work: Week, hours: Week, per_day: int, per_week: int) -> None:
    limit = AgeLimit(ages=ALL_AGES, hours=hours, most_minutes_per_day=per_day, most_minutes_per_week=per_week)
    assert workable_minutes(work, limit) == counted(work, per_day)
    assert legal_minutes(work, limit) == min(per_week, counted(work & hours, per_day))


def counted(week: Week, per_day: int) -> int:
    """Minutes taken one half hour after the other, each day until the next would be too many."""
    minutes = [0] * 7
    for half_hour in range(336):
        day = half_hour // 48
        if week.bits >> half_hour & 1 and minutes[day] + 30 <= per_day:
            minutes[day] += 30
    return sum(minutes)
