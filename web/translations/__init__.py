"""Languages: which one a request gets, and the compiled catalogues of every feature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import has_request_context, request, session
from flask_login import current_user

LANGUAGES = ("da", "en")
WEB = Path(__file__).resolve().parent.parent


def catalogue_files() -> list[Path]:
    """Return the Danish catalogue of the layout and of each feature, in a fixed order."""
    return [
        *sorted(WEB.glob("*/translations/da/LC_MESSAGES/*.po")),
        *sorted(WEB.glob("translations/da/LC_MESSAGES/*.po")),
    ]


def catalogue_folders() -> Iterator[str]:
    """Yield the folders that hold catalogues, compiling those whose source is newer first."""
    for source in catalogue_files():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, compiled)
        yield str(source.parent.parent.parent)


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Write the machine-readable form of one catalogue; a half-written file is never left in its place."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale="da")
    temporary = compiled.with_suffix(f".{id(catalogue)}.part")
    with temporary.open("wb") as binary:
        write_mo(binary, catalogue)
    temporary.replace(compiled)


def choose_locale() -> str:
    """Return the language chosen in this browser, else the account's, else Danish."""
    if not has_request_context():
        return "da"
    chosen = session.get("locale")
    if chosen in LANGUAGES:
        return str(chosen)
    if request.endpoint != "static" and current_user and current_user.is_authenticated:
        return str(current_user.locale)
    return "da"
