"""What waits, or is news, on start pages once both have said yes to a small job: the trial days, and then the hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.core.pages import moment
from web.core.todo import Todo
from web.placements.line import line_of
from web.placements.models import Placement, PlacementStatus, TrialDayStatus
from web.placements.words import hours_text, kroner


def lacks_trial_day(placement: Placement) -> bool:
    """Tell whether the work is to be tried, and no day is agreed on."""
    is_tried = placement.status is PlacementStatus.TRIAL
    return is_tried and all(day.status is TrialDayStatus.CALLED_OFF for day in placement.trial_days)


def trial_days_to_agree(placements: Sequence[Placement], *, url: str) -> Iterator[Todo]:
    """Yield that a trial day is to be agreed on, with the way to the only one, or to the list of several."""
    lacking = [one for one in placements if lacks_trial_day(one)]
    if len(lacking) == 1:
        text = gettext(
            "Both have said yes to “%(job)s”. Choose a day together.", job=lacking[0].small_job.title
        )
        url = url_for("placements.show_placement", placement_id=lacking[0].id)
        yield Todo(gettext("Agree on a trial day"), text, url, is_urgent=True)
    elif lacking:
        text = ngettext("%(num)s trial day is missing.", "%(num)s trial days are missing.", len(lacking))
        yield Todo(gettext("Agree on trial days"), text, url, count=len(lacking), is_urgent=True)


def own_work(placement: Placement, *, now: datetime) -> Todo:
    """Return what the young person is to say, or likes to know, about the work of their own."""
    url, job = url_for("placements.own_page"), placement.small_job
    if placement.status is PlacementStatus.EMPLOYED:
        return Todo(job.title, earned_words(placement, now=now), url, is_news=True)
    days = [day for day in placement.trial_days if day.status is not TrialDayStatus.CALLED_OFF]
    unsaid = [day for day in days if day.starts_at <= now and day.young_person_outcome is None]
    if unsaid:
        text = gettext("One tap: it went well, or something else.")
        return Todo(gettext("How was your trial day?"), text, url, is_urgent=True)
    coming = [day for day in days if day.starts_at > now]
    if coming:
        title = gettext("Your trial day: %(job)s", job=job.title)
        return Todo(title, moment(coming[0].starts_at), url, is_news=True)
    if days:
        text = gettext("The workplace writes to you about what comes next.")
        return Todo(gettext("You have tried it: %(job)s", job=job.title), text, url, is_news=True)
    title = gettext("%(employer)s has said yes to you", employer=job.employer.name)
    return Todo(title, gettext("Next you agree on a day to try it."), url, is_news=True)


def earned_words(placement: Placement, *, now: datetime) -> str:
    """Return what has been earned so far, in words."""
    line = line_of(placement, now=now)
    if not line.total_minutes:
        return gettext("See your hours and what you earn.")
    return gettext(
        "%(money)s earned so far, in %(hours)s.",
        money=kroner(line.earned_kr),
        hours=hours_text(line.total_minutes),
    )
