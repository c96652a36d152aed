"""The pages under Security: what is set up, and setting it up."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from flask import Blueprint, Flask, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_second_steps
from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.core.qr_codes import qr_code
from web.core.submissions import remember_location
from web.extensions import db
from web.second_factor import (
    queries,
    services,
    taken_back,  # noqa: F401 - registers what goes with an address that is taken back
)
from web.second_factor.daily_cap import init_daily_cap
from web.second_factor.forms import AppForm, ButtonForm, NewPasskeyForm, PasskeyNameForm
from web.second_factor.freshness import password_again
from web.second_factor.guard import init_guard, take_interrupted
from web.second_factor.one_time_codes import app_link, grouped_key, new_secret
from web.second_factor.passkeys import read_registration, registration_options, site_name
from web.second_factor.second_step import init_marks, mark, ways_at_second_step
from web.second_factor.security import offer_parts

blueprint = Blueprint("second_factor", __name__, template_folder="templates")
SECRET = "secret_of_new_app"
OVERVIEW = "second_factor.overview"


def init_app(app: Flask) -> None:
    """Lay out our parts of Flask-Security, guard every request, and add the routes."""
    offer_parts(app)
    init_marks(app)
    init_guard(app)
    init_daily_cap(app)
    app.register_blueprint(blueprint)
    app.jinja_env.globals["ways_at_second_step"] = ways_at_second_step


@blueprint.get("/konto/sikkerhed")
@requires(Permission.OWN_ACCOUNT)
def overview() -> str:
    """What is set up, and what to do."""
    user = signed_in_user()
    return render_template(
        "second_factor/overview.html",
        is_needed=queries.needs_second_factor(user),
        has_app=queries.has_app(user),
        gets_mail=queries.gets_mailed_codes(user),
        passkeys=queries.passkeys_of(user),
        ways=queries.count_ways(user),
        codes_left=queries.recovery_codes_left(user),
        few_codes=queries.FEW_CODES,
    )


@blueprint.route("/konto/to-trin", methods=["GET", "POST"])
@password_again
@requires(Permission.OWN_ACCOUNT)
@limit_second_steps
def set_up_app() -> str | Response:
    """Connect an authenticator app: scan, type the code, done."""
    user, form = signed_in_user(), AppForm()
    secret = secret_being_set_up(user)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            codes = services.set_up_app(user, secret=secret, code=form.code.data, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            session.pop(SECRET, None)
            return done(form, user, codes=codes, message=gettext("Your app is connected."))
    link = app_link(user, secret)
    return render_template(
        "second_factor/app.html",
        form=form,
        key=grouped_key(secret),
        link=link,
        qr_code=qr_code(link),
        is_replacing=queries.has_app(user),
    )


def secret_being_set_up(user: User) -> str:
    """Return the secret that this session shows to this user, until a code has proved it."""
    owner, secret = session.get(SECRET, (None, ""))
    if owner != user.id:
        secret = new_secret()
        session[SECRET] = (user.id, secret)
    return str(secret)


def done(form: BaseForm, user: User, *, codes: Sequence[str], message: str) -> str | Response:
    """End a set-up in one transaction: the session counts as confirmed, and new recovery codes are shown at once."""
    mark(user)
    onward = take_interrupted() or url_for(OVERVIEW)
    remember_location(form.key, onward)
    db.session.commit()
    flash(message, "success")
    return shown_once(codes, onward=onward) if codes else redirect(onward)


def shown_once(codes: Sequence[str], *, onward: str) -> str:
    """Show recovery codes, which nobody can be shown again."""
    return render_template("second_factor/codes.html", codes=codes, onward=onward, today=clock.now())


@blueprint.post("/konto/to-trin/fjern")
@password_again
@requires(Permission.OWN_ACCOUNT)
def remove_app() -> Response:
    """Disconnect the authenticator app."""
    with one_step(gettext("The app has been removed.")):
        services.remove_app(signed_in_user(), now=clock.now())
    return redirect(url_for(OVERVIEW))


@blueprint.route("/konto/reservekoder", methods=["GET", "POST"])
@password_again
@requires(Permission.OWN_ACCOUNT)
def recovery_codes() -> str | Response:
    """Make new recovery codes."""
    user, form = signed_in_user(), ButtonForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            codes = services.renew_recovery_codes(user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            remember_location(form.key, url_for(OVERVIEW))
            db.session.commit()
            return shown_once(codes, onward=url_for(OVERVIEW))
    return render_template(
        "second_factor/new_codes.html", form=form, codes_left=queries.recovery_codes_left(user)
    )


@blueprint.route("/konto/noegler", methods=["GET", "POST"])
@password_again
@requires(Permission.OWN_ACCOUNT)
def passkeys() -> str | Response:
    """Add a passkey."""
    user, form = signed_in_user(), NewPasskeyForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        made = read_registration(form.credential.data or "")
        try:
            codes = services.add_passkey(user, name=form.name.data, made=made, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return done(form, user, codes=codes, message=gettext("Your passkey is saved."))
    options = registration_options(user)
    db.session.commit()
    return render_template(
        "second_factor/new_passkey.html", form=form, options=options, is_possible=is_name(site_name())
    )


def is_name(host: str) -> bool:
    """Tell whether the service is reached by a name: browsers keep no passkeys for a bare number."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


@blueprint.route("/konto/noegler/<int:passkey_id>", methods=["GET", "POST"])
@password_again
@requires(Permission.OWN_ACCOUNT)
def show_passkey(passkey_id: int) -> str | Response:
    """Give a passkey another name, or delete it."""
    user = signed_in_user()
    passkey = allowed(queries.own_passkey(passkey_id, viewer=user))
    form = PasskeyNameForm(obj=passkey)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.rename_passkey(passkey, name=form.name.data, by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return finish(form, OVERVIEW)
    return render_template("second_factor/passkey.html", form=form, passkey=passkey)


@blueprint.post("/konto/noegler/<int:passkey_id>/slet")
@password_again
@requires(Permission.OWN_ACCOUNT)
def delete_passkey(passkey_id: int) -> Response:
    """Delete a passkey."""
    user = signed_in_user()
    passkey = allowed(queries.own_passkey(passkey_id, viewer=user))
    with one_step(gettext("The passkey has been deleted.")):
        services.delete_passkey(passkey, by=user, now=clock.now())
    return redirect(url_for(OVERVIEW))
