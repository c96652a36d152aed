"""The volunteer that a user is, if any."""

from __future__ import annotations

from sqlalchemy import select

from web.accounts.models import User
from web.extensions import db
from web.profiles.models import Volunteer


def volunteer_of(user: User) -> Volunteer | None:
    """Return the user's volunteer profile, finished or not; None for a user without one."""
    return db.session.scalar(select(Volunteer).where(Volunteer.user_id == user.id))
