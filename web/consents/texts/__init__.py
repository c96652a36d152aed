"""The words that people agree to: one file per purpose, version and language; a file that was ever shown never changes."""

from __future__ import annotations

from pathlib import Path

from flask_babel import get_locale

from web.consents.models import BEFORE_RECORDS, ConsentPurpose

FOLDER = Path(__file__).resolve().parent
CURRENT_VERSION = "2026-11"
LANGUAGES = ("da", "en")


def text_of(purpose: ConsentPurpose, *, version: str = CURRENT_VERSION, language: str) -> str:
    """Return the words of that version; raise FileNotFoundError for one that never was."""
    name = BEFORE_RECORDS if version == BEFORE_RECORDS else f"{purpose.value}.{version}"
    return (FOLDER / f"{name}.{language}.txt").read_text(encoding="utf-8").strip()


def paragraphs_of(purpose: ConsentPurpose, *, version: str = CURRENT_VERSION, language: str) -> list[str]:
    """Return the words as paragraphs."""
    return text_of(purpose, version=version, language=language).split("\n\n")


def language_of_page() -> str:
    """Return the language in which the words are shown now: the reader's, where there is a text in it."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else LANGUAGES[0]
