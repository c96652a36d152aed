"""Every sentence that is made from the engine's codes is easy to read, in Danish and in English (LIX 35 at most).

LIX is the words per sentence and the percentage of words of more than six letters, added. One short sentence swings
wildly with a single long word, and a name, a language or an experience is not ours to shorten: so texts are measured
as they stand together on a page, with short names filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask_babel import force_locale

import matcher
from web.advice import trial_words
from web.advice.queries import OtherMoves
from web.advice.wanted import Wanted, wanted_words
from web.proposals import changes, dear_mentors, sentences, unmatched
from web.proposals.names import Names
from web.proposals.plan import Changes, NewMentors

HARDEST = 35
FACTS = {
    "interests": ["x", "y"], "goals": ["x"], "languages": ["da"], "experiences": [], "common_minutes": 150,
    "is_same_area": False, "travel_minutes": 20, "helpful_experiences": ["x"], "has_wished_kind": True,
    "is_known": True, "years_apart": 40,
}  # fmt: skip
NOTHING_SHARED = {"helpful_experiences": [], "has_wished_kind": False, "is_known": False}
PARAMETERS = {
    "weekday": 2, "from_hour": 17, "to_hour": 19, "minutes": 10, "language": "da", "level": 1, "mentor": 1,
    "age": 17, "places": 1, "experience": "x", "candidates": 3, "points": 100, "cost": 10, "request": "1",
}  # fmt: skip
WANTED = Wanted("ar", "", ("nord", "syd"), ("evenings", "weekends"), 41, (1, 2, 2))


def lix(text: str) -> float:
    """How hard a text is to read."""
    words = re.findall(r"[^\W\d_]+|\d+", text)
    ends = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    return len(words) / ends + 100 * sum(len(word) > 6 for word in words) / len(words)


def why(code: str) -> str:
    """Why this mentor, and why not another."""
    return sentences.WHY_SENTENCES[code]({"code": code} | PARAMETERS, {1: "Bo"})


def rules() -> str:
    """Why no mentor fits: one line for each rule."""
    return " ".join(words(number) for words in unmatched.RULE_SENTENCES.values() for number in (1, 4))


def changes_that_help() -> str:
    """What would help: one line for each change, with and without somebody who has to wait, hers or one of several's."""
    return " ".join(
        unmatched.change_sentence(
            {"changes": [{"code": str(code)} | PARAMETERS], "serves_one_more": serves, "is_shared": shared},
            Names(),
        )
        for code in matcher.Change
        for serves in (True, False)
        for shared in (True, False)
    )


TEXTS: dict[str, Callable[[], str]] = {
    **{f"why: {code}": (lambda code=code: why(code)) for code in sentences.WHY_SENTENCES},  # type: ignore[misc]
    "why: as good elsewhere": lambda: sentences.needed_elsewhere({"mentor": 1, "cost": 0}, {1: "Bo"}),
    "criteria": lambda: " ".join(words(FACTS, Names()) for words in sentences.CRITERION_SENTENCES.values()),
    "criteria, nothing in common": lambda: " ".join(
        words(FACTS | {"interests": [], "goals": [], "is_same_area": True} | NOTHING_SHARED, Names())
        for words in sentences.CRITERION_SENTENCES.values()
    ),
    "an alternate": lambda: " ".join(
        sentences.consequence_sentence({"others_moved": moved, "others_left_out": left})
        for moved, left in ((0, 0), (1, 0), (3, 0), (0, 1), (0, 2))
    ),
    "why none": rules,
    "headlines": lambda: " ".join(
        unmatched.headline_of([{"kind": "reason", "code": code, "candidates": number}], has_near_misses=near)
        for code in ("no_candidates", "candidates_taken_by_more_urgent")
        for number in (1, 3)
        for near in (True, False)
    ),
    "competition": lambda: unmatched.competition_sentence({"requests": 5, "mentors": 2}),
    "what would help": changes_that_help,
    "whom to recruit": lambda: " ".join(
        part
        for part in vars(
            wanted_words(WANTED, {"nord": "Vorup", "syd": "Linde"}, Names(), tells_of_few=True)
        ).values()
    ),
    "what a run changed": lambda: " ".join(str(words) for words in changes.REASONS.values()),
    "why a pair cannot be": lambda: " ".join(str(words) for words in trial_words.BROKEN_RULES.values()),
    "who is moved": lambda: " ".join(
        line
        for number in (1, 7)
        for tells in (True, False)
        for line in trial_words.other_words(OtherMoves(number, number, number), tells_of_few=tells)
    ),
    "a plan in numbers": lambda: " ".join(
        words(number)
        for words in (trial_words.points_words, trial_words.worst_words)
        for number in (-2, -1, 0, 1, 2)
    ),
    "how many are served": lambda: " ".join(
        trial_words.served_words(number, tells_of_few=tells)
        for number in (-2, -1, 0, 1, 2)
        for tells in (True, False)
    ),
    "who is imagined": lambda: trial_words.new_mentors_words(NewMentors(3, "nord", "ar", "evenings")),
    "why a trial failed": lambda: " ".join(str(words) for words in trial_words.FAILURES.values()),
    "rare mentors": lambda: " ".join(
        dear_mentors.why_dear({"could_have_helped": could, "one_of_few_for": few})
        for could, few in ((2, 1), (9, 2), (20, 6))
    ),
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_from_the_engines_codes_is_easy_to_read(
    app: Flask, database: None, name: str, language: str
) -> None:
    with app.test_request_context(), force_locale(language):
        text = TEXTS[name]()
    assert lix(text) <= HARDEST, f"{lix(text):.0f}: {text}"


def test_the_measure_knows_hard_from_easy() -> None:
    assert lix("Hun er her. Han er der.") == 3
    assert lix("Kommunalbestyrelsesmedlemmernes dagsordensfremsendelse forsinkes") > HARDEST


def test_nothing_chosen_is_no_change() -> None:
    assert trial_words.weights_words(Changes()) == []
