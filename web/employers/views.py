"""Pages about employers: registering one, changing it; the administrator's are those of the register."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, render_template
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.employers import contact_views
from web.employers.forms import EmployerForm
from web.employers.labels import KINDS
from web.employers.queries import own_employer
from web.employers.register import EMPLOYERS
from web.employers.services import change_employer, register_employer
from web.extensions import db
from web.organisations.changes import said_after_change
from web.organisations.pages import DecisionPages

blueprint = Blueprint("employers", __name__, template_folder="templates")
contact_views.add_routes(blueprint)
DecisionPages(EMPLOYERS).add_routes(blueprint, "/arbejdsgivere")
NUMBER = "int(max=2147483647)"


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.globals.update(employer_kinds=KINDS)
    app.register_blueprint(blueprint)


@blueprint.route("/arbejdsgivere/tilmeld", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_REGISTER)
def register() -> str | Response:
    """One page; then an administrator looks at it."""
    form = EmployerForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            employer = register_employer(form.facts(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return finish(form, "employers.show_employer", employer_id=employer.id)
    return render_template("employers/form.html", form=form, employer=None)


@blueprint.get(f"/arbejdsgivere/<{NUMBER}:employer_id>")
@requires(Permission.EMPLOYER_MANAGE)
def show_employer(employer_id: int) -> str:
    """How far the registration is, and where to go from here."""
    employer = allowed(own_employer(signed_in_user(), employer_id))
    return render_template("employers/employer.html", employer=employer)


@blueprint.route(f"/arbejdsgivere/<{NUMBER}:employer_id>/ret", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_MANAGE)
def edit(employer_id: int) -> str | Response:
    """Change what the employer says about itself, also while it waits."""
    user = signed_in_user()
    employer = allowed(own_employer(user, employer_id))
    form = EmployerForm.filled_from(employer)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            change_employer(employer, form.facts(), seen=form.seen.data, by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(said_after_change(employer), "success")
            return finish(form, "employers.show_employer", employer_id=employer.id)
    return render_template("employers/form.html", form=form, employer=employer)
