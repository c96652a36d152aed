"""Reads about volunteers."""

from __future__ import annotations

from sqlalchemy import select

from web.accounts.models import User
from web.extensions import db
from web.profiles.models import Volunteer


def own_volunteer(user: User) -> Volunteer | None:
    """Return the user's own volunteer profile, if there is one."""
    return db.session.scalar(select(Volunteer).where(Volunteer.user_id == user.id))
