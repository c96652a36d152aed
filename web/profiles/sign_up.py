"""The sign-up of whoever is at the other end: a signed-in person's profile, or a draft kept for this browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import session
from flask_babel import lazy_gettext
from flask_login import current_user

from web.accounts.models import User
from web.core.access import signed_in_user
from web.core.errors import NotVisibleError
from web.profiles.details import Details, Part, details_of, read
from web.profiles.drafts import adopt_draft, begin_draft, change_draft, find_draft
from web.profiles.forms import LikesForm, ReachForm, StepForm, TimeForm, WhoForm
from web.profiles.models import VolunteerStatus
from web.profiles.queries import own_volunteer
from web.profiles.services import begin_sign_up, change_details, finish_sign_up

DRAFT_KEY = "volunteer_draft"


@dataclass(frozen=True)
class Step:
    """One of the four steps: the word in its address, its title and its form."""

    slug: str
    title: Any
    form: type[StepForm]


STEPS = (
    Step("hvem", lazy_gettext("Who you are"), WhoForm),
    Step("kan", lazy_gettext("What you like and can do"), LikesForm),
    Step("hvor", lazy_gettext("Where and how far"), ReachForm),
    Step("hvornaar", lazy_gettext("When"), TimeForm),
)


def number_of(slug: str) -> int:
    """Return the place of a step, counted from 0; raises NotVisibleError where there is none."""
    for number, step in enumerate(STEPS):
        if step.slug == slug:
            return number
    raise NotVisibleError


def told_so_far() -> Details | None:
    """Return what this person has told; None where they have not begun."""
    if current_user.is_authenticated:
        volunteer = own_volunteer(signed_in_user())
        return None if volunteer is None else details_of(volunteer)
    draft = find_draft(session.get(DRAFT_KEY))
    return None if draft is None else read(draft.content)


def tell(part: Part, *, now: datetime) -> None:
    """Store one part; the last missing one finishes the sign-up of somebody signed in."""
    if current_user.is_authenticated:
        user = signed_in_user()
        volunteer = begin_sign_up(user, now=now)
        change_details(volunteer, part, by=user, now=now)
        if volunteer.status is VolunteerStatus.SIGNING_UP and details_of(volunteer).is_complete:
            finish_sign_up(volunteer, by=user, now=now)
        return
    draft = find_draft(session.get(DRAFT_KEY))
    if draft is None:
        raise NotVisibleError
    change_draft(draft, part)


def tell_first(part: Part, *, user: User | None) -> None:
    """Begin a draft in this browser; `user` is the account just opened, None where the address had one already."""
    session[DRAFT_KEY] = str(begin_draft(part, user=user).id)


def adopt_draft_of_this_browser(*, now: datetime) -> None:
    """Give the signed-in person what was typed in this browser before, unless it was opened for somebody else."""
    user = signed_in_user()
    draft = find_draft(session.pop(DRAFT_KEY, None))
    if draft is not None and draft.user_id in (None, user.id):
        adopt_draft(user, draft, now=now)
