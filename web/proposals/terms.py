"""What counts in match runs, as the programme has it: whose worst match is lifted, what weighs how much, and the least time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from web.proposals.weights import (
    LEAST_COMMON_MINUTES,
    USUAL_AGE_DISTANCE_YEARS,
    WEIGHTS,
    weights_with,
)
from web.vetting.models import Lifting, Programme


@dataclass(frozen=True)
class Terms:
    """What counts.

    Two people must have `common_minutes` a week in common; `age_distance_years` between them give full points for age.
    """

    lifting: Lifting = Lifting.EVERYBODY
    weights: Mapping[str, int] = field(default_factory=lambda: WEIGHTS)
    common_minutes: int = LEAST_COMMON_MINUTES
    age_distance_years: int = USUAL_AGE_DISTANCE_YEARS

    def told(self) -> dict[str, str | int]:
        """Return everything but the weights as codes and numbers, for the log and for the run."""
        return {
            "lifting": self.lifting.value,
            "common_minutes": self.common_minutes,
            "age_distance_years": self.age_distance_years,
        }


def terms_of(programme: Programme) -> Terms:
    """Return what counts in the programme's next run."""
    return Terms(
        lifting=programme.lifting,
        weights=weights_with(programme.weights),
        common_minutes=programme.common_minutes,
        age_distance_years=programme.age_distance_years,
    )
