"""What people type is kept as they mean it, and turns, breaks or hides nothing around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms.validators import Optional

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core.forms import BaseForm, CheckboxesField, clean_line, clean_text
from web.extensions import db

SignIn = Callable[[User], FlaskClient]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åse  ", "Åse"),
        ("A\u030ase", "Åse"),
        ("\u202d+45 12 34 56 78\u202c", "+45 12 34 56 78"),
        ("Anna \u202egro.lave", "Anna gro.lave"),
        ("\u2066Anna\u2069", "Anna"),
        ("en\r\nto\rtre\u2028fire", "en\nto\ntre\nfire"),
        ("עברית", "עברית"),
        ("👩‍👩‍👧 🙂", "👩‍👩‍👧 🙂"),
    ],
)
def test_text_is_cleaned_and_stays_itself(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_is_one_line() -> None:
    assert clean_line("Anna\n\nDu har vundet:\thttp://example.dk") == "Anna Du har vundet: http://example.dk"


class Choices(BaseForm):
    colours = CheckboxesField(validators=[Optional()])

    def __init__(self) -> None:
        super().__init__()
        self.colours.choices = [("red", "Rød"), ("blue", "Blå")]


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        (["red"], ["red"]),
        ([], []),
        (["", "red"], ["red"]),
        ([""], []),
        (["green"], None),
        (["", "green"], None),
    ],
)
def test_only_what_is_offered_can_be_chosen(app: Flask, sent: list[str], taken: list[str] | None) -> None:
    with app.test_request_context(method="POST", data={"colours": sent, "other": "x"}):
        form = Choices()
        assert form.validate_on_submit() == (taken is not None)
        assert taken is None or form.colours.data == taken


def test_a_name_with_lines_is_kept_as_one(sign_in: SignIn) -> None:
    user = make.make_user(RoleName.VOLUNTEER)
    sign_in(user).post("/konto", data={"name": "Anna\r\nBcc: alle@example.dk", "locale": "da"})
    db.session.refresh(user)
    assert user.name == "Anna Bcc: alle@example.dk"
