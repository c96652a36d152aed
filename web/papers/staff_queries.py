"""The volunteers who wait for a paper, for those who vet: first those whom it would open most shifts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union
from sqlalchemy.orm import joinedload

from web.accounts.models import User
from web.core.clock import local_date
from web.core.errors import NotVisibleError
from web.extensions import db
from web.papers.models import PaperWorth
from web.papers.queries import checks_for_shifts
from web.profiles.models import Volunteer
from web.vetting.asking import all_needs
from web.vetting.models import SHIFTS, Clearance, ClearanceKind, ClearanceRequirement, ClearanceStatus
from web.vetting.queries import IN_ORDER, SEES_EVERY_AREA, Check, check_on, counts_on

SEEN_BY_STAFF = frozenset({ClearanceKind.CRIMINAL_RECORD})
"""The kinds that only wait for staff to look at something: the others come from an association or a course."""


def pending_ids(*, now: datetime, kinds: Iterable[ClearanceKind] = ClearanceKind) -> Select[int]:
    """Select the volunteers whose shifts ask for one of these kinds, which is neither in order nor refused.

    Who was only asked, and has not said yes, does not wait for anybody.
    """
    needs = all_needs(now=now)
    is_settled = or_(Clearance.status == ClearanceStatus.REFUSED, counts_on(local_date(now)))
    settled = (
        select(Clearance.id)
        .where(Clearance.volunteer_id == needs.c.volunteer_id, Clearance.kind == needs.c.kind, is_settled)
        .exists()
    )
    return select(needs.c.volunteer_id).where(
        needs.c.kind.in_([kind.value for kind in kinds]), ~needs.c.is_only_asked, ~settled
    )


def pending_for(
    viewer: User, *, now: datetime, kinds: Iterable[ClearanceKind] = ClearanceKind
) -> Select[Volunteer]:
    """Select the volunteers who wait and whom the viewer may see, those who could take most shifts first.

    Area contacts see those who live in their areas, but nobody with protected name and address: to be on such a list
    would tell where they live.
    """
    return seen_by(viewer, pending_ids(now=now, kinds=kinds))


def volunteer_for(viewer: User, volunteer_id: int, *, now: datetime) -> Volunteer:
    """Return a volunteer of whom shifts ask for something, or have asked and it is recorded; raise NotVisibleError for everybody else."""
    needs = all_needs(now=now)
    recorded = select(Clearance.volunteer_id).where(is_recorded_for_shifts())
    concerned = union(select(needs.c.volunteer_id), recorded)
    volunteer = db.session.scalar(seen_by(viewer, concerned).where(Volunteer.id == volunteer_id))
    if volunteer is None:
        raise NotVisibleError
    return volunteer


def is_recorded_for_shifts() -> ColumnElement[bool]:
    """Something is recorded of a kind that shifts may ask for."""
    known = select(ClearanceRequirement.kind).where(ClearanceRequirement.programme_code == SHIFTS)
    return and_(Clearance.status != ClearanceStatus.PENDING, Clearance.kind.in_(known))


def checks_for_staff(volunteer: Volunteer, *, now: datetime) -> list[Check]:
    """Return what shifts ask of the volunteer, and what is recorded that none asks for any more: it may be wrong."""
    asked = checks_for_shifts([volunteer], now=now)[volunteer.id]
    recorded = db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id == volunteer.id, is_recorded_for_shifts())
    )
    known = {check.kind for check in asked}
    day = local_date(now)
    others = [check_on(one.kind, one, day=day) for one in recorded if one.kind not in known]
    return sorted([*asked, *others], key=lambda check: IN_ORDER.index(check.kind))


def seen_by(viewer: User, volunteer_ids: Select[int] | CompoundSelect[int]) -> Select[Volunteer]:
    """Select these volunteers as far as the viewer may see them."""
    found = (
        select(Volunteer)
        .outerjoin(PaperWorth, PaperWorth.volunteer_id == Volunteer.id)
        .where(Volunteer.id.in_(volunteer_ids))
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
