"""The tutorial of the README does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import matcher

README = Path(matcher.__file__).with_name("README.md").read_text(encoding="utf-8")


def test_the_tutorial_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    exec(compile(code[1], "README.md", "exec"), {})


def test_every_public_name_is_written_down() -> None:
    internal = {"InvalidFile", "MatcherError", "NothingToExplain", "ProblemTooLarge", "InvalidProblem"}
    named = set(re.findall(r"\w+", README))
    explained_by_others = {"Certificate", "Clash", "Competition", "Statistics", "Status", "Move"}
    left = set(matcher.__all__) - named - internal - explained_by_others
    assert left <= {"distance_km", "travel_minutes"}
