"""The example of the package's README runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import matcher.shifts


def test_the_example_of_the_readme_runs() -> None:
    text = (Path(matcher.shifts.__file__).parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})


def test_every_public_name_is_in_the_readme() -> None:
    text = (Path(matcher.shifts.__file__).parent / "README.md").read_text(encoding="utf-8")
    internal = {
        "Assignment",
        "FitWeights",
        "Statistics",
        "StageName",
        "gini",
        "NoPlanInTime",
        "Unblock",
        "Why",
    }
    assert [name for name in matcher.shifts.__all__ if name not in text and name not in internal] == []
