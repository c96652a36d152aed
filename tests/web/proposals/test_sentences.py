"""Every code of the engine has its sentence; numbers that would give a protected person away are not shown."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

import matcher
from tests.web import factories as make
from web.catalogue.models import Language
from web.proposals import sentences, unmatched
from web.proposals.labels import CRITERIA
from web.proposals.names import Names
from web.proposals.weights import WEIGHTS, with_sparing

pytestmark = pytest.mark.usefixtures("database")


def test_every_rule_of_the_engine_has_a_sentence() -> None:
    assert {str(code) for code in matcher.Exclusion} <= set(unmatched.RULE_SENTENCES)
    assert {str(code) for code in matcher.Exclusion} <= set(unmatched.SHORT_RULES)


def test_every_change_of_the_engine_has_words() -> None:
    assert {str(code) for code in matcher.Change} <= set(unmatched.CHANGE_WORDS)


def test_every_explanation_of_the_engine_has_a_sentence() -> None:
    known = set(sentences.WHY_SENTENCES) | {"no_candidates", "candidates_taken_by_more_urgent"}
    assert {str(code) for code in matcher.Explanation} <= known


def test_every_criterion_that_is_weighed_has_a_sentence() -> None:
    assert set(with_sparing(WEIGHTS)) == set(sentences.CRITERION_SENTENCES) == set(CRITERIA)


def test_the_way_of_a_protected_person_has_no_number() -> None:
    travel = {"criterion": "short_travel", "points": 700, "most": 1000, "is_asked": True}
    (line,) = sentences.criterion_lines([travel], {}, is_protected=True)
    assert line.percent is None
    assert not any(character.isdigit() for character in line.sentence)


def test_a_change_names_the_day_and_the_experience(app: Flask) -> None:
    experience = make.make_experience(code="autism", name_da="Autisme")
    evening = {"code": "one_more_evening", "weekday": 2, "from_hour": 17, "to_hour": 19}
    without = {"code": "experience_requirement_dropped", "experience": experience.code}
    change = {"changes": [evening, without], "serves_one_more": True}
    text = unmatched.change_sentence(change, Names())
    assert text == "Tid onsdag kl. 17–19 og uden krav om erfaring med autisme: Så er der en mentor."


def test_a_language_that_would_be_enough_is_named(app: Flask) -> None:
    make.save(Language(code="da", name_da="Dansk", name_en="Danish"))
    danish = {"code": "another_language_is_enough", "language": "da"}
    change = {"changes": [danish], "serves_one_more": True}
    assert unmatched.change_sentence(change, Names()) == "Hvis dansk er nok: Så er der en mentor."
    with force_locale("en"):
        assert unmatched.change_sentence(change, Names()) == "Enough with Danish: then there is a mentor."


def test_a_mentor_who_does_as_much_good_elsewhere_is_not_said_to_do_more(app: Flask) -> None:
    reason = {"code": "better_mentor_needed_elsewhere", "mentor": "1", "cost": 0}
    (text,) = sentences.why_sentences({"why": [reason]}, mentor_names={1: "Bo"})
    assert "lige så meget gavn" in text
    (text,) = sentences.why_sentences({"why": [reason | {"cost": 7}]}, mentor_names={1: "Bo"})
    assert "mere gavn" in text


def test_languages_and_days_are_written_as_the_reader_writes_them(app: Flask) -> None:
    make.save(Language(code="ar", name_da="Arabisk", name_en="Arabic"))
    evening = {"code": "one_more_evening", "weekday": 2, "from_hour": 17, "to_hour": 19}
    change = {"changes": [evening], "serves_one_more": True}
    facts = {"languages": ["ar"]}
    assert sentences.language_sentence(facts, Names()) == "De kan tale sammen på arabisk."
    with force_locale("en"):
        assert sentences.language_sentence(facts, Names()) == "They can talk in Arabic."
        assert unmatched.change_sentence(change, Names()).startswith("Free on Wednesday from 17 to 19")


def test_an_abbreviation_keeps_its_letters(app: Flask) -> None:
    make.make_experience(code="adhd", name_da="ADHD")
    assert Names().inside("experiences", ["adhd"]) == ["ADHD"]


def test_several_who_need_one_mentor_are_told_so(app: Flask) -> None:
    assert (
        unmatched.competition_sentence({"requests": 3, "mentors": 1})
        == "3 unge har brug for den samme mentor."
    )
    assert "de samme 2 mentorer" in unmatched.competition_sentence({"requests": 3, "mentors": 2})


def test_a_place_that_others_may_get_as_well_is_not_promised() -> None:
    approved = {"changes": [{"code": "pending_clearance_approved"}], "is_shared": True}
    words = [
        unmatched.change_sentence(approved | {"serves_one_more": serves}, Names()) for serves in (True, False)
    ]
    assert all("Så får en af dem, der har ventet lige så længe, en mentor" in text for text in words)
    assert words[1].endswith("men så må en anden, det haster mindre for, vente.")
