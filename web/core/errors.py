"""The named errors of the service; `error_pages` maps each to a page once."""

from __future__ import annotations


class ServiceError(Exception):
    """The base of every error a service raises on purpose."""


class NotVisibleError(ServiceError):
    """The thing does not exist, or this viewer may not know that it does: the two look the same."""


class RuleError(ServiceError):
    """A rule of the domain refuses the change; `message` is already in the reader's language.

    `field` names the form field at which the message belongs, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class TransitionError(RuleError):
    """The thing is no longer in a state from which this step is possible."""
