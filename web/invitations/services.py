"""Inviting staff, and what becomes of an invitation: sent again, withdrawn, accepted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from flask_babel import gettext
from flask_security import hash_password
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import RoleName, User
from web.accounts.roles import go_together, staff_roles_of, write_staff_roles
from web.accounts.security import datastore
from web.accounts.services import ADDRESS_CONSTRAINTS
from web.audit.services import record_event, take_step
from web.catalogue.models import Area
from web.core.errors import RuleError, TransitionError
from web.core.locks import lock_row
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db
from web.invitations.messages import mail_acceptance, mail_invitation, mail_withdrawal
from web.invitations.models import INVITATION_STEPS, InvitationStatus, StaffInvitation
from web.invitations.user_queries import active_administrators, user_of_address

VALID_FOR = timedelta(days=7)
MOST_WAITING = 100
WAITS_ALREADY = "uq_staff_invitations_waiting"


@dataclass(frozen=True)
class InvitationFacts:
    """Who is invited, and to what."""

    email: str
    name: str
    locale: str
    roles: frozenset[RoleName]
    areas: Sequence[Area] = ()


def invite(facts: InvitationFacts, *, by: User | None, now: datetime) -> StaffInvitation:
    """Invite an address to be staff, and mail the link; `by` is nobody for an operator at the command line.

    Raises RuleError for one's own address, for roles that do not go together or are held already, for a closed
    account, and where an invitation to the address waits, or very many do.
    """
    refuse_unfit(facts, by=by)
    refuse_too_many(now=now)
    invitation = StaffInvitation(
        email=facts.email.lower(),
        name=facts.name,
        locale=facts.locale,
        roles=sorted(facts.roles),
        areas=list(facts.areas),
        invited_by=by,
        is_from_operator=by is None,
        expires_at=now + VALID_FOR,
    )
    add_unless_waiting(invitation)
    details = {"roles": sorted(facts.roles), "areas": [area.id for area in facts.areas]}
    record_event("staff invitation: send", invitation, by=by, now=now, details=details)
    mail_invitation(invitation)
    return invitation


def refuse_unfit(facts: InvitationFacts, *, by: User | None) -> None:
    """Raise RuleError where the invitation may not be made."""
    if by is not None and facts.email.lower() == by.email.lower():
        raise RuleError(
            gettext("You cannot invite yourself. Ask another administrator to do it."), field="email"
        )
    refuse_mixed(facts.roles)
    is_area_contact = RoleName.AREA_CONTACT in facts.roles
    if is_area_contact and not facts.areas:
        raise RuleError(gettext("Choose which areas the area contact looks after."), field="areas")
    if facts.areas and not is_area_contact:
        raise RuleError(
            gettext("You have chosen areas. Tick area contact above, or take the areas off again."),
            field="areas",
        )
    user = user_of_address(facts.email)
    if user is None:
        return
    if not user.active:
        raise RuleError(
            gettext("The account of this address is closed. Open it again before you invite."), field="email"
        )
    held = staff_roles_of(user)
    if facts.roles <= held:
        raise RuleError(gettext("This person has these roles already."), field="roles")
    refuse_mixed(held | facts.roles)


def refuse_too_many(*, now: datetime) -> None:
    """Raise RuleError where so many invitations wait that something must be wrong."""
    waiting = select(func.count()).where(
        StaffInvitation.status == InvitationStatus.WAITING, StaffInvitation.expires_at > now
    )
    if (db.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise RuleError(
            gettext(
                "Very many invitations wait already. Withdraw those that are not needed, or wait for answers."
            )
        )


def forget_old_invitations(*, now: datetime) -> int:
    """Delete invitations that ended long ago, in the current transaction; return how many there were."""
    over = now - KEPT_FOR[Retention.INVITATION].length
    gone = delete(StaffInvitation).where(StaffInvitation.expires_at < over).returning(StaffInvitation.id)
    return len(db.session.scalars(gone).all())


def refuse_mixed(roles: frozenset[RoleName]) -> None:
    """Raise RuleError where one person would watch over their own doings."""
    if not go_together(roles):
        raise RuleError(
            gettext(
                "The data protection contact watches over the others, and can therefore have no other of these roles."
            ),
            field="roles",
        )


def add_unless_waiting(invitation: StaffInvitation) -> None:
    """Store the invitation; raise RuleError where another to the same address waits."""
    try:
        with db.session.begin_nested():
            db.session.add(invitation)
    except IntegrityError as error:
        if getattr(getattr(error.orig, "diag", None), "constraint_name", None) != WAITS_ALREADY:
            raise
        raise RuleError(
            gettext(
                "An invitation to this address waits already. You find it in the list, and can send it again."
            ),
            field="email",
        ) from error


def send_again(invitation: StaffInvitation, *, by: User, now: datetime) -> None:
    """Mail a new link, valid for a new week; the earlier one is dead from now on."""
    lock_row(invitation)
    if invitation.status is not InvitationStatus.WAITING:
        raise TransitionError(gettext("This invitation has been answered or withdrawn meanwhile."))
    invitation.sending += 1
    invitation.expires_at = now + VALID_FOR
    record_event(
        "staff invitation: send again", invitation, by=by, now=now, details={"sending": invitation.sending}
    )
    db.session.flush()
    mail_invitation(invitation)


def revoke(invitation: StaffInvitation, *, by: User | None, now: datetime) -> None:
    """Withdraw a waiting invitation, and say so to whom it was sent."""
    take_step(invitation, INVITATION_STEPS, "revoke", by=by, now=now)
    mail_withdrawal(invitation)


def revoke_all_from(inviter: User, *, by: User, now: datetime) -> None:
    """Withdraw what somebody who may no longer invite has sent."""
    waiting = (
        select(StaffInvitation)
        .where(
            StaffInvitation.invited_by_id == inviter.id, StaffInvitation.status == InvitationStatus.WAITING
        )
        .order_by(StaffInvitation.id)
        .with_for_update(of=StaffInvitation)
    )
    for invitation in db.session.scalars(waiting):
        revoke(invitation, by=by, now=now)


def is_open(invitation: StaffInvitation, *, now: datetime) -> bool:
    """Tell whether the invitation can be accepted now: in time, and from somebody who may still invite."""
    if invitation.status is not InvitationStatus.WAITING or invitation.expires_at <= now:
        return False
    inviter = invitation.invited_by
    if inviter is None:
        return invitation.is_from_operator
    return inviter.active and inviter.has_any_role(RoleName.ADMINISTRATOR)


def accept(invitation: StaffInvitation, user: User, *, sending: int, now: datetime) -> None:
    """Give the user, whose address is the invited one, the roles and areas, once.

    `sending` is that of the link. Raises TransitionError where the invitation is open no longer, RuleError where
    the account is another's or the roles do not go with those already held.
    """
    lock_row(invitation)
    if not is_open(invitation, now=now) or sending != invitation.sending:
        raise TransitionError(gettext("The invitation is no longer open. Ask for a new one."))
    if user.email.lower() != invitation.email or not user.active or user.confirmed_at is None:
        raise RuleError(gettext("The invitation is for another account."))
    if user.id == invitation.invited_by_id:
        raise RuleError(gettext("You cannot accept an invitation that you sent yourself."))
    roles = staff_roles_of(user) | set(invitation.roles)
    refuse_mixed(roles)
    accepted = {"accepted_at": now, "user_id": user.id}
    take_step(invitation, INVITATION_STEPS, "accept", by=user, now=now, changes=accepted)
    details = {"invitation": invitation.id, "invited_by": invitation.invited_by_id}
    write_staff_roles(user, roles, by=user, now=now, details=details)
    user.contact_areas = sorted({*user.contact_areas, *invitation.areas}, key=lambda area: area.id)
    db.session.flush()
    mail_acceptance(invitation, user, active_administrators())


def accept_with_password(
    invitation: StaffInvitation, *, sending: int, name: str, password: str, now: datetime
) -> User:
    """Open an account for the invited address, which the link has confirmed, and accept with it.

    An account that nobody can have signed in to is taken over with the new password: whoever opened it did not
    show that the address is theirs. `password` is validated and normalised. Raises RuleError where the address has
    got a real account meanwhile.
    """
    user = user_of_address(invitation.email)
    if user is None:
        user = open_confirmed_account(invitation, name=name, now=now)
    elif has_been_used(user):
        raise has_account_by_now()
    user.name = name
    user.password = hash_password(password)
    user.confirmed_at = now
    datastore.set_uniquifier(user)
    record_event(
        "choose password by invitation", user, by=user, now=now, details={"invitation": invitation.id}
    )
    accept(invitation, user, sending=sending, now=now)
    return user


def has_been_used(user: User) -> bool:
    """Tell whether somebody can have signed in with the account; one that an import has made was not used yet."""
    return user.confirmed_at is not None and user.password is not None


def open_confirmed_account(invitation: StaffInvitation, *, name: str, now: datetime) -> User:
    """Return a new account of the invited address."""
    try:
        with db.session.begin_nested():
            user = datastore.create_user(
                email=invitation.email, name=name, locale=invitation.locale, active=True, confirmed_at=now
            )
            db.session.flush()
    except IntegrityError as error:
        if error.orig is None or error.orig.diag.constraint_name not in ADDRESS_CONSTRAINTS:  # type: ignore[attr-defined]
            raise
        raise has_account_by_now() from error
    record_event("open account", user, by=user, now=now, details={"invitation": invitation.id})
    return cast(User, user)


def has_account_by_now() -> RuleError:
    """The refusal where somebody opened an account in between."""
    return RuleError(gettext("You have an account by now. Sign in with it, and open the link again."))
