"""Reads of imports; only administrators get here."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.core.access import may
from web.core.errors import NotVisibleError
from web.core.permissions import Permission
from web.exchange.models import ImportBatch
from web.extensions import db


def batches_for(viewer: User) -> Select[ImportBatch]:
    """Select every import, newest first."""
    if not may(Permission.IMPORT, user=viewer):
        raise NotVisibleError
    return select(ImportBatch).options(joinedload(ImportBatch.uploaded_by)).order_by(ImportBatch.id.desc())


def batch_for(viewer: User, batch_id: int) -> ImportBatch:
    """Return one import; raise NotVisibleError where there is none for this viewer."""
    batch = db.session.scalar(batches_for(viewer).where(ImportBatch.id == batch_id))
    if batch is None:
        raise NotVisibleError
    return batch
