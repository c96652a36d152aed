"""Pages about employers: registering one, changing it, and the administrator's queue."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.employers import contact_views
from web.employers.forms import EmployerForm, RefusalForm
from web.employers.labels import KINDS, STATUSES, TONES
from web.employers.models import EmployerStatus
from web.employers.queries import employer_to_decide, employers_with, own_employer
from web.employers.services import approve_employer, change_employer, refuse_employer, register_employer
from web.extensions import db

blueprint = Blueprint("employers", __name__, template_folder="templates")
contact_views.add_routes(blueprint)
NUMBER = "int(max=2147483647)"


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.jinja_env.globals.update(employer_kinds=KINDS, employer_statuses=STATUSES, employer_tones=TONES)
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
            change_employer(employer, form.facts(), by=user, now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return finish(form, "employers.show_employer", employer_id=employer.id)
    return render_template("employers/form.html", form=form, employer=employer)


@blueprint.get("/arbejdsgivere/godkend")
@requires(Permission.EMPLOYER_APPROVE)
def list_pending() -> str:
    """The employers that wait; those with another answer behind a link."""
    status = request.args.get("status", default=EmployerStatus.PENDING, type=EmployerStatus)
    return render_template(
        "employers/decide.html",
        page=employers_with(status),
        status=status,
        all_statuses=list(EmployerStatus),
    )


@blueprint.post(f"/arbejdsgivere/<{NUMBER}:employer_id>/godkend")
@requires(Permission.EMPLOYER_APPROVE)
def approve(employer_id: int) -> Response:
    """Welcome the employer."""
    employer = allowed(employer_to_decide(employer_id))
    with one_step(gettext("Approved. The contact person has been told.")):
        approve_employer(employer, by=signed_in_user(), now=clock.now())
    return redirect(url_for("employers.list_pending"))


@blueprint.route(f"/arbejdsgivere/<{NUMBER}:employer_id>/afvis", methods=["GET", "POST"])
@requires(Permission.EMPLOYER_APPROVE)
def refuse(employer_id: int) -> str | Response:
    """Say no with a reason."""
    employer, form = allowed(employer_to_decide(employer_id)), RefusalForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            refuse_employer(employer, reason=form.reason.data or "", by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Not approved. The contact person has been told why."), "success")
            return finish(form, "employers.list_pending")
    return render_template("employers/refuse.html", form=form, employer=employer)
