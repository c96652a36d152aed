"""The tutorial of the README does what it says."""

from __future__ import annotations

import re
from pathlib import Path

from matcher import small_jobs

README = Path(small_jobs.__file__).with_name("README.md").read_text(encoding="utf-8")


def test_the_tutorial_runs() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    exec(compile(code[1], "README.md", "exec"), {})


def test_every_public_name_is_written_down() -> None:
    codes = {"Change", "Explanation", "Reason", "Status", "Statistics", "Contribution"}
    assert set(small_jobs.__all__) - set(re.findall(r"\w+", README)) <= codes
