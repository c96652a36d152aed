"""What a device is called on pages and in mails."""

from __future__ import annotations

from flask_babel import gettext


def device_name(browser: str, system: str) -> str:
    """Return the browser and the system in words."""
    if browser and system:
        return gettext("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or gettext("Another kind of browser")
