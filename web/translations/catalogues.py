"""Brings the Danish catalogues in line with the texts in the code: `flask --app wsgi messages`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from web.translations import WEB

METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
KEYWORDS = {"gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
LAYOUT = "layout"
LAYOUT_FOLDERS = ("core", "templates", "translations")


def sections() -> list[str]:
    """Return the names of the catalogues: the layout's, and one per feature."""
    features = sorted(path.parent.name for path in WEB.glob("*/__init__.py"))
    return [LAYOUT, *(name for name in features if name not in LAYOUT_FOLDERS)]


def folders_of(section: str) -> list[Path]:
    """Return the folders whose texts belong to the catalogue."""
    return [WEB / name for name in LAYOUT_FOLDERS] if section == LAYOUT else [WEB / section]


def catalogue_of(section: str) -> Path:
    """Return the path of the Danish catalogue of a section."""
    home = WEB if section == LAYOUT else WEB / section
    return home / "translations" / "da" / "LC_MESSAGES" / "messages.po"


def texts_in(section: str) -> Catalog:
    """Return every text in the code of a section, with where it stands."""
    found = Catalog(locale="da", charset="utf-8")
    for folder in folders_of(section):
        for file, _, message, comments, context in extract_from_dir(
            str(folder), METHODS, {"**.html": {"trimmed": "true"}}, KEYWORDS
        ):
            place = f"{folder.relative_to(WEB)}/{file}"
            found.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def translated(section: str) -> Catalog:
    """Return the Danish catalogue of a section; an empty one where there is none yet."""
    path = catalogue_of(section)
    if not path.exists():
        return Catalog(locale="da", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="da")


def untranslated(section: str) -> list[str]:
    """Return the texts of a section that have no Danish translation yet, or only a guessed one."""
    known = translated(section)
    return [text for text in message_ids(texts_in(section)) if not is_translated(known, text)]


def message_ids(catalogue: Catalog) -> Iterator[str]:
    """Yield the (singular) text of every entry but the header."""
    for message in catalogue:
        if message.id:
            yield message.id if isinstance(message.id, str) else message.id[0]


def is_translated(catalogue: Catalog, text: str) -> bool:
    """Tell whether the text has a complete translation of its own."""
    message = catalogue.get(text)
    if message is None or message.fuzzy:
        return False
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms)


def update(section: str) -> list[str]:
    """Rewrite the catalogue of a section: new texts added, gone ones dropped, translations kept; return what is missing."""
    found = texts_in(section)
    path = catalogue_of(section)
    if not list(message_ids(found)):
        return []
    known = translated(section)
    known.update(found, no_fuzzy_matching=True)
    known.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, known, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return untranslated(section)
