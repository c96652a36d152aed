"""The page behind the link of an invitation."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import force_locale, gettext
from flask_login import current_user
from flask_security import login_user
from werkzeug.wrappers import Response

from web.accounts.limits import limit_tries
from web.core import clock
from web.core.access import public, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.extensions import db
from web.invitations import services
from web.invitations.blueprint import blueprint
from web.invitations.forms import AcceptForm, AcceptWithPasswordForm
from web.invitations.labels import ROLE_EXPLANATIONS, ROLES, names_of
from web.invitations.links import invitation_of
from web.invitations.models import InvitationStatus, StaffInvitation
from web.invitations.user_queries import user_of_address

GONE = 410


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
@limit_tries
def answer(token: str) -> str | Response | tuple[str, int]:
    """Accept: with a new account, or with the one that the address has, signed in to it."""
    invitation, is_newest = invitation_of(token)
    if not is_newest or not services.is_open(invitation, now=clock.now()):
        return closed(invitation)
    if current_user.is_authenticated:
        if current_user.email.lower() != invitation.email:
            return shown("somebody_else", invitation, token=token)
        return accept_signed_in(invitation, token=token)
    user = user_of_address(invitation.email)
    if user is not None and services.has_been_used(user):
        return shown("sign_in", invitation, token=token)
    return accept_with_password(invitation, token=token)


def closed(invitation: StaffInvitation) -> Response | tuple[str, int]:
    """Say kindly that the link works no longer; whoever has accepted goes on to their page."""
    is_own = current_user.is_authenticated and current_user.id == invitation.user_id
    if is_own and invitation.status is InvitationStatus.ACCEPTED:
        return redirect(url_for("home.start"))
    return render_template("invitations/closed.html"), GONE


def accept_signed_in(invitation: StaffInvitation, *, token: str) -> str | Response:
    """One button."""
    form = AcceptForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.accept(invitation, signed_in_user(), sending=invitation.sending, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Welcome. You now have the access that you were invited to."), "success")
            return finish(form, "home.start")
    return shown("accept", invitation, token=token, form=form)


def accept_with_password(invitation: StaffInvitation, *, token: str) -> str | Response:
    """Name and password, and the account is there."""
    form = AcceptWithPasswordForm(name=invitation.name)
    form.email.data = invitation.email
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            user = services.accept_with_password(
                invitation,
                sending=invitation.sending,
                name=form.name.data,
                password=form.password.data,
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            login_user(user, authn_via=["password"])
            with force_locale(user.locale):
                flash(gettext("Welcome. Your account is ready."), "success")
            return finish(form, "home.start")
    return shown("new_account", invitation, token=token, form=form)


def shown(
    way: str,
    invitation: StaffInvitation,
    *,
    token: str,
    form: AcceptForm | AcceptWithPasswordForm | None = None,
) -> str:
    """Render the page; `way` says how this reader can accept."""
    return render_template(
        "invitations/answer.html",
        way=way,
        invitation=invitation,
        token=token,
        form=form,
        roles=[(ROLES[role], ROLE_EXPLANATIONS[role]) for role in ROLES if role in invitation.roles],
        names_of=names_of,
    )
