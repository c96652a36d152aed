"""Asks OSV (osv.dev) whether any locked package has a known weakness; needs nothing but Python's own library.

Exit 0: asked, and nothing known. Exit 1: something is known, or the source did not even know an old weakness that
everybody knows. Where the source cannot be reached: a warning nobody overlooks, and 0 (or 1 with AUDIT_REQUIRED=1).
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "https://api.osv.dev/v1/querybatch"
TIMEOUT_SECONDS = 20
# Advisories that do not concern us, each with the reason and the day somebody looked: {"GHSA-…": "why, 2026-11-21"}.
ACCEPTED: dict[str, str] = {}


@dataclass(frozen=True)
class Package:
    """A locked package."""

    ecosystem: str
    name: str
    version: str

    def as_query(self) -> dict[str, Any]:
        """The form in which the source wants it."""
        return {"package": {"ecosystem": self.ecosystem, "name": self.name}, "version": self.version}


# A source that does not report this one has not looked.
KNOWN_TO_BE_WEAK = Package("PyPI", "jinja2", "2.4.1")


class SourceError(Exception):
    """The source cannot be reached or does not answer as it should."""


def locked_packages(root: Path) -> list[Package]:
    """Return what both lock files name."""
    python = tomllib.loads((root / "uv.lock").read_text())["package"]
    npm = json.loads((root / "package-lock.json").read_text())["packages"]
    return [
        *(
            Package("PyPI", entry["name"], entry["version"])
            for entry in python
            if "registry" in entry["source"]
        ),
        *(
            Package("npm", path.rpartition("node_modules/")[2], entry["version"])
            for path, entry in npm.items()
            if path
        ),
    ]


def ask(packages: list[Package], *, source: str) -> list[list[str]]:
    """Return the advisories of each package, in order; raise SourceError where nothing can be learned."""
    body = json.dumps({"queries": [package.as_query() for package in packages]}).encode()
    request = urllib.request.Request(source, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            results = json.load(answer)["results"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(str(error)) from error
    if len(results) != len(packages):
        raise SourceError(f"{len(results)} answers to {len(packages)} questions")
    return [[str(found["id"]) for found in result.get("vulns", [])] for result in results]


def audit(root: Path, *, source: str, is_required: bool) -> int:
    """Ask and tell; return the exit code."""
    packages = locked_packages(root)
    try:
        known, *advisories = ask([KNOWN_TO_BE_WEAK, *packages], source=source)
    except SourceError as error:
        tell(
            f"\n{'!' * 78}\n!! DEPENDENCIES WERE NOT AUDITED: {source} cannot be used ({error}).\n{'!' * 78}\n"
        )
        return 1 if is_required else 0
    if not known:
        tell(f"{source} reports nothing even for {KNOWN_TO_BE_WEAK}: it did not look.")
        return 1
    found = [
        f"{package.ecosystem} {package.name} {package.version}: {advisory}"
        for package, ids in zip(packages, advisories, strict=True)
        for advisory in ids
        if advisory not in ACCEPTED
    ]
    tell("\n".join([*found, f"{len(packages)} locked packages audited, {len(found)} known weaknesses."]))
    return 1 if found else 0


def tell(text: str) -> None:
    """Write where it is seen."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    address = os.environ.get("AUDIT_SOURCE") or SOURCE
    sys.exit(audit(ROOT, source=address, is_required=os.environ.get("AUDIT_REQUIRED") == "1"))
