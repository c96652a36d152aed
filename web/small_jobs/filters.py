"""What a visitor asks of small jobs."""

from __future__ import annotations

from dataclasses import dataclass

from web.catalogue.models import Area
from web.small_jobs.kinds import KindOfWork, SupportKind


@dataclass(frozen=True)
class JobFilter:
    """Every part may be left out; of the support, all kinds that are named must be there."""

    area: Area | None = None
    kind: KindOfWork | None = None
    age: int | None = None
    most_hours: int | None = None
    support: tuple[SupportKind, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for."""
        return self == JobFilter()
