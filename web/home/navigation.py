"""The main menu: the links that fit the reader's roles."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext
from flask_login import current_user


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool


def navigation() -> list[Link]:
    """Return the menu of whoever reads the page."""
    entries = [("home.front", gettext("Front page")), ("tasks.list_tasks", gettext("Find a task"))]
    if current_user.is_authenticated:
        entries = [("home.start", gettext("Your page")), ("tasks.list_tasks", gettext("Find a task"))]
    return [Link(label, url_for(endpoint), request.endpoint == endpoint) for endpoint, label in entries]
