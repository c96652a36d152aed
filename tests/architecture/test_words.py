"""Every text is translated, and some words are never used about people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, templates
from web.translations import catalogue_files, catalogues

FORBIDDEN = re.compile(r"\b(u?d?ensom\w*|udsat\w*)\b", re.IGNORECASE)
# Danish that says the same without the name.
LEFT_OUT_ON_PURPOSE = {"In %(alias)s' own words"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%\((\w+)\)d|\{(\w*)\}")


@pytest.mark.parametrize("section", catalogues.sections())
def test_every_text_has_a_danish_translation(section: str) -> None:
    assert catalogues.untranslated(section) == []


def test_no_text_has_two_danish_translations() -> None:
    """All catalogues act as one: of two translations of the same text only the first would ever be shown."""
    found: dict[str, set[str]] = {}
    for path in catalogue_files():
        with path.open("rb") as file:
            for message in read_po(file, locale="da"):
                if message.id and message.string:
                    found.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: words for text, words in found.items() if len(words) > 1} == {}


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.parts[-5])
def test_a_translation_keeps_every_placeholder(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="da")
    pairs = [pair for message in catalogue if message.id for pair in pairs_of(message)]
    broken = [
        danish
        for english, danish in pairs
        if danish and english not in LEFT_OUT_ON_PURPOSE and placeholders(danish) != placeholders(english)
    ]
    assert broken == []


def pairs_of(message: Message) -> Iterator[tuple[str, str]]:
    """Yield (English, Danish); of texts with a plural the plural, which names everything."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    danish = message.string if isinstance(message.string, str) else (message.string or ("",))[-1]
    yield english, danish


def placeholders(text: str) -> set[str]:
    """Return the names that are filled in when the text is shown."""
    return {next(filter(None, groups), "") for groups in PLACEHOLDER.findall(text)}


def test_some_words_are_never_used_about_people() -> None:
    texts = [
        *templates(),
        *((str(path), path.read_text(encoding="utf-8")) for path in catalogue_files()),
        *(
            (path.name, path.read_text(encoding="utf-8"))
            for path in sorted((ROOT / "seed_data").rglob("*.*"))
        ),
    ]
    found = [f"{path}: {match.group()}" for path, text in texts for match in FORBIDDEN.finditer(text)]
    assert found == []
