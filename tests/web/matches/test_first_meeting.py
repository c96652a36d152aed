"""The suggestion for a first meeting."""

from __future__ import annotations

from datetime import date

from web.core.week import Week
from web.matches.first_meeting import suggest_first_meeting

MONDAY = date(2026, 3, 2)


def test_the_first_common_time_after_two_days_is_suggested() -> None:
    common = Week.from_intervals([(0, 16 * 60, 18 * 60), (3, 15 * 60, 17 * 60)])
    meeting = suggest_first_meeting(common, minutes=60, today=MONDAY)
    assert meeting is not None
    assert (meeting.day, meeting.start, meeting.end) == (date(2026, 3, 5), 15 * 60, 16 * 60)


def test_a_stretch_that_is_too_short_is_not_suggested() -> None:
    common = Week.from_intervals([(3, 15 * 60, 15 * 60 + 30)])
    assert suggest_first_meeting(common, minutes=60, today=MONDAY) is None


def test_nobody_is_asked_to_meet_at_night() -> None:
    common = Week.from_intervals([(3, 21 * 60, 23 * 60), (4, 5 * 60, 7 * 60)])
    assert suggest_first_meeting(common, minutes=60, today=MONDAY) is None
