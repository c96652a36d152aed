"""A value handed in as plain data (JSON), with its path, so that whatever is wrong with it is named by where it stands."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.errors import NotANumber, OutOfRange, UnknownCode, WrongKind


@dataclass(frozen=True)
class Given:
    """One value of the data; `path` is like `rules[0].minutes`, and empty for the whole."""

    value: Any
    path: str = ""

    def fields(self, *, known: Collection[str] | None = None) -> dict[str, Given]:
        """What stands in an object, by key; keys nobody reads are refused rather than ignored."""
        if not isinstance(self.value, Mapping):
            raise self.wrong_kind('an object like {"key": …}')
        for key in self.value:
            if known is not None and key not in known:
                raise UnknownCode(
                    f"unknown key {key!r} {self.within}; known: {', '.join(sorted(known))}",
                    field=self.below(str(key)),
                )
        return {key: Given(value, self.below(key)) for key, value in self.value.items()}

    def items(self) -> tuple[Given, ...]:
        """What stands in a list, in order."""
        if not isinstance(self.value, list | tuple):
            raise self.wrong_kind("a list like […]")
        return tuple(Given(value, f"{self.path}[{position}]") for position, value in enumerate(self.value))

    def text(self) -> str:
        """A text that says something."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong_kind("a text")
        return self.value

    def one_of(self, known: Collection[str]) -> str:
        """One of these codes."""
        if not isinstance(self.value, str) or self.value not in known:
            raise UnknownCode(
                f"{self.path} is {self.value!r}, not one of {', '.join(known)}", field=self.path
            )
        return self.value

    def yes_or_no(self) -> bool:
        """True or false, and nothing that only looks like it."""
        if not isinstance(self.value, bool):
            raise self.wrong_kind("true or false")
        return self.value

    def whole(self, least: int, most: int) -> int:
        """A whole number between the two, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong_kind("a whole number")
        return int(self.between(least, most))

    def number(self, least: float, most: float) -> float:
        """A number between the two, both included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.wrong_kind("a number")
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise NotANumber(f"{self.path} is {self.value}, not a number", field=self.path)
        return self.between(least, most)

    def between(self, least: float, most: float) -> float:
        """The number, when it lies between the two."""
        if not least <= self.value <= most:
            raise OutOfRange(f"{self.path} is {self.shown}, not between {least} and {most}", field=self.path)
        return self.value

    def below(self, key: str) -> str:
        """The path of what stands under that key."""
        return f"{self.path}.{key}" if self.path else key

    @property
    def within(self) -> str:
        return f"in {self.path}" if self.path else "at the top"

    def wrong_kind(self, wanted: str) -> WrongKind:
        """What is to be raised where something else belongs."""
        return WrongKind(f"{self.path or 'the whole'} is {self.shown}, not {wanted}", field=self.path)

    @property
    def shown(self) -> str:
        """The value as a person can take it in."""
        whole = repr(self.value)
        return whole if len(whole) <= 60 else f"{whole[:60]}…"
