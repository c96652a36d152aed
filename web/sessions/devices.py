"""Roughly what somebody signs in with: a word for the browser and one for the system, from lists of our own."""

from __future__ import annotations

from dataclasses import dataclass

# The first that occurs in what a browser says of itself counts, since most claim to be others as well.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    """A kind of browser on a kind of system; empty where it is not one of the common ones."""

    browser: str
    system: str


def device_of(user_agent: str) -> Device:
    """Return the device that a browser's own description names; nothing of the description itself is kept."""
    return Device(browser=first_in(user_agent, BROWSERS), system=first_in(user_agent, SYSTEMS))


def first_in(text: str, words: tuple[tuple[str, str], ...]) -> str:
    """Return our name for the first of the words that occurs."""
    return next((name for word, name in words if word in text), "")
