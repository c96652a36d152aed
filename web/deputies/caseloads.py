"""Whose caseloads somebody sees today: the one place that knows, asked by every query and clause about young people."""

from __future__ import annotations

from collections.abc import Sequence

from flask import g, has_request_context
from sqlalchemy import ColumnElement, and_, select

from web.accounts.models import RoleName, User
from web.core.clock import today
from web.deputies.models import Deputy
from web.extensions import db


def caseloads_of(viewer: User) -> frozenset[int]:
    """Return the ids of the caseworkers whose young people are the viewer's concern today; none for others than caseworkers."""
    if not viewer.has_any_role(RoleName.CASEWORKER):
        return frozenset()
    return absent_caseworkers_of(viewer) | {viewer.id}


def absent_caseworkers_of(viewer: User) -> frozenset[int]:
    """Return the ids of the caseworkers whom the viewer, a caseworker too, stands in for today."""
    if not viewer.has_any_role(RoleName.CASEWORKER):
        return frozenset()
    return frozenset(
        db.session.scalars(
            select(Deputy.caseworker_id).where(Deputy.deputy_id == viewer.id, in_force_today())
        )
    )


def in_charge_of(caseworker: User) -> Sequence[User]:
    """Return those who are to hear what happens on a caseload today: the caseworker, and the deputy while there is one."""
    deputies = db.session.scalars(
        select(User)
        .join(Deputy, Deputy.deputy_id == User.id)
        .where(Deputy.caseworker_id == caseworker.id, in_force_today(), User.active)
        .order_by(User.id)
    )
    return [caseworker, *(deputy for deputy in deputies if deputy.has_any_role(RoleName.CASEWORKER))]


def in_force_today() -> ColumnElement[bool]:
    """The deputy stands in today."""
    return and_(Deputy.ended_at.is_(None), Deputy.starts_on <= today(), Deputy.ends_on >= today())


def act_for(viewer: User, caseworker_id: int) -> None:
    """Let every audit event of this request say for whom a deputy acts, once a record of that caseload is open."""
    if has_request_context() and caseworker_id in absent_caseworkers_of(viewer):
        g.acts_for = caseworker_id
