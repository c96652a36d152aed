"""Reads of files of events; only coordinators of the association get theirs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from web.accounts.models import User
from web.associations.models import association_coordinators
from web.catalogue.models import Area, Language, Skill
from web.core.errors import NotVisibleError
from web.event_files.models import EventFile
from web.exchange.models import ImportBatch
from web.extensions import db
from web.staffing.models import StaffingPlan

LARGEST_ID = 2**31 - 1


def file_of(viewer: User, file_id: int) -> EventFile:
    """Return a file of the viewer's associations with its rows; raise NotVisibleError for any other."""
    found = db.session.scalar(
        select(EventFile)
        .join(association_coordinators, association_coordinators.c.association_id == EventFile.association_id)
        .where(EventFile.id == min(file_id, LARGEST_ID), association_coordinators.c.user_id == viewer.id)
        .options(
            joinedload(EventFile.batch).options(undefer(ImportBatch.rows)),
            joinedload(EventFile.association),
            joinedload(EventFile.event),
        )
    )
    if found is None:
        raise NotVisibleError
    return found


def plan_id_of(kept: EventFile) -> int | None:
    """Return the plan of the event that a file was imported for."""
    if kept.event_id is None:
        return None
    return db.session.scalar(select(StaffingPlan.id).where(StaffingPlan.event_id == kept.event_id))


def known_skills() -> Sequence[Skill]:
    """Return the skills that a file may name."""
    return db.session.scalars(select(Skill).order_by(Skill.code)).all()


def known_languages() -> Sequence[Language]:
    """Return the languages that a file may name."""
    return db.session.scalars(select(Language).order_by(Language.code)).all()


def known_areas() -> Sequence[Area]:
    """Return the areas that a file may name."""
    return db.session.scalars(select(Area).order_by(Area.name, Area.id)).all()
