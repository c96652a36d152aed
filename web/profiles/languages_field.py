"""The form field for languages with levels: a few rows of two lists each, which need no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError

from web.catalogue.labels import LANGUAGE_LEVELS, name_of
from web.catalogue.queries import all_languages

FEWEST_ROWS = 3
MOST_ROWS = 10


@dataclass(frozen=True)
class LanguageRow:
    """One row: the chosen language ("" for none) and level, with the names for its two lists."""

    number: int
    language: str
    level: str


class LanguagesField(Field):
    """A tuple of (language id, level); drawn by the macro `languages` of `profiles/fields.html`.

    Sent as two lists of the same length, `<name>-language` and `<name>-level`.
    """

    data: tuple[tuple[int, int], ...]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.data = tuple(data) if isinstance(data, Sequence) else ()
        if formdata is None:
            return
        chosen = formdata.getlist(f"{self.name}-language")
        levels = formdata.getlist(f"{self.name}-level")
        self.raw_data = [value for value in chosen if value]
        try:
            self.data = spoken(chosen, levels)
        except ValueError as error:
            self.process_errors.append(str(error))

    def choices(self) -> list[tuple[str, str]]:
        """Return (id, name) of every language."""
        return [(str(language.id), name_of(language)) for language in all_languages()]

    def levels(self) -> list[tuple[str, str]]:
        """Return (level, name) of every level, best first."""
        return [(str(level), str(name)) for level, name in sorted(LANGUAGE_LEVELS.items(), reverse=True)]

    def rows(self) -> Iterator[LanguageRow]:
        """Yield the rows to show: those chosen, and empty ones up to a few."""
        for number in range(max(FEWEST_ROWS, min(len(self.data) + 1, MOST_ROWS))):
            language, level = self.data[number] if number < len(self.data) else ("", 3)
            yield LanguageRow(number, str(language), str(level))

    def pre_validate(self, form: Any) -> None:
        known = {language.id for language in all_languages()}
        if any(language not in known for language, _ in self.data):
            raise ValidationError(gettext("Choose the languages from the lists."))


def spoken(chosen: Sequence[str], levels: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the (language id, level) pairs of the rows in which a language is chosen; of two rows the better counts.

    Raises ValueError with a message for the reader where a row is not one of ours.
    """
    best: dict[int, int] = {}
    for language, level in zip(chosen, [*levels, *[""] * len(chosen)], strict=False):
        if not language:
            continue
        if not (
            language.isascii() and language.isdigit() and len(language) < 10 and level in ("1", "2", "3")
        ):
            raise ValueError(gettext("Choose the languages from the lists."))
        best[int(language)] = max(best.get(int(language), 0), int(level))
    return tuple(best.items())
