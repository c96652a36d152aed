"""Reads of invitations for administrators."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from web.core.errors import NotVisibleError
from web.extensions import db
from web.invitations.labels import InvitationState
from web.invitations.models import InvitationStatus, StaffInvitation


def invitations_in(state: InvitationState | None, *, now: datetime) -> Select[StaffInvitation]:
    """Return the statement for all invitations, or those in one state, newest first."""
    statement = (
        select(StaffInvitation)
        .options(joinedload(StaffInvitation.invited_by), selectinload(StaffInvitation.areas))
        .order_by(StaffInvitation.id.desc())
    )
    if state is None:
        return statement
    if state is InvitationState.EXPIRED:
        return statement.where(
            StaffInvitation.status == InvitationStatus.WAITING, StaffInvitation.expires_at <= now
        )
    if state is InvitationState.WAITING:
        statement = statement.where(StaffInvitation.expires_at > now)
    return statement.where(StaffInvitation.status == InvitationStatus(state.value))


def invitation_by_id(invitation_id: int) -> StaffInvitation:
    """Return an invitation; raise NotVisibleError where there is none."""
    invitation = db.session.get(StaffInvitation, invitation_id)
    if invitation is None:
        raise NotVisibleError
    return invitation


def state_of(invitation: StaffInvitation, *, now: datetime) -> InvitationState:
    """Return how the invitation stands."""
    if invitation.is_expired(now=now):
        return InvitationState.EXPIRED
    return InvitationState(invitation.status.value)
