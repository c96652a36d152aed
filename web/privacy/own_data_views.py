"""My data: see it, download it, ask about it, and delete the account."""

from __future__ import annotations

import json

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import logout_user
from werkzeug.wrappers import Response as AnyResponse

from web.accounts.models import User
from web.audit.services import record_event
from web.certificates.queries import own_certificates
from web.certificates.services import withdraw_all
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.freshness import password_again_before
from web.core.permissions import Permission
from web.extensions import db
from web.privacy.endings import associations_left_alone
from web.privacy.erasure import erase_user
from web.privacy.forms import DataRequestForm, DeleteAccountForm
from web.privacy.labels import REQUEST_KINDS, REQUEST_STATUSES, REQUEST_TONES
from web.privacy.models import RequestKind
from web.privacy.own_data import as_file, own_data, purposes_in
from web.privacy.queries import young_person_of_user
from web.privacy.requests import own_requests, send_request

password_again = password_again_before("privacy.own_data")


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    add = blueprint.add_url_rule
    add("/mine-data", view_func=show_own_data, endpoint="own_data", methods=["GET", "POST"])
    add("/mine-data/mine-data.json", view_func=download_json)
    add("/mine-data/mine-data.html", view_func=download_html)
    add("/mine-data/slet", view_func=delete_account, methods=["GET", "POST"])
    add("/mine-data/slettet", view_func=account_deleted)


@requires(Permission.OWN_DATA)
def show_own_data() -> str | AnyResponse:
    """Everything held about the reader, and a form for what they cannot do themselves."""
    user = signed_in_user()
    is_young = young_person_of_user(user) is not None
    form = DataRequestForm(is_young=is_young)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            send_request(user, RequestKind(form.kind.data), form.words.data or "", now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your request has been sent. You get an answer within 30 days."), "success")
            return finish(form, "privacy.own_data")
    page = render_template(
        "privacy/own_data.html",
        groups=own_data(user),
        form=form,
        is_young=is_young,
        requests=own_requests(user),
        kinds=REQUEST_KINDS,
        statuses=REQUEST_STATUSES,
        tones=REQUEST_TONES,
    )
    look(user)
    return page


def look(user: User) -> None:
    """Record that somebody has seen their own data."""
    record_event("look at own data", user, by=user, now=clock.now())
    db.session.commit()


@password_again
@requires(Permission.OWN_DATA)
def download_json() -> Response:
    """One file for machines."""
    user = signed_in_user()
    groups = own_data(user)
    content = {
        "made_at": clock.now().isoformat(),
        "kept_for": purposes_in(groups),
        "tables": as_file(groups),
    }
    look(user)
    return as_attachment(
        json.dumps(content, ensure_ascii=False, indent=2), name="mine-data.json", kind="application/json"
    )


@password_again
@requires(Permission.OWN_DATA)
def download_html() -> Response:
    """One file for people."""
    user = signed_in_user()
    page = render_template("privacy/own_data_file.html", groups=own_data(user), made_at=clock.now())
    look(user)
    return as_attachment(page, name="mine-data.html", kind="text/html; charset=utf-8")


def as_attachment(content: str, *, name: str, kind: str) -> Response:
    """Return a file that is saved, and kept by no cache on the way."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, content_type=kind, headers=headers)


@password_again
@requires(Permission.OWN_DATA)
def delete_account() -> str | AnyResponse:
    """What happens when the account is deleted, what must be done first, and the button."""
    user = signed_in_user()
    form = DeleteAccountForm()
    if form.validate_on_submit():
        try:
            delete_own_account(user, also_certificates=form.also_certificates.data)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return redirect(url_for("privacy.account_deleted"))
    return render_template(
        "privacy/delete_account.html",
        form=form,
        is_young=young_person_of_user(user) is not None,
        alone=associations_left_alone(user),
        certificates=len(own_certificates(user)),
    )


def delete_own_account(user: User, *, also_certificates: bool) -> None:
    """Erase the account for good, and sign out; a young person's record is left to its caseworker, who is asked."""
    now = clock.now()
    if also_certificates:
        withdraw_all(user, now=now)
    if young_person_of_user(user) is not None:
        ask_for_erasure_of_record(user)
    erase_user(user, by=user, now=now)
    db.session.commit()
    logout_user()


def ask_for_erasure_of_record(user: User) -> None:
    """Ask the caseworker to erase the record too, unless that was asked already."""
    waiting = [request for request in own_requests(user) if request.kind is RequestKind.ERASURE]
    if not any(request.closed_at is None for request in waiting):
        send_request(user, RequestKind.ERASURE, "", now=clock.now())


@public
def account_deleted() -> str:
    """A last word; the page tells nothing about anybody."""
    return render_template("privacy/account_deleted.html")
