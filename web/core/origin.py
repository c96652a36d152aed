"""Where a change comes from, roughly: a page, a personal link, a background job or an operator's command."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask import g, has_request_context, request


class OriginKind(enum.StrEnum):
    """The doors of the service."""

    WEB = "web"
    LINK = "link"
    JOB = "job"
    COMMAND = "command"


@dataclass(frozen=True)
class Origin:
    """The door, and which one: the name of a page, job or command; a request's id ties it to the log of requests.

    No network address: it would say where people live and work, and answers no question that is asked of the log.
    """

    kind: OriginKind
    place: str = ""
    request_id: str = ""


_job: ContextVar[str] = ContextVar("job", default="")


def current_origin() -> Origin:
    """Return where the running code was called from."""
    if has_request_context():
        kind = OriginKind.LINK if "token" in (request.view_args or {}) else OriginKind.WEB
        return Origin(kind, request.endpoint or "", str(g.get("request_id", "")))
    if name := _job.get():
        return Origin(OriginKind.JOB, name)
    return Origin(OriginKind.COMMAND)


@contextmanager
def in_job(name: str) -> Iterator[None]:
    """Say that what happens inside is done by the background job of that name."""
    before = _job.set(name)
    try:
        yield
    finally:
        _job.reset(before)
