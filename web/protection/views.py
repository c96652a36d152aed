"""The step that marks somebody as protected, or no longer: for a young person, for a mentor, and for oneself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import BaseForm, finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.queries import own_volunteer
from web.protection import services
from web.protection.forms import EndForm, ProtectForm, ProtectVolunteerForm
from web.protection.reasons import WhyNoLonger, WhyProtected
from web.vetting.queries import mentor_for
from web.youth.aliases import suggest_alias
from web.youth.models import YoungPerson
from web.youth.opening import open_young_person

blueprint = Blueprint("protection", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.route("/unge/<int:young_person_id>/beskyttelse", methods=["GET", "POST"])
@requires(Permission.YOUNG_PERSON_CHANGE)
def of_young_person(young_person_id: int) -> str | Response:
    """Mark a young person of one's own."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="protection")
    form = EndForm() if young_person.is_protected else ProtectForm()
    landing = ("caseload.show_young_person", {"young_person_id": young_person_id})
    return take(
        form,
        lambda: mark_young_person(young_person, form),
        young_person,
        landing,
        name=young_person.first_name,
    )


@blueprint.route("/godkendelser/<int:mentor_id>/beskyttelse", methods=["GET", "POST"])
@requires(Permission.VETTING_DECIDE)
def of_mentor(mentor_id: int) -> str | Response:
    """Mark a mentor, as those who look at their papers."""
    volunteer = allowed(mentor_for(signed_in_user(), mentor_id)).volunteer
    form = form_for(volunteer)
    landing = ("vetting.show_mentor", {"mentor_id": mentor_id})
    return take(form, lambda: mark_volunteer(volunteer, form), volunteer, landing, name=volunteer.user.name)


@blueprint.route("/frivillig/beskyttelse", methods=["GET", "POST"])
@requires(Permission.OWN_PROFILE)
def of_oneself() -> str | Response:
    """Mark oneself."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    form = form_for(volunteer)
    landing: tuple[str, dict[str, Any]] = ("profiles.own_profile", {})
    return take(form, lambda: mark_volunteer(volunteer, form), volunteer, landing, name=None)


def form_for(volunteer: Volunteer) -> BaseForm:
    """Return the form of the step that can be taken now."""
    return EndForm() if volunteer.is_protected else ProtectVolunteerForm(data={"known_as": suggest_alias()})


def mark_young_person(young_person: YoungPerson, form: BaseForm) -> None:
    """Take the step for a young person."""
    by, now, reason = signed_in_user(), clock.now(), form.data["reason"]
    if isinstance(form, EndForm):
        services.end_protection_of_young_person(young_person, WhyNoLonger(reason), by=by, now=now)
    else:
        services.protect_young_person(young_person, WhyProtected(reason), by=by, now=now)


def mark_volunteer(volunteer: Volunteer, form: BaseForm) -> None:
    """Take the step for a volunteer."""
    by, now, reason = signed_in_user(), clock.now(), form.data["reason"]
    if isinstance(form, EndForm):
        services.end_protection_of_volunteer(volunteer, WhyNoLonger(reason), by=by, now=now)
    else:
        known_as = form.data["known_as"]
        services.protect_volunteer(volunteer, WhyProtected(reason), known_as=known_as, by=by, now=now)


def take(
    form: BaseForm,
    step: Callable[[], None],
    person: YoungPerson | Volunteer,
    landing: tuple[str, dict[str, Any]],
    *,
    name: str | None,
) -> str | Response:
    """Show what the step means, or take it once; without a name it is the reader's own."""
    endpoint, values = landing
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            step()
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("It counts from now on, everywhere."), "success")
            return finish(form, endpoint, **values)
    page = render_template(
        "protection/step.html",
        form=form,
        is_protected=person.is_protected,
        is_volunteer=isinstance(person, Volunteer),
        name=name,
        back=url_for(endpoint, **values),
    )
    db.session.commit()
    return page
