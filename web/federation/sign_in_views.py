"""Going to the provider and coming back: for signing in, and for linking an account."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_security import login_user
from werkzeug.wrappers import Response

from web.accounts.limits import limit_tries
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.addresses import own_path
from web.core.errors import RuleError
from web.core.freshness import TYPED_AT
from web.core.permissions import Permission
from web.extensions import db
from web.federation import services
from web.federation.blueprint import blueprint
from web.federation.dialogue import Answer, Purpose, ask, read_answer
from web.federation.failures import Failure, ProviderError
from web.federation.provider import provider_settings
from web.federation.sign_out_views import remember_for_sign_out
from web.second_factor.freshness import password_again
from web.second_factor.second_step import vouch_for

Page = tuple[str, int]
STATUS_OF = {Failure.UNAVAILABLE: 503}


@blueprint.post("/log-ind/udbyder")
@public
@limit_tries
def start() -> str | Response | Page:
    """Go to the provider to sign in."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    return go_to_provider(Purpose.SIGN_IN, onward=own_path(request.form.get("next", "/")))


@blueprint.get("/konto/udbyder")
@password_again
@requires(Permission.OWN_ACCOUNT)
def overview() -> str:
    """Whether the account is linked."""
    identity = services.identity_of(signed_in_user(), issuer=provider_settings().issuer)
    return render_template("federation/overview.html", identity=identity)


@blueprint.post("/konto/udbyder/tilknyt")
@password_again
@requires(Permission.OWN_ACCOUNT)
@limit_tries
def link() -> str | Response | Page:
    """Go to the provider to link the account."""
    return go_to_provider(Purpose.LINK, user_id=signed_in_user().id)


@blueprint.post("/konto/udbyder/fjern")
@password_again
@requires(Permission.OWN_ACCOUNT)
def unlink() -> Response:
    """Undo the link."""
    user, settings = signed_in_user(), provider_settings()
    identity = services.identity_of(user, issuer=settings.issuer)
    if identity is not None:
        services.unlink_identity(identity, label=settings.label, by=user, now=clock.now())
        db.session.commit()
    flash(gettext("The link is undone. You sign in with your password."), "success")
    return redirect(url_for("federation.overview"))


@blueprint.post("/bekraeft-adgangskode/udbyder")
@requires(Permission.OWN_ACCOUNT)
@limit_tries
def show_oneself() -> str | Response | Page:
    """Go to the provider in place of typing the password once more."""
    onward = own_path(request.form.get("next", "/"))
    return go_to_provider(Purpose.SHOW_ONESELF, user_id=signed_in_user().id, onward=onward)


def go_to_provider(purpose: Purpose, *, user_id: int | None = None, onward: str = "") -> str | Page:
    """Show a page of ours that goes on to the provider by itself.

    A redirect would be the answer to a form, and forms may lead to our own pages only (Content-Security-Policy).
    """
    try:
        address = ask(purpose, user_id=user_id, onward=onward)
    except ProviderError as error:
        return failed(error.failure)
    return render_template("federation/going_on.html", address=address)


@blueprint.get("/log-ind/udbyder/retur")
@public
def finish() -> str | Response | Page:
    """Come back from the provider."""
    try:
        answer = read_answer(request.args)
    except ProviderError as error:
        return failed(error.failure)
    finishes = {
        Purpose.SIGN_IN: finish_sign_in,
        Purpose.LINK: finish_link,
        Purpose.SHOW_ONESELF: finish_showing_oneself,
    }
    return finishes[answer.purpose](answer)


def finish_sign_in(answer: Answer) -> Response | Page:
    """Sign in whose account is linked; nobody else, whatever address of mail they have."""
    identity = services.find_identity(answer.issuer, answer.subject)
    if identity is None or not identity.user.active or identity.user.confirmed_at is None:
        return render_template("federation/unknown.html", is_error_page=True), 403
    services.note_sign_in(identity, is_strong=answer.is_strong, now=clock.now())
    login_user(identity.user, authn_via=["provider"])
    if answer.is_strong:
        vouch_for(identity.user)
    remember_for_sign_out(answer.id_token)
    db.session.commit()
    return redirect(answer.onward if answer.onward != "/" else url_for("accounts.after_sign_in"))


def finish_link(answer: Answer) -> Response | Page:
    """Link the account that was signed in when the provider was asked, if it still is."""
    if not current_user.is_authenticated or current_user.id != answer.user_id:
        return failed(Failure.EXPIRED)
    label = provider_settings().label
    try:
        services.link_identity(
            signed_in_user(), issuer=answer.issuer, subject=answer.subject, label=label, now=clock.now()
        )
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        remember_for_sign_out(answer.id_token)
        db.session.commit()
        flash(gettext("Done. From now on you can sign in with %(provider)s.", provider=label), "success")
    return redirect(url_for("federation.overview"))


def finish_showing_oneself(answer: Answer) -> Response | Page:
    """Let go on, as after the password, whoever is the owner of the account that is still signed in."""
    identity = services.find_identity(answer.issuer, answer.subject)
    is_same_session = current_user.is_authenticated and current_user.id == answer.user_id
    if not is_same_session or identity is None or identity.user_id != answer.user_id:
        return failed(Failure.EXPIRED)
    services.note_showing_oneself(identity, now=clock.now())
    session[TYPED_AT] = clock.now().timestamp()
    db.session.commit()
    return redirect(answer.onward if answer.onward != "/" else url_for("second_factor.overview"))


def failed(failure: Failure) -> Page:
    """Say in plain words that it did not work; what exactly was wrong with the answer is nobody's business."""
    page = render_template("federation/failed.html", failure=failure, is_error_page=True)
    return page, STATUS_OF.get(failure, 400)
