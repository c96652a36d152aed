"""Hours, weeks and money as people say them."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import format_date, format_decimal, gettext, ngettext


def hours_number(minutes: int) -> str:
    """Return the hours as a number: *4* or *4,5*."""
    return str(format_decimal(minutes / 60, format="#,##0.##"))


def hours_text(minutes: int) -> str:
    """Return the hours in words: *4 hours*."""
    return str(
        ngettext("one hour", "%(hours)s hours", 1 if minutes == 60 else 2, hours=hours_number(minutes))
    )


def week_text(monday: date) -> str:
    """Return a week by its number and days: *week 46, 9–15 November*."""
    sunday = monday + timedelta(days=6)
    first = format_date(monday, "d." if monday.month == sunday.month else "d. MMM")
    return gettext(
        "Week %(number)s (%(first)s–%(last)s)",
        number=monday.isocalendar().week,
        first=first,
        last=format_date(sunday, "d. MMM"),
    )


def kroner(amount: int) -> str:
    """Return an amount of money."""
    return gettext("%(amount)s kr.", amount=format_decimal(amount, format="#,##0"))
