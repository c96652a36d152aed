"""Writes docs/asvs.md from docs/asvs.csv: `python -m tests.architecture.asvs_page`."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from tests.architecture.sources import ROOT

ROWS = ROOT / "docs" / "asvs.csv"
PAGE = ROOT / "docs" / "asvs.md"
STATUSES = ("met", "partly", "not", "operator", "not applicable")
CHAPTERS = {
    1: "Encoding and sanitising", 2: "Validation and the logic of the business", 3: "Front end", 4: "Requests and answers",
    5: "Files", 6: "Ways in", 7: "Sessions", 8: "Permissions", 9: "Signed tokens", 10: "OpenID Connect", 11: "Cryptography",
    12: "Encrypted connections", 13: "Configuration", 14: "Protection of data", 15: "Building and dependencies",
    16: "Logging and errors",
}  # fmt: skip
HEAD = """# The service against OWASP ASVS 5.0

What the Application Security Verification Standard 5.0 asks for on levels 1 and 2, as far as it can apply to a service like this one, and of level 3 what it asks
for in the chapters on permissions and logging (those few from memory, since their text was not at hand). The requirements are OWASP's
([owasp.org/asvs](https://owasp.org/www-project-application-security-verification-standard/), CC BY-SA 4.0) and are
meant by their numbers; the words here are ours and only say the gist. This page is written from `asvs.csv` by `python -m tests.architecture.asvs_page`; a test
looks whether every test that is named exists. *Operator* means that it is decided where the service is run, and is asked for in [security.md](security.md).
Nobody from outside has verified it.

"""


@dataclass(frozen=True)
class Row:
    """One requirement, and how it stands."""

    requirement: str
    level: str
    status: str
    gist: str
    where: str
    tests: tuple[str, ...]

    @property
    def chapter(self) -> int:
        return int(self.requirement.removeprefix("V").split(".")[0])


def rows() -> list[Row]:
    """Return the data in the order of the standard."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        found = [row_of(line) for line in csv.DictReader(file)]
    return sorted(found, key=lambda row: [int(part) for part in row.requirement.removeprefix("V").split(".")])


def row_of(line: dict[str, str]) -> Row:
    """Return one line of the data as a row."""
    tests = tuple(line["tests"].split())
    return Row(line["requirement"], line["level"], line["status"], line["gist"], line["where"], tests)


@cache
def places_of_tests() -> dict[str, Path]:
    """Return where every test of the project stands, by its name."""
    places: dict[str, Path] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            places.setdefault(name, path.relative_to(ROOT))
    return places


def page() -> str:
    """Return the page."""
    parts = [HEAD, counted(rows())]
    for chapter, group in groupby(rows(), key=lambda row: row.chapter):
        parts.append(
            f"\n## {chapter}. {CHAPTERS[chapter]}\n\n| | Level | | Gist | Where | Shown by |\n| --- | --- | --- | --- | --- | --- |\n"
        )
        parts += [line_of(row) for row in group]
    return "".join(parts)


def counted(found: list[Row]) -> str:
    """Return the table of counts."""
    heads = ["met, shown by a test", "met otherwise", *STATUSES[1:], "in all"]
    lines = ["| Level | " + " | ".join(heads) + " |\n", "| --- |" + " ---: |" * len(heads) + "\n"]
    for level in ("L1", "L2", "L3"):
        counts = Counter(row.status for row in found if row.level == level)
        shown = sum(row.level == level and row.status == "met" and bool(row.tests) for row in found)
        counted_as = (shown, counts["met"] - shown, *(counts[status] for status in STATUSES[1:]))
        numbers = " | ".join(map(str, counted_as))
        lines.append(f"| {level.removeprefix('L')} | {numbers} | {counts.total()} |\n")
    return "".join(lines)


def line_of(row: Row) -> str:
    """Return the line of one requirement."""
    tests = "<br>".join(
        f"[{name.removeprefix('test_').replace('_', ' ')}](../{places_of_tests()[name]})"
        for name in row.tests
    )
    status = row.status if row.status == "met" else f"**{row.status}**"
    return f"| {row.requirement} | {row.level.removeprefix('L')} | {status} | {row.gist} | {row.where} | {tests} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
