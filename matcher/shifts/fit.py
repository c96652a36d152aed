"""How well a volunteer fits a shift: soft criteria with named weights, in whole points."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.result import Contribution
from matcher.shifts.people import Volunteer
from matcher.shifts.shift import Shift
from matcher.shifts.timing import way_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class FitWeights:
    """The most points of each criterion; together what a perfect fit is worth."""

    wish: int = 40
    interest: int = 30
    nearness: int = 20
    qualification: int = 10

    @property
    def most(self) -> int:
        """Points of a perfect fit."""
        return self.wish + self.interest + self.nearness + self.qualification


def contributions(shift: Shift, volunteer: Volunteer, *, weights: FitWeights) -> tuple[Contribution, ...]:
    """Points of each criterion, and whether anybody asked for it."""
    wish, interest, nearness, qualification = points(
        shift, volunteer, way_minutes(volunteer.place, shift.place, volunteer=volunteer), weights
    )
    return (
        Contribution("wish", wish, weights.wish, bool(volunteer.wished_tasks)),
        Contribution("interest", interest, weights.interest, bool(shift.interests)),
        Contribution("nearness", nearness, weights.nearness, True),
        Contribution("qualification", qualification, weights.qualification, bool(shift.needs)),
    )


def points(
    shift: Shift, volunteer: Volunteer, minutes: int | None, weights: FitWeights
) -> tuple[int, int, int, int]:
    """Wish, interest, nearness and qualification, in points; `minutes` is the way there."""
    wished = volunteer.wished_tasks
    wish = weights.wish if shift.id in wished or (shift.task and shift.task in wished) else 0
    about = shift.interests
    interest = weights.interest * len(about & volunteer.interests) // len(about) if about else 0
    most, nearness = volunteer.max_travel_minutes, 0
    if minutes is not None and minutes <= most:
        nearness = weights.nearness * (most - minutes) // most if most else weights.nearness
    scarce = weights.qualification if shift.needs and shift.needs.keys() & volunteer.qualifications else 0
    return wish, interest, nearness, scarce
