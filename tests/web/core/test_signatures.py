"""Every signature in this service is made with SHA-256, those of its libraries too."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_security import confirmable, recoverable
from flask_wtf.csrf import generate_csrf

from tests.web import factories as make
from web.core.tokens import signed_token

pytestmark = pytest.mark.usefixtures("database")


def token_of(make_token: Callable[[Any], Any]) -> Any:
    """What a library mails to somebody."""
    return make_token(make.make_user())


TOKENS: dict[str, Callable[[], Any]] = {
    "a form's key": generate_csrf,
    "a link that confirms an address": lambda: token_of(confirmable.generate_confirmation_token),
    "a link for a new password": lambda: token_of(recoverable.generate_reset_password_token),
    "a personal link": lambda: signed_token({"request": 7}, purpose="a test"),
}


@pytest.mark.parametrize("name", TOKENS)
def test_a_signature_is_as_long_as_sha256_makes_it(app: Flask, name: str) -> None:
    with app.test_request_context():
        signature = TOKENS[name]().rpartition(".")[2]
    assert len(base64.urlsafe_b64decode(signature + "=")) == hashlib.sha256().digest_size
