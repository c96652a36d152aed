"""Why a sign-in through the provider came to nothing; more than this is told to nobody."""

from __future__ import annotations

import enum

from web.core.errors import ServiceError


class Failure(enum.StrEnum):
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REFUSED = "refused"
    TOO_WEAK = "too_weak"
    UNAVAILABLE = "unavailable"


class ProviderError(ServiceError):
    """The provider, or somebody in its name, gave an answer that does not sign anybody in."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure
