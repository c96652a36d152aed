"""Pages on which administrators invite staff and follow what becomes of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_mails, limit_tries
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.invitations import services
from web.invitations.blueprint import blueprint
from web.invitations.forms import InvitationForm
from web.invitations.freshness import password_again
from web.invitations.labels import INVITATION_STATES, STATE_TONES, InvitationState, names_of
from web.invitations.models import StaffInvitation
from web.invitations.queries import invitation_by_id, invitations_in, state_of
from web.invitations.user_queries import visible_user


@blueprint.route("/brugere/inviter", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
@limit_tries
@limit_mails
def invite() -> str | Response:
    """Invite somebody to be staff."""
    form = InvitationForm(**known_about_invited())
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            invitation = services.invite(form.facts(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The invitation is on its way to %(email)s.", email=invitation.email), "success")
            return finish(form, "invitations.list_invitations")
    return render_template("invitations/invite.html", form=form)


def known_about_invited() -> dict[str, str]:
    """Return name and address of the account that the page before was about; nothing where there is none."""
    user_id = request.args.get("user", type=int)
    if user_id is None:
        return {}
    user = visible_user(user_id)
    return {"name": user.name, "email": user.email}


@blueprint.get("/brugere/invitationer")
@requires(Permission.USERS_MANAGE)
def list_invitations() -> str:
    """Every invitation, newest first, or those in one state."""
    now = clock.now()
    state = request.args.get("status", default=None, type=InvitationState)
    page = paged(invitations_in(state, now=now))
    return render_template(
        "invitations/list.html",
        page=page,
        shown=state,
        states={invitation.id: state_of(invitation, now=now) for invitation in page.items},
        state_names=INVITATION_STATES,
        tones=STATE_TONES,
        names_of=names_of,
    )


@blueprint.post("/brugere/invitationer/<int:invitation_id>/send-igen")
@password_again
@requires(Permission.USERS_MANAGE)
@limit_tries
def send_again(invitation_id: int) -> Response:
    """Mail a new link."""
    invitation = opened(invitation_id)
    with one_step(gettext("A new link is on its way. The earlier one no longer works.")):
        services.send_again(invitation, by=signed_in_user(), now=clock.now())
    return redirect(url_for("invitations.list_invitations"))


@blueprint.post("/brugere/invitationer/<int:invitation_id>/traek-tilbage")
@password_again
@requires(Permission.USERS_MANAGE)
def revoke(invitation_id: int) -> Response:
    """Withdraw an invitation."""
    invitation = opened(invitation_id)
    with one_step(gettext("The invitation is withdrawn. Its link no longer works.")):
        services.revoke(invitation, by=signed_in_user(), now=clock.now())
    return redirect(url_for("invitations.list_invitations"))


def opened(invitation_id: int) -> StaffInvitation:
    """Return the invitation for an administrator's decision."""
    return allowed(invitation_by_id(invitation_id))
