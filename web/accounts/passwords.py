"""Which passwords are good enough: long, and neither common nor easy to guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_security import PasswordUtil
from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 128
LEAST_SCORE = 3
JUDGED_LENGTH = 72
SHORTEST_WORD = 3
OUR_OWN_WORDS = ("haandslag", "håndslag", "randers", "frivillig", "kommune", "mentor")


def normal_password(password: str) -> str:
    """Return the password in the one form that is hashed, however the keyboard composed its letters."""
    return unicodedata.normalize("NFKD", password)


def fault_of_password(password: str, *, personal_words: list[str]) -> str | None:
    """Say what is wrong with a normalised password, in the reader's language; None where it is good.

    `personal_words` are the owner's name and address, which others would try first.
    """
    if len(password) < SHORTEST:
        return gettext(
            "Use at least %(number)s characters. Three or four words in a row are fine.", number=SHORTEST
        )
    if len(password) > LONGEST:
        return gettext("Use at most %(number)s characters.", number=LONGEST)
    rest = without_words(password, [*OUR_OWN_WORDS, *personal_words])[:JUDGED_LENGTH]
    if not rest or zxcvbn(rest)["score"] < LEAST_SCORE:
        return gettext(
            "That password is too easy to guess. Try three or four words that do not belong together."
        )
    return None


def without_words(password: str, phrases: Iterable[str]) -> str:
    """Return what is left of the password without the words of these phrases, which others would try first."""
    words = {word for phrase in phrases for word in re.split(r"[\W_]+", normal_password(phrase).lower())}
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            rest = rest.replace(word, "")
    return rest.strip()


class PasswordJudge(PasswordUtil):
    """Lets Flask-Security ask us."""

    def normalize(self, password: str) -> str:
        return normal_password(password)

    def validate(self, password: str, is_register: bool, **owner: Any) -> tuple[list[str] | None, str]:
        user = owner.get("user")
        words = [user.name, user.email] if user is not None else [str(value) for value in owner.values()]
        normal = normal_password(password)
        fault = fault_of_password(normal, personal_words=words)
        return ([fault] if fault else None), normal
