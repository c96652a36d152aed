"""The pages about children's certificates: the mentor's consent, and the association's answer."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.associations.models import Association
from web.associations.queries import own_association
from web.childrens_certificates import steps  # noqa: F401 - tells what comes next
from web.childrens_certificates.forms import ObtainedForm, OrderForm
from web.childrens_certificates.models import CertificateOrder, OrderStatus
from web.childrens_certificates.queries import (
    associations_to_choose,
    is_asked_of,
    newest_order,
    order_at,
    orders_waiting_at,
)
from web.childrens_certificates.services import (
    ask_for_certificate,
    record_not_obtained,
    record_obtained,
    withdraw_order,
)
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Mentor
from web.profiles.sight import seen_by_others
from web.vetting.queries import own_mentor_of

blueprint = Blueprint("childrens_certificates", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def mentor_asked() -> Mentor:
    """Return the reader as a mentor who needs a certificate; raises NotVisibleError for everybody else."""
    mentor = own_mentor_of(signed_in_user())
    if mentor is None or not is_asked_of(mentor):
        raise NotVisibleError
    return mentor


@blueprint.route("/frivillig/mentor/boerneattest", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def order() -> str | Response:
    """Say yes to an association ordering one's certificate."""
    mentor = mentor_asked()
    form = OrderForm(associations=associations_to_choose())
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        association = db.session.get_one(Association, form.association.data)
        try:
            ask_for_certificate(mentor, association, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. We have written to %(name)s.", name=association.name), "success")
            return finish(form, "vetting.own_mentor")
    newest = newest_order(mentor)
    waiting = newest if newest is not None and newest.status is OrderStatus.ASKED else None
    return render_template("childrens_certificates/order.html", form=form, waiting=waiting)


@blueprint.post("/frivillig/mentor/boerneattest/fortryd")
@requires(Permission.OWN_PROFILE)
def withdraw() -> Response:
    """Take the consent back."""
    newest = newest_order(mentor_asked())
    if newest is None:
        raise NotVisibleError
    with one_step(gettext("Your consent is taken back.")):
        withdraw_order(newest, by=signed_in_user(), now=clock.now())
    return redirect(url_for("vetting.own_mentor"))


@blueprint.get("/foreninger/<int:association_id>/boerneattester")
@requires(Permission.CERTIFICATE_RECORD)
def list_orders(association_id: int) -> str:
    """The certificates that an association is asked to order."""
    association = allowed(own_association(signed_in_user(), association_id))
    return render_template(
        "childrens_certificates/list.html",
        association=association,
        orders=orders_waiting_at(association),
        seen_by_others=seen_by_others,
    )


@blueprint.route("/foreninger/<int:association_id>/boerneattester/<int:order_id>", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_RECORD)
def answer_order(association_id: int, order_id: int) -> str | Response:
    """Record whether a certificate has been obtained."""
    association = allowed(own_association(signed_in_user(), association_id))
    found = order_at(association, order_id)
    form = ObtainedForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            take_answer(found, form)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It is recorded. Thank you."), "success")
            return finish(form, "childrens_certificates.list_orders", association_id=association_id)
    elif found.status is not OrderStatus.ASKED:
        raise NotVisibleError
    return render_template(
        "childrens_certificates/answer.html",
        form=form,
        association=association,
        name=seen_by_others(found.mentor.volunteer).name,
    )


def take_answer(found: CertificateOrder, form: ObtainedForm) -> None:
    """Record what was chosen."""
    by, now = signed_in_user(), clock.now()
    if form.result.data == "obtained":
        record_obtained(found, form.issued_on.data, by=by, now=now)
    else:
        record_not_obtained(found, by=by, now=now)
