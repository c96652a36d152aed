"""Each form is taken once: a double click or a reloaded POST leads to what the first one made.

And a form sent after the session expired is kept, encrypted, until its writer has signed in again.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from flask import session
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from web.core.encryption import EncryptedText
from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention
from web.core.writers import may_read
from web.extensions import Base, db

KEPT_FOR = timedelta(hours=1)
LARGEST_KEPT_FORM = 64 * 1024
SESSION_KEY = "interrupted_form"


class FormSubmission(Base):
    """One form that was taken: its key, made when the form was shown, and where its taker was sent."""

    __tablename__ = "form_submissions"

    key: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    location: Mapped[str | None]
    taken_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class InterruptedForm(Base):
    """What somebody had typed when their session ended, kept for an hour."""

    __tablename__ = "interrupted_forms"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    content: Mapped[str] = mapped_column(EncryptedText)
    kept_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


holds(
    "form_submissions",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.OPERATION,
    retention=Retention.DRAFT,
    columns={"location": Personal(Kind.ACTIVITY, is_shown=False)},
    plain=["key", "taken_at"],
)
holds(
    "interrupted_forms",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.OPERATION,
    retention=Retention.TYPED_IN_A_FORM,
    columns={"content": Personal(Kind.OWN_WORDS, is_shown=False)},
    plain=["id", "kept_at"],
)


def earlier_location(key: uuid.UUID) -> str | None:
    """Claim the form's key in this transaction; return where an earlier taker was sent, or None for the first.

    A second request with the same key waits here until the first has committed or rolled back.
    """
    claimed = db.session.scalar(
        insert(FormSubmission).values(key=key).on_conflict_do_nothing().returning(FormSubmission.key)
    )
    if claimed is not None:
        return None
    return db.session.scalar(select(FormSubmission.location).where(FormSubmission.key == key)) or "/"


def remember_location(key: uuid.UUID, location: str) -> None:
    """Write down, in the transaction that took the form, where its taker is sent."""
    submission = db.session.get_one(FormSubmission, key)
    submission.location = location


def keep_interrupted_form(path: str, fields: list[tuple[str, str]], *, writer: str) -> bool:
    """Keep what was typed for its writer, who signs in again in this browser; tell whether it was kept.

    `writer` is the mark of the account to which the form was shown; what a stranger typed is for whoever comes next.
    """
    content = json.dumps({"path": path, "fields": fields, "writer": writer})
    if len(content) > LARGEST_KEPT_FORM:
        return False
    form = InterruptedForm(content=content)
    db.session.add(form)
    db.session.flush()
    session[SESSION_KEY] = str(form.id)
    return True


def take_interrupted_form(*, now: datetime) -> tuple[str, list[tuple[str, str]]] | None:
    """Return (path, fields) of the form kept in this browser's session and forget it; None where there is none.

    What somebody else typed is forgotten unseen.
    """
    key = session.pop(SESSION_KEY, None)
    form = db.session.get(InterruptedForm, uuid.UUID(key)) if key else None
    db.session.execute(delete(InterruptedForm).where(InterruptedForm.kept_at < now - KEPT_FOR))
    if form is None or form.kept_at < now - KEPT_FOR:
        return None
    kept: dict[str, Any] = json.loads(form.content)
    db.session.delete(form)
    if not may_read(kept["writer"]):
        return None
    return kept["path"], [(name, value) for name, value in kept["fields"]]
