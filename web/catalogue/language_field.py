"""The form field for languages with levels: a few rows of two lists each, which need no script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError

from web.catalogue.labels import LANGUAGE_LEVELS, name_of
from web.catalogue.queries import all_languages

SPARE_ROWS = 2
FEWEST_ROWS = 3
NUMBER = re.compile(r"[0-9]{1,9}")


class LanguageLevelsField(Field):
    """`data` maps language id to level 1–3; drawn by the macro `languages` of `components/languages.html`.

    Sent as two lists of the same length, `<name>` and `<name>-level`. What was sent is shown again as it was.
    """

    data: dict[int, int]

    def __init__(
        self, label: Any = None, validators: Any = None, *, usual_level: int = 3, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.usual_level = usual_level
        self.sent: list[tuple[str, str]] | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the rows that were sent, or else those of the stored record."""
        self.process_errors: list[str] = []
        self.data = dict(data) if isinstance(data, Mapping) else {}
        if formdata is None:
            return
        rows = zip(formdata.getlist(self.name), formdata.getlist(f"{self.name}-level"), strict=False)
        self.sent = [row for row in rows if row[0]]
        self.raw_data = [language for language, _ in self.sent]
        self.data = {int(language): int(level) for language, level in self.sent if is_number(language, level)}

    def pre_validate(self, form: Any) -> None:
        """Refuse what the lists do not offer, and a language that is chosen twice."""
        sent = self.sent or []
        languages, levels = dict(self.languages()), dict(self.levels())
        if any(language not in languages or level not in levels for language, level in sent):
            raise ValidationError(gettext("Choose the languages and levels from the lists."))
        if len({language for language, _ in sent}) < len(sent):
            raise ValidationError(gettext("The same language is there twice."))

    def languages(self) -> list[tuple[str, str]]:
        """Return (id, name) of every language."""
        return [(str(language.id), name_of(language)) for language in all_languages()]

    def levels(self) -> list[tuple[str, str]]:
        """Return (level, name) of every level, best first."""
        return [(str(level), str(name)) for level, name in sorted(LANGUAGE_LEVELS.items(), reverse=True)]

    def rows(self) -> list[tuple[str, str]]:
        """Return (language id, level) of each row to show, with some empty ones at the end."""
        stored = [(str(language), str(level)) for language, level in self.data.items()]
        rows = stored if self.sent is None else self.sent
        return rows + [("", str(self.usual_level))] * max(SPARE_ROWS, FEWEST_ROWS - len(rows))


def is_number(*texts: str) -> bool:
    """Tell whether each text is a number short enough to be an id."""
    return all(NUMBER.fullmatch(text) for text in texts)
