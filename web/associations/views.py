"""Pages about associations: all of them, registering one, changing it; the administrator's are those of the register."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, render_template, request
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.associations.forms import AssociationForm
from web.associations.labels import KINDS
from web.associations.queries import approved_associations, own_association
from web.associations.register import ASSOCIATIONS
from web.associations.services import change_association, register_association
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import SHORT_TEXT, clean_text, finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.organisations.changes import said_after_change
from web.organisations.pages import DecisionPages

blueprint = Blueprint("associations", __name__, template_folder="templates")
DecisionPages(ASSOCIATIONS).add_routes(blueprint, "/foreninger")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.globals.update(association_kinds=KINDS)
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
            association = register_association(form.facts(), by=signed_in_user(), now=clock.now())
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
            change_association(association, form.facts(), seen=form.seen.data, by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(said_after_change(association), "success")
            return finish(form, "associations.show_registration", association_id=association.id)
    return render_template("associations/form.html", form=form, association=association)
