"""Names of catalogue entries in the reader's language."""

from __future__ import annotations

from flask_babel import get_locale, lazy_gettext

from web.catalogue.models import Experience, Goal, Language, Skill

LANGUAGE_LEVELS = {1: lazy_gettext("A little"), 2: lazy_gettext("Well"), 3: lazy_gettext("Fluently")}


def name_of(entry: Skill | Language | Goal | Experience) -> str:
    """Return the entry's name in the language of the current request or job."""
    locale = get_locale()
    return entry.name_en if locale is not None and locale.language == "en" else entry.name_da
