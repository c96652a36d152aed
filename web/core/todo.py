"""One thing that waits for a person on their start page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """What waits, in final words, and where to do it; `is_urgent` ones come first. `count` is None where counting says nothing.

    News asks nothing of the person: it tells how something stands, and where to see more.
    """

    title: str
    text: str
    url: str
    count: int | None = None
    is_urgent: bool = False
    is_news: bool = False
