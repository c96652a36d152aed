"""The volunteers who wait for a paper, for those who vet: first those whom it would open most shifts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.core.clock import local_date
from web.core.errors import NotVisibleError
from web.extensions import db
from web.papers.models import PaperWorth
from web.profiles.models import Volunteer
from web.vetting.asking import needs_of
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus
from web.vetting.queries import SEES_EVERY_AREA, is_valid_on

SEEN_BY_STAFF = frozenset({ClearanceKind.CRIMINAL_RECORD})
"""The kinds that only wait for staff to look at something: the others come from an association or a course."""


def pending_ids(*, now: datetime, kinds: Iterable[ClearanceKind] = ClearanceKind) -> set[int]:
    """Return the volunteers whose shifts ask for one of these kinds, which is neither in order nor refused."""
    wanted = set(kinds)
    needs = {(need.volunteer_id, need.kind) for need in needs_of(None, now=now) if need.kind in wanted}
    day = local_date(now)
    held = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id.in_({volunteer_id for volunteer_id, _ in needs}),
            Clearance.kind.in_(wanted),
        )
    )
    settled = {
        (one.volunteer_id, one.kind)
        for one in held
        if one.status is ClearanceStatus.REFUSED or is_valid_on(one, day)
    }
    return {volunteer_id for volunteer_id, _ in needs - settled}


def pending_for(
    viewer: User, *, now: datetime, kinds: Iterable[ClearanceKind] = ClearanceKind
) -> Select[Volunteer]:
    """Select the volunteers who wait and whom the viewer may see, those who could take most shifts first.

    Area contacts see those who live in their areas, but nobody with protected name and address: to be on such a list
    would tell where they live.
    """
    return seen_by(viewer, pending_ids(now=now, kinds=kinds))


def volunteer_for(viewer: User, volunteer_id: int, *, now: datetime) -> Volunteer:
    """Return a volunteer of whom shifts ask for something; raise NotVisibleError for everybody else."""
    asked = {need.volunteer_id for need in needs_of([volunteer_id], now=now)}
    volunteer = db.session.scalar(seen_by(viewer, asked))
    if volunteer is None:
        raise NotVisibleError
    return volunteer


def seen_by(viewer: User, volunteer_ids: Iterable[int]) -> Select[Volunteer]:
    """Select these volunteers as far as the viewer may see them."""
    found = (
        select(Volunteer)
        .outerjoin(PaperWorth, PaperWorth.volunteer_id == Volunteer.id)
        .where(Volunteer.id.in_(set(volunteer_ids)))
        .options(joinedload(Volunteer.user), joinedload(Volunteer.area))
        .order_by(PaperWorth.could_serve.desc().nulls_last(), Volunteer.id)
    )
    if not viewer.has_any_role(*SEES_EVERY_AREA):
        own = [area.id for area in viewer.contact_areas]
        found = found.where(Volunteer.area_id.in_(own), ~Volunteer.is_protected)
    return found


def worths_of(volunteers: Iterable[Volunteer]) -> dict[int, PaperWorth]:
    """Return what has been counted, by volunteer id."""
    ids = [volunteer.id for volunteer in volunteers]
    found = db.session.scalars(select(PaperWorth).where(PaperWorth.volunteer_id.in_(ids)))
    return {worth.volunteer_id: worth for worth in found}
