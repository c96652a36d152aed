"""A form field for languages with levels: a few rows of two lists, which work without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError

from web.catalogue.labels import LANGUAGE_LEVELS
from web.core.forms import BaseForm

SPARE_ROWS = 2
LEAST_ROWS = 3


class LanguageLevelsField(Field):
    """`data` maps language id to level 1–3; the view sets `languages`, a list of (id, name)."""

    def __init__(
        self, label: Any = None, validators: Any = None, *, usual_level: int = 3, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.usual_level = usual_level
        self.languages: Sequence[tuple[int, str]] = ()
        self.typed: list[tuple[str, str]] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the rows that were sent, or those of the stored record."""
        self.process_errors: list[str] = []
        stored: Mapping[int, int] = data if isinstance(data, Mapping) else {}
        if formdata and self.name in formdata:
            levels = formdata.getlist(self.name + "-level")
            self.typed = list(zip(formdata.getlist(self.name), levels, strict=False))
        else:
            self.typed = [(str(language), str(level)) for language, level in stored.items()]
        self.data = self.chosen()

    def chosen(self) -> dict[int, int]:
        """Return the rows in which a language was chosen; rows that are no numbers are left to the check."""
        return {
            int(language): int(level)
            for language, level in self.typed
            if language.isdecimal() and level.isdecimal()
        }

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what the lists do not offer, and a language that is chosen twice."""
        known = {str(language) for language, _ in self.languages}
        rows = [(language, level) for language, level in self.typed if language]
        if any(language not in known or level not in {"1", "2", "3"} for language, level in rows):
            raise ValidationError(gettext("Choose the languages and levels from the lists."))
        if len({language for language, _ in rows}) < len(rows):
            raise ValidationError(gettext("The same language is there twice."))

    def rows(self) -> list[tuple[str, str]]:
        """Return (language id, level) of each row to show, with some empty ones at the end."""
        rows = [row for row in self.typed if row[0]]
        spare = max(SPARE_ROWS, LEAST_ROWS - len(rows))
        return rows + [("", str(self.usual_level))] * spare

    def levels(self) -> list[tuple[str, Any]]:
        """Return (level, name) in order."""
        return [(str(level), name) for level, name in LANGUAGE_LEVELS.items()]
