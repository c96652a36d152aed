"""Security headers on every response, and the nonce that the page's own scripts carry."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(self), "
        "publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=()"
    ),
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
TWO_YEARS_SECONDS = 63_072_000
# Files that say nothing about anybody; a new kind of answer is kept in no cache until it is named here.
MAY_BE_CACHED = frozenset({"static", "security.static", "about.security"})


def script_nonce() -> str:
    """Return this request's nonce, made at first use."""
    if "script_nonce" not in g:
        g.script_nonce = secrets.token_urlsafe(16)
    return str(g.script_nonce)


def init_headers(app: Flask) -> None:
    """Add the headers to every response, and make pages about people uncacheable."""
    is_https = app.config["SETTINGS"].base_url.startswith("https://")

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY.format(nonce=script_nonce())
        for name, value in FIXED_HEADERS.items():
            response.headers[name] = value
        if is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS_SECONDS}; includeSubDomains"
        if request.endpoint not in MAY_BE_CACHED or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        if request.endpoint == "security.logout":
            # What a shared computer still holds of the person who leaves.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
