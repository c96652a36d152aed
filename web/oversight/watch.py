"""What is refused at the door is an event too: forged forms, too many tries, pages that are not for this person.

One event tells of the first refusal of a kind within a minute, to one person, or for strangers to one network address;
more follow at ten, a hundred and a thousand of them, and say so. So whoever tries out thousands of things shows, and
cannot bury what else is in the log.
"""

from __future__ import annotations

from flask import Flask, Response, g
from flask_limiter.util import get_remote_address
from flask_login import current_user

from web.audit.services import record_refused_request
from web.core import clock
from web.core.cross_site import WATCH
from web.core.every_form import hidden
from web.core.tries import TriesInDatabase
from web.extensions import db

MINUTE_SECONDS = 60
TOLD_AT = frozenset({1, 10, 100, 1_000})
MOST_OF_STRANGERS = 30
"""How many events of one kind strangers can cause in a minute, from however many addresses."""


def init_watch(app: Flask) -> None:
    """Let the doors tell what they refuse."""
    app.extensions[WATCH] = note_refusal
    app.after_request(note_foreign_choice)


def note_foreign_choice(response: Response) -> Response:
    """Note a form with a choice that was not offered, once its page is made and what it left undone is taken back."""
    if g.pop("has_foreign_choice", False):
        db.session.rollback()
        note_refusal("choice")
    return response


def note_refusal(reason: str) -> None:
    """Count a refusal, and write down and commit the first of a minute, and the tenth, and so on; `reason` is a code."""
    user_id = int(current_user.id) if current_user.is_authenticated else None
    who = get_remote_address() if user_id is None else f"account {user_id}"
    times = count(f"refused {reason} {who}")
    if times not in TOLD_AT or (user_id is None and is_flooded(reason)):
        return
    record_refused_request(reason, user_id=user_id, times=times, now=clock.now())
    db.session.commit()


def is_flooded(reason: str) -> bool:
    """Tell whether strangers have caused enough events of this kind for this minute."""
    return count(f"refused {reason} to strangers") > MOST_OF_STRANGERS


def count(key: str) -> int:
    """Count once more under a key for a minute; return how often that was."""
    return TriesInDatabase().incr(hidden(key), MINUTE_SECONDS)
