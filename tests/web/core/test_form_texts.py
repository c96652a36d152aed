"""No text of WTForms reaches a reader: each has words of ours, in Danish and English."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import Email, Length, NumberRange

from web.core.form_texts import OUR_TEXTS
from web.core.forms import BaseForm


class SampleForm(BaseForm):
    """A form that can be filled in wrongly in several ways."""

    name = StringField(validators=[Length(max=3)])
    email = StringField(validators=[Email()])
    number = IntegerField(validators=[NumberRange(min=1, max=5)])
    day = DateField()


def texts_of_wtforms() -> Iterator[str]:
    """Yield every text that WTForms hands to a translator, read from its source."""
    for path in Path(wtforms.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in ("gettext", "ngettext"):
                yield from (str(part.value) for part in node.args if isinstance(part, ast.Constant))


def test_every_text_of_wtforms_has_words_of_ours() -> None:
    assert set(texts_of_wtforms()) - set(OUR_TEXTS) == set()


def test_every_text_of_ours_is_different_in_danish(app: Flask) -> None:
    with app.test_request_context():
        with force_locale("en"):
            english = [str(text) for text in OUR_TEXTS.values()]
        with force_locale("da"):
            danish = [str(text) for text in OUR_TEXTS.values()]
    assert [text for text, original in zip(danish, english, strict=True) if text == original] == []


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "abcd", "Skriv højst 3 tegn."),
        ("email", "nobody", "Skriv en e-mailadresse, for eksempel navn@example.dk."),
        ("number", "many", "Skriv et helt tal, for eksempel 3."),
        ("number", "9", "Tallet skal være fra 1 til 5."),
        ("day", "1980-02-31", "Den dato findes ikke."),
        ("day", "31-02-1980", "Den dato findes ikke."),
        ("day", "yesterday", "Skriv en dato, for eksempel 24-12-2026."),
        ("name", "a\0b", "Her står et tegn, som vi ikke kan gemme. Skriv det igen."),
    ],
)
def test_a_wrong_entry_is_explained_in_danish(app: Flask, field: str, typed: str, message: str) -> None:
    with app.test_request_context(method="POST"), force_locale("da"):
        form = SampleForm(formdata=MultiDict({field: typed}))
        form.validate()
        assert str(form.errors[field][0]) == message
