"""Drafts of volunteers whose address is not confirmed: nothing typed is lost, and nobody writes into another's profile."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from web.accounts.models import User
from web.extensions import db
from web.profiles.details import Details, FreeTime, LikesAndSkills, Part, Reach, WhoYouAre, read, written
from web.profiles.models import VolunteerDraft
from web.profiles.services import adopt_details

KEPT_FOR = timedelta(days=6)


def with_part(details: Details, part: Part) -> Details:
    """Return the details with one part replaced."""
    match part:
        case WhoYouAre():
            return replace(details, who=part)
        case LikesAndSkills():
            return replace(details, likes=part)
        case Reach():
            return replace(details, reach=part)
        case FreeTime():
            return replace(details, time=part)


def begin_draft(part: Part, *, user: User | None) -> VolunteerDraft:
    """Begin a draft of `user`, or of nobody yet where the address has an account already."""
    draft = VolunteerDraft(
        user_id=None if user is None else user.id, content=written(with_part(Details(), part))
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def find_draft(key: str | None) -> VolunteerDraft | None:
    """Return the draft that this browser works on, if it still exists."""
    return db.session.get(VolunteerDraft, uuid.UUID(key)) if key else None


def change_draft(draft: VolunteerDraft, part: Part) -> None:
    """Store one part of what somebody tells."""
    draft.content = written(with_part(read(draft.content), part))
    db.session.flush()


def adopt_draft(user: User, draft: VolunteerDraft, *, now: datetime) -> None:
    """Turn a draft into the user's profile and forget it."""
    adopt_details(user, read(draft.content), now=now)
    db.session.delete(draft)
    db.session.flush()


def adopt_own_draft(user: User, *, now: datetime) -> None:
    """Turn the newest draft of a user who has just confirmed their address into a profile."""
    drafts = select(VolunteerDraft).where(VolunteerDraft.user_id == user.id)
    draft = db.session.scalars(drafts.order_by(VolunteerDraft.kept_at.desc()).limit(1)).first()
    if draft is not None:
        adopt_draft(user, draft, now=now)


def forget_old_drafts(*, now: datetime) -> None:
    """Delete the drafts whose confirmation links no longer work."""
    db.session.execute(delete(VolunteerDraft).where(VolunteerDraft.kept_at < now - KEPT_FOR))
