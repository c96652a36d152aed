"""What waits about swaps on the start page: a coordinator's say, and a volunteer's answer."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.swaps.models import SwapStatus
from web.swaps.queries import own_swaps, swaps_to_decide


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the swaps that wait for this user."""
    return [*_to_decide(user, now=now), *_to_answer(user, now=now)]


def _to_decide(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    number = len(swaps_to_decide(user, now=now))
    if not number:
        return []
    title = ngettext("Two volunteers want to swap", "%(num)s swaps wait for your answer", number)
    text = gettext("They agree. Say yes, and the shifts change hands.")
    return [Todo(title, text, url_for("swaps.list_to_decide"), count=number, is_urgent=True)]


def _to_answer(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.VOLUNTEER):
        return []
    wanted = [
        swap
        for swap in own_swaps(user, now=now)
        if swap.status is SwapStatus.WANTED and swap.signup.volunteer.user_id == user.id
    ]
    if not wanted:
        return []
    text = gettext("See which shift you get in return, and say yes or no.")
    return [
        Todo(gettext("Somebody wants to swap with you"), text, url_for("swaps.list_swaps"), is_urgent=True)
    ]
