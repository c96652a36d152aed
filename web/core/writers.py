"""Whose form it is: the key of every form carries a mark of the account that it was shown to.

Several people may use one browser after each other. What one of them typed is neither shown to the next nor sent in the
next one's name.
"""

from __future__ import annotations

import hmac

from flask import current_app, request
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer

SEPARATOR = "."
MARK_LENGTH = 24
FIELD = "csrf_token"
SALT = "wtf-csrf-token"
NOBODY = ""


def mark_of(user_id: int | None, *, key: str) -> str:
    """Return the mark of an account, which says nothing to whoever has not our secret; that of a stranger is empty."""
    if user_id is None:
        return NOBODY
    return hmac.new(key.encode(), f"writer {user_id}".encode(), "sha256").hexdigest()[:MARK_LENGTH]


def own_mark() -> str:
    """Return the mark of whoever is signed in now."""
    user_id = int(current_user.id) if current_user.is_authenticated else None
    return mark_of(user_id, key=current_app.config["SECRET_KEY"])


def writer_of_form() -> str:
    """Return the mark of the account to which the form of this request was shown; empty for a stranger's."""
    reader = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=SALT)
    try:
        session_key = reader.loads(request.form.get(FIELD, ""))
    except BadData:
        return NOBODY
    return str(session_key).partition(SEPARATOR)[2]


def may_read(writer: str) -> bool:
    """Tell whether what `writer` typed may be shown to whoever is here now: to themselves, and a stranger's to all."""
    return writer in (NOBODY, own_mark())
