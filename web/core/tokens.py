"""Signed, expiring links for people without an account."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from flask import current_app
from itsdangerous import BadData, Signer, URLSafeTimedSerializer

from web.core.errors import NotVisibleError


def sign_with_sha256() -> None:
    """Let the libraries that sign with itsdangerous (form keys, links about accounts) use SHA-256 instead of SHA-1 too."""
    Signer.default_digest_method = staticmethod(hashlib.sha256)


def signed_token(payload: dict[str, Any], *, purpose: str) -> str:
    """Return `payload` as a URL-safe token that only this service can have made, for this purpose only."""
    return _serializer(purpose).dumps(payload)


def read_token(token: str, *, purpose: str, max_age_days: int) -> dict[str, Any]:
    """Return the payload of `token`; raise NotVisibleError when it is forged, too old or meant for something else."""
    try:
        payload: dict[str, Any] = _serializer(purpose).loads(token, max_age=max_age_days * 86_400)
    except BadData as error:
        raise NotVisibleError from error
    return payload


def mark_of(text: str) -> str:
    """Return a short mark by which a token can tell whether a text is still the same; it says nothing about the text."""
    key = f"mark {current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, text.strip().lower().encode(), hashlib.sha256).hexdigest()[:16]


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose, signer_kwargs=signing)
