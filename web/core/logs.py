"""Structured logs: one JSON line per event, with ids and never with names."""

from __future__ import annotations

import logging
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request


def configure_logs(*, is_development: bool) -> None:
    """Set up structlog for this process: readable lines in development, JSON elsewhere."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=False) if is_development else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
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
