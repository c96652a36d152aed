"""A week as 336 half hours from Monday 00:00, one bit each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.errors import OutOfRange

HALF_HOURS_PER_DAY = 48
HALF_HOURS_PER_WEEK = 7 * HALF_HOURS_PER_DAY
MINUTES_PER_HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class Week:
    """Free (or busy) half hours; bit 0 is Monday 00:00–00:30."""

    bits: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.bits < 1 << HALF_HOURS_PER_WEEK:
            raise OutOfRange("a week has 336 half hours", field="week")

    @classmethod
    def from_hours(cls, ranges: Iterable[tuple[int, float, float]]) -> Week:
        """Ranges of (weekday, from hour, to hour): Monday is 0, 16.5 is half past four."""
        bits = 0
        for weekday, start, end in ranges:
            if not (0 <= weekday < 7 and 0 <= start <= end <= 24) or (start * 2) % 1 or (end * 2) % 1:
                raise OutOfRange(f"not a range of half hours: {(weekday, start, end)}", field="week")
            length = round((end - start) * 2)
            bits |= ((1 << length) - 1) << (weekday * HALF_HOURS_PER_DAY + round(start * 2))
        return cls(bits)

    def __and__(self, other: Week) -> Week:
        return Week(self.bits & other.bits)

    def __or__(self, other: Week) -> Week:
        return Week(self.bits | other.bits)

    def __sub__(self, other: Week) -> Week:
        return Week(self.bits & ~other.bits)

    def __bool__(self) -> bool:
        return self.bits != 0

    @property
    def minutes(self) -> int:
        """Minutes in all, over the week."""
        return self.bits.bit_count() * MINUTES_PER_HALF_HOUR

    def common_minutes(self, other: Week) -> int:
        """Minutes both weeks have."""
        return (self.bits & other.bits).bit_count() * MINUTES_PER_HALF_HOUR
