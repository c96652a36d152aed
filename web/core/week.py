"""A recurring week as 336 half hours, from Monday 00:00, and how it is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

DAYS = 7
SLOTS_PER_DAY = 48
SLOTS = DAYS * SLOTS_PER_DAY
SLOT_MINUTES = 30
_BYTES = SLOTS // 8


@dataclass(frozen=True)
class Week:
    """A set of half hours in a week; bit `48 * weekday + slot` of `mask` is set when that half hour is in it."""

    mask: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.mask < 1 << SLOTS:
            raise ValueError(f"a week has {SLOTS} half hours, so the mask must fit {SLOTS} bits")

    @classmethod
    def from_slots(cls, slots: Iterable[tuple[int, int]]) -> Week:
        """Build a week from (weekday 0–6, half hour 0–47) pairs."""
        mask = 0
        for weekday, slot in slots:
            if not (0 <= weekday < DAYS and 0 <= slot < SLOTS_PER_DAY):
                raise ValueError(f"no such half hour: weekday {weekday}, slot {slot}")
            mask |= 1 << (weekday * SLOTS_PER_DAY + slot)
        return cls(mask)

    @classmethod
    def from_intervals(cls, intervals: Iterable[tuple[int, int, int]]) -> Week:
        """Build a week from (weekday, start minute, end minute) triples on whole half hours."""
        return cls.from_slots(
            (weekday, slot)
            for weekday, start, end in intervals
            for slot in range(start // SLOT_MINUTES, end // SLOT_MINUTES)
        )

    def has(self, weekday: int, slot: int) -> bool:
        """Tell whether the half hour is in the week."""
        return bool(self.mask >> (weekday * SLOTS_PER_DAY + slot) & 1)

    def intervals(self) -> Iterator[tuple[int, int, int]]:
        """Yield the maximal (weekday, start minute, end minute) stretches, in order."""
        for weekday in range(DAYS):
            start: int | None = None
            for slot in range(SLOTS_PER_DAY + 1):
                is_free = slot < SLOTS_PER_DAY and self.has(weekday, slot)
                if is_free and start is None:
                    start = slot
                elif not is_free and start is not None:
                    yield weekday, start * SLOT_MINUTES, slot * SLOT_MINUTES
                    start = None

    def __and__(self, other: Week) -> Week:
        return Week(self.mask & other.mask)

    def __bool__(self) -> bool:
        return self.mask != 0

    @property
    def minutes(self) -> int:
        """The length of all half hours together, in minutes."""
        return self.mask.bit_count() * SLOT_MINUTES


class WeekType(TypeDecorator[Week]):
    """Stores a `Week` as 42 bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Week | None, dialect: Any) -> bytes | None:
        return None if value is None else value.mask.to_bytes(_BYTES, "little")

    def process_result_value(self, value: Any, dialect: Any) -> Week | None:
        return None if value is None else Week(int.from_bytes(value, "little"))
