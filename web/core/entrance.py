"""Who may speak for whom at the door: proxies only as the settings say, and requests only for our own host."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import get_host

from web.config import Settings
from web.core.headers import FIXED_HEADERS

REFUSAL = b"This address does not belong to the service.\n"
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def init_entrance(app: Flask) -> None:
    """Believe as many proxies as there are, and in production answer for our own hosts only."""
    settings = cast(Settings, app.config["SETTINGS"])
    inner = cast(WsgiApp, app.wsgi_app)
    if not settings.is_development:
        inner = only_for(trusted_hosts(settings), inner)
    if count := settings.trusted_proxies:
        inner = ProxyFix(inner, x_for=count, x_proto=count, x_host=0, x_port=0, x_prefix=0)
    app.wsgi_app = inner  # type: ignore[method-assign,assignment]


def trusted_hosts(settings: Settings) -> list[str]:
    """Return the hosts that requests may name: that of BASE_URL, and those of TRUSTED_HOSTS (as for health checks)."""
    return [str(urlsplit(settings.base_url).netloc), *settings.trusted_hosts]


def only_for(hosts: list[str], inner: WsgiApp) -> WsgiApp:
    """Let requests for other hosts end here, before any code of ours reads them."""

    def checked(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            get_host(environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), None, hosts)
        except SecurityError:
            headers = [
                ("Content-Type", "text/plain"),
                ("Content-Length", str(len(REFUSAL))),
                ("Content-Security-Policy", "default-src 'none'"),
                *FIXED_HEADERS.items(),
            ]
            start_response("400 Bad Request", headers)
            return [REFUSAL]
        return inner(environ, start_response)

    return checked
