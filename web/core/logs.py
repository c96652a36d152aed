"""Structured logs: one JSON line per event, with ids and never with names."""

from __future__ import annotations

import logging
import sys
import time
import traceback
import uuid
from typing import Any

import structlog
from flask import Flask, Response, g, request


class FramesOnly(logging.Formatter):
    """Tells where an exception came from and what kind it is, but not its message, which may quote what was stored."""

    def format(self, record: logging.LogRecord) -> str:
        # Another formatter may have written the exception out already.
        anew = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        return super().format(anew)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        kinds, error = [], ei[1]
        while error is not None:
            kinds.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "".join(traceback.format_tb(ei[2])) + " from ".join(kinds)


def configure_library_logs() -> None:
    """Let what libraries say leave this process without the messages of exceptions; once per process."""
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, FramesOnly) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(FramesOnly("%(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)


def configure_logs(*, is_development: bool) -> None:
    """Set up structlog for this process: readable lines in development, JSON elsewhere."""
    configure_library_logs()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=False) if is_development else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def init_request_log(app: Flask) -> None:
    """Log one line per request: route, status and time, with a request id and without the address that was asked for."""
    log = structlog.get_logger("web")

    @app.before_request
    def start() -> None:
        g.request_id = uuid.uuid4().hex
        g.started = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def finish(response: Response) -> Response:
        if request.endpoint not in {"static", "health.healthz", "health.readyz"}:
            milliseconds = round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000)
            log.info(
                "request", route=request.endpoint, status=response.status_code, milliseconds=milliseconds
            )
        return response
