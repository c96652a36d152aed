"""Pages about one's own account; signing in itself is Flask-Security's."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, session, url_for
from flask_babel import force_locale, gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from web.accounts.address_views import blueprint as address_blueprint
from web.accounts.addresses import open_change
from web.accounts.confirmation_views import MAILED_ADDRESS, init_confirmation, remember_opening
from web.accounts.forms import OwnAccountForm, RegisterForm
from web.accounts.limits import limit_tries
from web.accounts.security import init_security
from web.accounts.services import change_own_account, open_account
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.core.submissions import SESSION_KEY
from web.translations import choose_locale

blueprint = Blueprint("accounts", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    init_security(app)
    init_confirmation(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(address_blueprint)


@blueprint.get("/videre")
@requires(Permission.START_PAGE)
def after_sign_in() -> Response:
    """Send somebody who has just signed in back to an interrupted form, else to the start page."""
    return redirect(url_for("home.resume" if SESSION_KEY in session else "home.start"))


@blueprint.route("/opret-konto", methods=["GET", "POST"])
@public
@limit_tries
def register() -> str | Response:
    """Open an account."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    form = RegisterForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        user = open_account(
            form.email.data,
            name=form.name.data,
            password=form.password.data,
            locale=choose_locale(),
            now=clock.now(),
        )
        remember_opening(user, address=form.email.data)
        return finish(form, "accounts.look_in_mail")
    return render_template("accounts/register.html", form=form)


@blueprint.get("/se-i-din-mail")
@public
def look_in_mail() -> str:
    """Say that a mail is on its way; the same page whether or not the address had an account."""
    return render_template("accounts/look_in_mail.html", address=session.get(MAILED_ADDRESS, ""))


@blueprint.route("/konto", methods=["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def own_account() -> str | Response:
    """Name, language and password of the signed-in person."""
    user = signed_in_user()
    form = OwnAccountForm(obj=user)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        change_own_account(user, name=form.name.data, locale=form.locale.data, now=clock.now())
        session["locale"] = form.locale.data
        with force_locale(form.locale.data):
            flash(gettext("Your changes are saved."), "success")
        return finish(form, "accounts.own_account")
    change = open_change(user, now=clock.now())
    return render_template("accounts/own_account.html", form=form, change=change)
