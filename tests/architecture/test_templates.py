"""Templates carry no inline script or style, load nothing from elsewhere, and post with a key."""

from __future__ import annotations

import re

import pytest

from tests.architecture.sources import templates

TEMPLATES = list(templates())
PAGES = [(path, text) for path, text in TEMPLATES if path.endswith(".html")]
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an htmx value that needs eval": re.compile(r"hx-on|js:", re.IGNORECASE),
    "something from another host": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b"),
}  # fmt: skip


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what: str) -> None:
    assert [path for path, text in PAGES if INLINE[what].search(text)] == []


def test_every_form_that_posts_carries_a_key() -> None:
    form = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.IGNORECASE | re.DOTALL)
    keys = ("csrf_token", "hidden(", "hidden_tag(")
    found = [
        f"{path}: {match.group()[:80]}"
        for path, text in PAGES
        for match in form.finditer(text)
        if not any(key in match.group() for key in keys)
    ]
    assert found == []


def test_every_image_has_a_text_alternative() -> None:
    image = re.compile(r"<img\b[^>]*>")
    assert [path for path, text in PAGES for match in image.findall(text) if "alt=" not in match] == []
