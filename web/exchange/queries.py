"""Reads of imports; only administrators get here."""

from __future__ import annotations

from sqlalchemy import Select, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH
from sqlalchemy.orm import selectinload

from web.accounts.models import User
from web.core.access import may
from web.core.errors import NotVisibleError
from web.core.permissions import Permission
from web.exchange.kinds import Values
from web.exchange.models import ImportBatch
from web.exchange.registry import KINDS
from web.extensions import db


def batches_for(viewer: User) -> Select[ImportBatch]:
    """Select every import of the administrators' kinds, newest first."""
    if not may(Permission.IMPORT, user=viewer):
        raise NotVisibleError
    return (
        select(ImportBatch)
        .where(ImportBatch.entity.in_(KINDS))
        .options(selectinload(ImportBatch.uploaded_by))
        .order_by(ImportBatch.id.desc())
    )


def batch_for(viewer: User, batch_id: int) -> ImportBatch:
    """Return one import; raise NotVisibleError where there is none for this viewer."""
    batch = db.session.scalar(batches_for(viewer).where(ImportBatch.id == batch_id))
    if batch is None:
        raise NotVisibleError
    return batch


def first_rows_of(batch: ImportBatch) -> list[Values]:
    """Return the values of the first good rows, without loading them all."""
    chosen = func.jsonb_path_query_array(ImportBatch.rows, cast("$[0 to 9].values", JSONPATH), type_=JSONB)
    return db.session.scalar(select(chosen).where(ImportBatch.id == batch.id)) or []
