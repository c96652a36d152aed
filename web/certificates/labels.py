"""The words of what stands on a certificate."""

from __future__ import annotations

from flask_babel import format_date, gettext, ngettext

from web.certificates.facts import Fact, FactKind

MINUTES_PER_HOUR = 60


def title_of(fact: Fact) -> str:
    """Return what was done, in one line."""
    if fact.kind is FactKind.MENTOR:
        return gettext("Mentor for young people in Randers")
    if fact.kind is FactKind.COURSE:
        return gettext("Course: %(title)s", title=fact.title)
    return gettext("%(task)s, %(association)s", task=fact.title, association=fact.association)


def details_of(fact: Fact) -> str:
    """Return how much and when, in one line."""
    if fact.kind is FactKind.TASK:
        times = ngettext("Once", "%(num)s times", fact.times)
        return gettext(
            "%(times)s, %(hours)s in all, %(days)s", times=times, hours=hours(fact.minutes), days=days(fact)
        )
    return days(fact)


def days(fact: Fact) -> str:
    """Return the day, or the first and the last."""
    first, last = format_date(fact.first_on, "long"), format_date(fact.last_on, "long")
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def hours(minutes: int) -> str:
    """Return a length of time as people say it: hours, rounded to halves, or minutes below one."""
    if minutes < MINUTES_PER_HOUR:
        return ngettext("%(num)s minute", "%(num)s minutes", minutes)
    halves = round(minutes * 2 / MINUTES_PER_HOUR)
    whole, half = divmod(halves, 2)
    if half:
        return gettext("%(hours)s½ hours", hours=whole)
    return ngettext("%(num)s hour", "%(num)s hours", whole)
