"""What somebody is like, as a number: who is named counts, what anybody is called does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher import Mentor, Request
from matcher.identity import mentor_marks, request_marks
from tests.matcher.making import mentor, request

YOUNG, OLD = mentor("young", age=30), mentor("old", age=60)


def marks_of(requests: list[Request], mentors: list[Mentor]) -> list[int]:
    """Marks of requests beside those mentors."""
    marks = mentor_marks(mentors).tolist()
    return request_marks(requests, dict(zip((one.id for one in mentors), marks, strict=True))).tolist()


@pytest.mark.parametrize(
    "named", ["blocked_mentors", "failed_mentors", "mentors_without_room", "continuity_mentors"]
)
def test_who_names_a_mentor_is_no_twin_of_who_names_another_or_nobody(named: str) -> None:
    asked = [request("r", **{named: frozenset(ids)}) for ids in ([], ["young"], ["old"], ["young", "old"])]
    assert len(set(marks_of(asked, [YOUNG, OLD]))) == len(asked)


def test_what_people_are_called_changes_no_mark() -> None:
    asked = request("r", blocked_mentors=frozenset({"young"}))
    renamed = request("s", blocked_mentors=frozenset({"x"}))
    assert marks_of([asked], [YOUNG, OLD]) == marks_of(
        [renamed], [replace(OLD, id="y"), replace(YOUNG, id="x")]
    )


def test_somebody_named_who_is_not_there_changes_no_mark() -> None:
    asked, other = (request("r", blocked_mentors=frozenset({"young", gone})) for gone in ("young", "gone"))
    assert marks_of([asked], [YOUNG, OLD]) == marks_of([other], [YOUNG, OLD])


def test_the_same_fact_in_another_place_makes_another_mark() -> None:
    asked = [request("r", goals=frozenset({"maths"})), request("r", interests=frozenset({"maths"}))]
    assert len(set(marks_of(asked, []))) == 2


def test_codes_and_languages_have_no_order() -> None:
    one = mentor("m", skills=frozenset({"a", "b", "c"}), languages={"da": 3, "en": 2})
    other = mentor("m", skills=frozenset({"c", "b", "a"}), languages={"en": 2, "da": 3})
    assert mentor_marks([one]).tolist() == mentor_marks([other]).tolist()
