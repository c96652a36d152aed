"""What an employer tells of a small job, and a young person of their wishes, as it crosses from the forms to the services."""

from __future__ import annotations

from dataclasses import dataclass

from web.catalogue.models import Area
from web.core.week import Week
from web.profiles.models import Means
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind


@dataclass(frozen=True)
class SmallJobFacts:
    """Everything on the one page of a small job."""

    title: str
    kind_of_work: KindOfWork
    tasks: str
    good_day: str
    area: Area
    place: str
    hours_from: int
    hours_to: int
    hourly_rate_kr: int
    week: Week
    youngest_age: int
    oldest_age: int | None
    seats: int
    support: tuple[SupportKind, ...]
    strains: tuple[Strain, ...]


@dataclass(frozen=True)
class WishFacts:
    """Everything on the page of a young person's wishes; the energies are 0 (little) to 2 (plenty)."""

    is_looking: bool
    is_at_school: bool
    likes: tuple[KindOfWork, ...]
    avoids: tuple[Strain, ...]
    needs: tuple[SupportKind, ...]
    musts: tuple[SupportKind, ...]
    energy_morning: int
    energy_noon: int
    energy_afternoon: int
    energy_evening: int
    start_hours: int
    step_hours: int
    step_weeks: int
    goal_hours: int
    week: Week
    means: tuple[Means, ...]
    max_travel_minutes: int
    words: str
    may_show_likes: bool
    may_show_support: bool
    may_show_words: bool
