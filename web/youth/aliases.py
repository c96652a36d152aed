"""Friendly names that tell nothing, and what a name must not hold to be one."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable

MOODS = (
    "Glad", "Lys", "Rolig", "Kvik", "Mild", "Modig", "Rask", "Sej", "Klog", "Varm", "Munter", "Tapper", "Stille",
    "Hurtig", "Blød", "Frisk", "Nysgerrig", "Snild", "Vågen", "Venlig", "Stærk", "Vild", "Lun", "Skarp",
)  # fmt: skip
ANIMALS = (
    "musvit", "solsort", "vibe", "stær", "bogfinke", "svale", "lærke", "gråspurv", "blishøne", "hejre", "tårnfalk",
    "nattergal", "rødhals", "dompap", "gærdesmutte", "strandskade", "fiskeørn", "isfugl", "terne", "skovdue",
    "odder", "ræv", "hare", "mår", "kanin", "hjort", "grævling", "egern", "sæl", "bæver", "guldsmed", "sommerfugl",
)  # fmt: skip
SHORT_NAME = 3
MOST_DIGITS = 3
FEWEST_LETTERS = 2
DRAWS = 50


def suggest_alias(*, taken: Collection[str] = ()) -> str:
    """Return a mood and an animal, drawn by chance so that nothing about the person shows."""
    used = {alias.casefold() for alias in taken}
    for _ in range(DRAWS):
        alias = f"{secrets.choice(MOODS)} {secrets.choice(ANIMALS)}"
        if alias.casefold() not in used:
            return alias
    return f"{secrets.choice(MOODS)} {secrets.choice(MOODS).lower()} {secrets.choice(ANIMALS)}"


def suggest_aliases(number: int, *, taken: Collection[str] = ()) -> list[str]:
    """Return some different suggestions."""
    found: list[str] = []
    while len(found) < number:
        found.append(suggest_alias(taken=[*taken, *found]))
    return found


def holds_name(alias: str, names: Iterable[str]) -> bool:
    """Tell whether an alias gives one of the names away: long names anywhere in it, short ones as a word."""
    words = words_of(alias)
    letters = "".join(words)
    return any(
        word in words if len(word) <= SHORT_NAME else word in letters
        for name in names
        for word in words_of(name)
    )


def holds_contact(alias: str) -> bool:
    """Tell whether an alias looks like an address or a telephone number."""
    return "@" in alias or sum(character.isdigit() for character in alias) > MOST_DIGITS


def has_letters(alias: str) -> bool:
    """Tell whether an alias can be said aloud: it has two letters or more."""
    return sum(character.isalpha() for character in alias) >= FEWEST_LETTERS


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents that hide a name."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W\d_]+", plain)
