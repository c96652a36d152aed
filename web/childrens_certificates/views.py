"""The pages about children's certificates: the volunteer's consent, and the association's answer."""

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
    KIND,
    associations_to_choose,
    needs_certificate,
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
from web.profiles.models import Volunteer
from web.profiles.queries import own_volunteer
from web.profiles.sight import seen_by_others
from web.vetting.asking import kinds_for_mentoring

blueprint = Blueprint("childrens_certificates", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def volunteer_asked() -> Volunteer:
    """Return the reader as a volunteer who needs a certificate, or for whom one is being ordered; else NotVisibleError."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    if not is_being_ordered(volunteer) and not needs_certificate(volunteer, now=clock.now()):
        raise NotVisibleError
    return volunteer


def is_being_ordered(volunteer: Volunteer) -> bool:
    """Tell whether an association has been asked to order and has not answered."""
    newest = newest_order(volunteer)
    return newest is not None and newest.status is OrderStatus.ASKED


def own_page_of(volunteer: Volunteer) -> str:
    """Return the endpoint of the page on which the volunteer sees what is missing."""
    return "vetting.own_mentor" if KIND in kinds_for_mentoring(volunteer) else "papers.show_own"


@blueprint.route("/frivillig/boerneattest", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def order() -> str | Response:
    """Say yes to an association ordering one's certificate."""
    volunteer = volunteer_asked()
    form = OrderForm(associations=associations_to_choose(volunteer, now=clock.now()))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        association = db.session.get_one(Association, form.association.data)
        try:
            ask_for_certificate(volunteer, association, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Thank you. We have written to %(name)s.", name=association.name), "success")
            return finish(form, own_page_of(volunteer))
    newest = newest_order(volunteer)
    waiting = newest if newest is not None and newest.status is OrderStatus.ASKED else None
    return render_template(
        "childrens_certificates/order.html",
        form=form,
        waiting=waiting,
        way_back=url_for(own_page_of(volunteer)),
        is_for_mentoring=KIND in kinds_for_mentoring(volunteer),
    )


@blueprint.post("/frivillig/boerneattest/fortryd")
@requires(Permission.OWN_PROFILE)
def withdraw() -> Response:
    """Take the consent back."""
    volunteer = own_volunteer(signed_in_user())
    newest = None if volunteer is None else newest_order(volunteer)
    if volunteer is None or newest is None:
        raise NotVisibleError
    with one_step(gettext("Your consent is taken back.")):
        withdraw_order(newest, by=signed_in_user(), now=clock.now())
    return redirect(url_for(own_page_of(volunteer)))


@blueprint.get("/foreninger/<int:association_id>/boerneattester")
@requires(Permission.CERTIFICATE_RECORD)
def list_orders(association_id: int) -> str:
    """The certificates that an association is asked to order."""
    association = allowed(own_association(signed_in_user(), association_id))
    return render_template(
        "childrens_certificates/list.html",
        association=association,
        orders=orders_waiting_at(association, now=clock.now()),
        seen_by_others=seen_by_others,
    )


@blueprint.route("/foreninger/<int:association_id>/boerneattester/<int:order_id>", methods=["GET", "POST"])
@requires(Permission.CERTIFICATE_RECORD)
def answer_order(association_id: int, order_id: int) -> str | Response:
    """Record whether a certificate has been obtained."""
    association = allowed(own_association(signed_in_user(), association_id))
    found = order_at(association, order_id, now=clock.now())
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
        name=seen_by_others(found.volunteer).name,
    )


def take_answer(found: CertificateOrder, form: ObtainedForm) -> None:
    """Record what was chosen."""
    by, now = signed_in_user(), clock.now()
    if form.result.data == "obtained":
        record_obtained(found, form.issued_on.data, by=by, now=now)
    else:
        record_not_obtained(found, by=by, now=now)
