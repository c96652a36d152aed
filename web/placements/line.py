"""The line of hours: what was worked each week against the step-up plan, ready to be drawn and read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from web.core.clock import local_date, monday_of
from web.placements.hours import A_WEEK, warning_for
from web.placements.models import Placement
from web.small_jobs.age_law import HoursWarning

WIDTH, HEIGHT = 640, 240
LEFT, TOP, BOTTOM = 44, 12, 34
MOST_WEEKS = 52


@dataclass(frozen=True)
class LinePoint:
    """One week: the minutes worked (None while they are not noted), what they were paid, and the minutes planned."""

    monday: date
    minutes: int | None
    hourly_rate_kr: int
    planned: int
    warning: HoursWarning | None


@dataclass(frozen=True)
class Bar:
    """One week as it is drawn."""

    x: float
    y: float
    width: float
    height: float
    is_below_plan: bool


@dataclass(frozen=True)
class HoursLine:
    """The whole drawing; `plan` are the points of the step-up plan's polyline."""

    points: tuple[LinePoint, ...]
    bars: tuple[Bar, ...]
    plan: str
    marks: tuple[tuple[int, float], ...]
    labels: tuple[tuple[date, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    floor: int = HEIGHT - BOTTOM

    @property
    def total_minutes(self) -> int:
        """Everything worked so far."""
        return sum(point.minutes or 0 for point in self.points)

    @property
    def earned_kr(self) -> int:
        """What that was in pay before tax, in whole kroner."""
        return sum((point.minutes or 0) * point.hourly_rate_kr for point in self.points) // 60


def planned_minutes(placement: Placement, monday: date) -> int:
    """Return the minutes that the step-up plan has for a week; it counts from the week in which the placement began."""
    weeks = max(0, (monday - monday_of(placement.started_on)).days // 7)
    hours = placement.start_hours + placement.step_hours * (weeks // placement.step_weeks)
    return min(hours, placement.goal_hours) * 60


def line_of(placement: Placement, *, now: datetime) -> HoursLine:
    """Return the line from the first week to this one, or to the end; at most a year."""
    points = points_of(placement, now=now)
    top_hours = max([4, *(-(-max(point.minutes or 0, point.planned) // 60) for point in points)])
    step = (WIDTH - LEFT) / max(len(points), 6)

    def y_of(minutes: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - minutes / 60 / top_hours), 1)

    bars = tuple(
        Bar(
            x=round(LEFT + index * step + step * 0.15, 1),
            y=y_of(point.minutes),
            width=round(step * 0.7, 1),
            height=round(HEIGHT - BOTTOM - y_of(point.minutes), 1),
            is_below_plan=point.minutes < point.planned,
        )
        for index, point in enumerate(points)
        if point.minutes is not None
    )
    plan = " ".join(
        f"{round(LEFT + (index + edge) * step, 1)},{y_of(point.planned)}"
        for index, point in enumerate(points)
        for edge in (0, 1)
    )
    every = max(1, -(-top_hours // 4))
    marks = tuple((hours, y_of(hours * 60)) for hours in range(0, top_hours + 1, every))
    spacing = max(1, -(-len(points) // 6))
    labels = tuple(
        (point.monday, round(LEFT + (index + 0.5) * step, 1))
        for index, point in enumerate(points)
        if index % spacing == 0
    )
    return HoursLine(points, bars, plan, marks, labels)


def points_of(placement: Placement, *, now: datetime) -> tuple[LinePoint, ...]:
    """Return week by week what was worked and planned."""
    noted = {week.monday: week for week in placement.weeks}
    last = monday_of(placement.ended_on or local_date(now))
    first = max(monday_of(placement.started_on), last - A_WEEK * (MOST_WEEKS - 1))
    weeks = [first + A_WEEK * number for number in range((last - first).days // 7 + 1)]
    return tuple(
        LinePoint(
            monday,
            noted[monday].minutes if monday in noted else None,
            noted[monday].hourly_rate_kr if monday in noted else 0,
            planned_minutes(placement, monday),
            warning_for(placement, monday, noted[monday].minutes) if monday in noted else None,
        )
        for monday in weeks
    )
