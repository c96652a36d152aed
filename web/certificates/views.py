"""The pages of certificates: one's own, and the one where anybody checks a number."""

from __future__ import annotations

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import format_date, gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.catalogue.labels import name_of
from web.certificates.facts import as_read, facts_about
from web.certificates.forms import IssueForm
from web.certificates.labels import details_of, hours, title_of
from web.certificates.models import Certificate, CertificateStatus
from web.certificates.numbers import in_groups
from web.certificates.queries import (
    certificate_numbered,
    own_certificate,
    own_certificates,
    skills_named_in,
)
from web.certificates.services import issue_certificate, withdraw_certificate
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.links import absolute_link
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.core.qr_codes import qr_code
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.queries import own_volunteer

blueprint = Blueprint("certificates", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def volunteer_here() -> Volunteer:
    """Return the reader as a volunteer; raises NotVisibleError where they are none."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    return volunteer


@blueprint.route("/frivillig/beviser", methods=["GET", "POST"])
@requires(Permission.OWN_CERTIFICATE)
def list_own() -> str | Response:
    """One's own certificates, and a form for a new one."""
    volunteer = volunteer_here()
    facts = facts_about(volunteer, today=clock.today())
    form = IssueForm(facts=facts)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            certificate = issue_certificate(
                volunteer, form.facts.data or (), by=signed_in_user(), now=clock.now()
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(
                gettext("Your certificate is ready. Print it, or send the address of this page."), "success"
            )
            return finish(form, "certificates.show", number=certificate.number)
    return render_template(
        "certificates/own.html",
        form=form,
        facts=facts,
        certificates=own_certificates(signed_in_user()),
        details={fact.key: details_of(fact) for fact in facts},
        is_protected=volunteer.is_protected,
        in_groups=in_groups,
    )


@blueprint.post("/frivillig/beviser/<int:certificate_id>/traek-tilbage")
@requires(Permission.OWN_CERTIFICATE)
def withdraw(certificate_id: int) -> Response:
    """Take a certificate back."""
    certificate = allowed(own_certificate(signed_in_user(), certificate_id))
    with one_step(gettext("The certificate is withdrawn. Its number now tells nothing else.")):
        withdraw_certificate(certificate, by=signed_in_user(), now=clock.now())
    return redirect(url_for("certificates.list_own"))


@blueprint.get("/bevis")
@public
@limit_searches
def check() -> str | Response | tuple[str, int]:
    """A field for the number of a certificate."""
    typed = request.args.get("nummer", "").strip()
    if not typed:
        return render_template("certificates/check.html", typed="")
    certificate = certificate_numbered(typed)
    if certificate is None:
        return render_template("certificates/check.html", typed=typed), 404
    return redirect(url_for("certificates.show", number=certificate.number))


@blueprint.get("/bevis/<number>")
@public
@limit_searches
def show(number: str) -> str | tuple[str, int]:
    """A certificate, for whoever has its number."""
    certificate = certificate_numbered(number)
    if certificate is None:
        return render_template("certificates/check.html", typed=number), 404
    if certificate.status is CertificateStatus.WITHDRAWN:
        return render_template("certificates/withdrawn.html", number=in_groups(certificate.number))
    return certificate_page(certificate)


def certificate_page(certificate: Certificate) -> str:
    """Render what the certificate says."""
    facts = as_read(certificate.facts)
    address = absolute_link("certificates.show", number=certificate.number)
    return render_template(
        "certificates/certificate.html",
        certificate=certificate,
        number=in_groups(certificate.number),
        issued_on=format_date(certificate.issued_on, "long"),
        lines=[(title_of(fact), details_of(fact)) for fact in facts],
        total=hours(minutes) if (minutes := sum(fact.minutes for fact in facts)) else "",
        skills=[name_of(skill) for skill in skills_named_in(facts)],
        address=address,
        qr_code=qr_code(address),
    )
