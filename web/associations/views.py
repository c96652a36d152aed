"""Pages about associations: all of them, registering one, changing it, and the administrator's queue."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.associations.forms import AssociationForm, RefusalForm
from web.associations.labels import KINDS, STATUSES
from web.associations.models import AssociationStatus
from web.associations.queries import (
    approved_associations,
    association_to_decide,
    associations_with,
    own_association,
)
from web.associations.services import (
    approve_association,
    change_association,
    refuse_association,
    register_association,
)
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import SHORT_TEXT, clean_text, finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db

blueprint = Blueprint("associations", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.globals.update(association_kinds=KINDS, association_statuses=STATUSES)
    app.register_blueprint(blueprint)


@blueprint.get("/foreninger")
@public
@limit_searches
def list_associations() -> str:
    """Every approved association."""
    typed = (clean_text(request.args.get("q")) or "").replace("\x00", "")[:SHORT_TEXT]
    return render_template("associations/list.html", page=approved_associations(words=typed), words=typed)


@blueprint.route("/foreninger/tilmeld", methods=["GET", "POST"])
@requires(Permission.ASSOCIATION_REGISTER)
def register() -> str | Response:
    """One page; then an administrator looks at it."""
    form = AssociationForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            association = register_association(form.registration(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "associations.show_registration", association_id=association.id)
    return render_template("associations/form.html", form=form, association=None)


@blueprint.get("/foreninger/<int(max=2147483647):association_id>/status")
@requires(Permission.ASSOCIATION_MANAGE)
def show_registration(association_id: int) -> str:
    """How far the registration is, for those who made it."""
    association = allowed(own_association(signed_in_user(), association_id))
    return render_template("associations/registration.html", association=association)


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/ret", methods=["GET", "POST"])
@requires(Permission.ASSOCIATION_MANAGE)
def edit(association_id: int) -> str | Response:
    """Change what the association says about itself, also while it waits."""
    user = signed_in_user()
    association = allowed(own_association(user, association_id))
    form = AssociationForm.filled_from(association)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            change_association(association, form.registration(), by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return finish(form, "associations.show_registration", association_id=association.id)
    return render_template("associations/form.html", form=form, association=association)


@blueprint.get("/foreninger/godkend")
@requires(Permission.ASSOCIATION_APPROVE)
def list_pending() -> str:
    """The associations that wait; those with another answer behind a link."""
    status = request.args.get("status", default=AssociationStatus.PENDING, type=AssociationStatus)
    return render_template(
        "associations/decide.html",
        page=associations_with(status),
        status=status,
        all_statuses=list(AssociationStatus),
    )


@blueprint.post("/foreninger/<int(max=2147483647):association_id>/godkend")
@requires(Permission.ASSOCIATION_APPROVE)
def approve(association_id: int) -> Response:
    """Welcome the association."""
    association = allowed(association_to_decide(association_id))
    with one_step(gettext("Approved. The coordinator has been told.")):
        approve_association(association, by=signed_in_user(), now=clock.now())
    return redirect(url_for("associations.list_pending"))


@blueprint.route("/foreninger/<int(max=2147483647):association_id>/afvis", methods=["GET", "POST"])
@requires(Permission.ASSOCIATION_APPROVE)
def refuse(association_id: int) -> str | Response:
    """Say no with a reason."""
    association, form = allowed(association_to_decide(association_id)), RefusalForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            refuse_association(association, reason=form.reason.data, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Not approved. The coordinator has been told why."), "success")
            return finish(form, "associations.list_pending")
    return render_template("associations/refuse.html", form=form, association=association)
