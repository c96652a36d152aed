"""The caseworker's forms for young people and mentor requests, and the young person's way to an account."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_mails
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.youth import choice_views, invitations, services
from web.youth.aliases import suggest_alias
from web.youth.choice_services import taken_aliases
from web.youth.facts import as_typed, facts_of_request, facts_of_young_person
from web.youth.forms import MentorRequestForm, RegistrationForm, YoungPersonForm
from web.youth.models import MentorRequestStatus, Urgency, YoungPerson
from web.youth.opening import open_request, open_young_person

blueprint = Blueprint("youth", __name__, template_folder="templates")
choice_views.add_routes(blueprint)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


def today() -> date:
    """Return the day it is in Denmark."""
    return clock.local_date(clock.now())


@blueprint.route("/unge/opret", methods=["GET", "POST"])
@requires(Permission.YOUNG_PERSON_REGISTER)
def register() -> str | Response:
    """Register a young person with the least data."""
    suggested = suggest_alias(taken=taken_aliases())
    form = RegistrationForm(today=today(), data={"alias": suggested})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            young_person = services.register_young_person(
                form.facts(),
                form.choices(),
                is_protected=form.is_protected.data,
                by=signed_in_user(),
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The young person is registered. Now you can ask for a mentor."), "success")
            return finish(form, "youth.request_mentor", young_person_id=young_person.id)
    return render_template("youth/register.html", form=form, young_person=None)


@blueprint.route("/unge/<int:young_person_id>/ret", methods=["GET", "POST"])
@requires(Permission.YOUNG_PERSON_CHANGE)
def change(young_person_id: int) -> str | Response:
    """Change what is known about a young person."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="change")
    form = YoungPersonForm(today=today(), data=as_typed(facts_of_young_person(young_person)))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        services.change_young_person(young_person, form.facts(), by=signed_in_user(), now=clock.now())
        flash(gettext("The change is saved."), "success")
        return finish(form, "caseload.show_young_person", young_person_id=young_person.id)
    page = render_template("youth/register.html", form=form, young_person=young_person)
    db.session.commit()
    return page


@blueprint.route("/unge/<int:young_person_id>/anmodning", methods=["GET", "POST"])
@requires(Permission.MENTOR_REQUEST)
def request_mentor(young_person_id: int) -> str | Response:
    """Ask for a mentor."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="request a mentor")
    if current := open_request_of(young_person):
        return redirect(url_for("youth.change_request", request_id=current))
    form = MentorRequestForm(data={"urgency": Urgency.SOON, "minutes_per_week": 60, "max_travel_minutes": 30})
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.open_request(young_person, form.facts(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The request is open. It is part of the next match run."), "success")
            return finish(form, "caseload.show_young_person", young_person_id=young_person_id)
    page = render_template("youth/request.html", form=form, young_person=young_person, request_id=None)
    db.session.commit()
    return page


def open_request_of(young_person: YoungPerson) -> int | None:
    """Return the id of the young person's open request, if there is one."""
    statuses = {request.id: request.status for request in young_person.requests}
    return next((key for key, status in statuses.items() if status is MentorRequestStatus.OPEN), None)


@blueprint.route("/anmodninger/<int:request_id>/ret", methods=["GET", "POST"])
@requires(Permission.MENTOR_REQUEST)
def change_request(request_id: int) -> str | Response:
    """Change an open request."""
    request = open_request(signed_in_user(), request_id, purpose="change the request")
    form = MentorRequestForm(data=as_typed(facts_of_request(request)))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.change_request(request, form.facts(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The request is changed. The next match run goes by the new words."), "success")
            return finish(form, "caseload.show_young_person", young_person_id=request.young_person_id)
    page = render_template(
        "youth/request.html", form=form, young_person=request.young_person, request_id=request.id
    )
    db.session.commit()
    return page


@blueprint.post("/unge/<int:young_person_id>/konto")
@requires(Permission.YOUNG_PERSON_CHANGE)
@limit_mails
def invite(young_person_id: int) -> Response:
    """Mail the young person a link to an account of their own."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="invite to an account")
    with one_step(gettext("The invitation is on its way.")):
        invitations.invite_to_account(young_person, by=signed_in_user(), now=clock.now())
    return redirect(url_for("caseload.show_young_person", young_person_id=young_person_id))


@blueprint.get("/unge/velkommen/<token>")
@public
def welcome(token: str) -> Response:
    """Lead from the link in the invitation to the page where a password is chosen."""
    return redirect(url_for("security.reset_password", token=invitations.password_token_of(token)))
