"""The pages on which somebody changes their e-mail address, or takes the change back."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts import (
    addresses,
    jobs,  # noqa: F401 - registers the jobs
)
from web.accounts.forms import NewAddressForm
from web.accounts.limits import limit_mails, limit_tries
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.freshness import password_again_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db

blueprint = Blueprint("addresses", __name__, template_folder="templates")
ACCOUNT = "accounts.own_account"


@blueprint.route("/konto/e-mail", methods=["GET", "POST"])
@password_again_before("addresses.ask")
@requires(Permission.OWN_ACCOUNT)
@limit_mails
def ask() -> str | Response:
    """Ask for another address."""
    form = NewAddressForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            addresses.ask_for_address(signed_in_user(), form.email.data, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, ACCOUNT)
    return render_template("accounts/new_address.html", form=form)


@blueprint.post("/konto/e-mail/behold")
@requires(Permission.OWN_ACCOUNT)
def keep() -> Response:
    """Stay at the present address after all."""
    with one_step(gettext("You keep the address you have.")):
        addresses.forget_open_changes(signed_in_user())
    return redirect(url_for(ACCOUNT))


@blueprint.route("/konto/e-mail/bekraeft/<token>", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def confirm(token: str) -> str | Response:
    """Confirm the new address, with the link that was mailed there, signed in to the very account."""
    user, form, now = signed_in_user(), BaseForm(), clock.now()
    is_sent = form.validate_on_submit()
    if is_sent and (repeat := sent_before(form)):
        return repeat
    change = addresses.change_to_confirm(token, user=user, now=now)
    if is_sent:
        try:
            addresses.confirm_address(change, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            stay_signed_in()
            flash(gettext("Your new address is in use."), "success")
            return finish(form, ACCOUNT)
    return render_template("accounts/confirm_address.html", form=form, change=change)


def stay_signed_in() -> None:
    """Let this session go on, where every other one of the account has ended."""
    session["_user_id"] = signed_in_user().fs_uniquifier


@blueprint.route("/e-mail/fortryd/<token>", methods=["GET", "POST"])
@public
@limit_tries
def undo(token: str) -> str | Response:
    """Take a change of address back, with the link that was mailed to the old one."""
    form, now = BaseForm(), clock.now()
    is_sent = form.validate_on_submit()
    if is_sent and (repeat := sent_before(form)):
        return repeat
    change = addresses.change_to_undo(token, now=now)
    if is_sent:
        try:
            addresses.undo_change(change, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "addresses.undone")
    return render_template("accounts/undo_address.html", form=form, change=change)


@blueprint.get("/e-mail/fortrudt")
@public
def undone() -> str:
    """Say what comes next."""
    contact_email = current_app.config["SETTINGS"].contact_email
    return render_template("accounts/undone_address.html", contact_email=contact_email)
