"""Reads of this feature."""

from __future__ import annotations

from sqlalchemy import select

from web.accounts.models import User
from web.extensions import db
from web.youth.models import YoungPerson


def young_person_of_user(user: User) -> YoungPerson | None:
    """Return the young person whose account this is; None for everybody else."""
    return db.session.scalar(select(YoungPerson).where(YoungPerson.user_id == user.id))
