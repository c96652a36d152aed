"""Signing up as a volunteer, and one's own profile afterwards."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask_babel import format_date, gettext
from flask_login import current_user
from flask_security import user_confirmed
from werkzeug.wrappers import Response

from web.accounts.confirmation_views import MAILED_ADDRESS, remember_opening
from web.accounts.limits import limit_tries
from web.accounts.models import User
from web.accounts.services import open_account
from web.catalogue.labels import LANGUAGE_LEVELS
from web.core import clock
from web.core.access import SignInNeededError, public, requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.core.way_back import take_way_back
from web.extensions import db
from web.profiles import jobs  # noqa: F401 - registers the jobs
from web.profiles.details import details_of
from web.profiles.drafts import adopt_own_draft
from web.profiles.forms import PauseForm, StepForm, TimeForm, WhoAndAccountForm
from web.profiles.labels import GENDERS, MEANS, SKILL_GROUPS, VOLUNTEER_STATUSES
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.queries import own_volunteer
from web.profiles.services import pause, resume
from web.profiles.sight import place_of, seen_by_others
from web.profiles.sign_up import (
    DRAFT_KEY,
    STEPS,
    adopt_draft_of_this_browser,
    number_of,
    tell,
    tell_first,
    told_so_far,
)
from web.translations import choose_locale

blueprint = Blueprint("profiles", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the routes, what pages may tell of volunteers, and take up the draft of whoever confirms their address."""
    app.register_blueprint(blueprint)
    app.add_template_global(place_of)
    app.add_template_global(seen_by_others)
    user_confirmed.connect(adopt_when_confirmed, app)


def adopt_when_confirmed(app: Flask, *, user: User, **unused: Any) -> None:
    """Turn what somebody typed before confirming their address into their profile."""
    adopt_own_draft(user, now=clock.now())


@blueprint.get("/frivillig/tilmeld")
@public
def sign_up() -> Response:
    """Go to the first step that is not filled in yet."""
    if current_user.is_authenticated and DRAFT_KEY in session:
        adopt_draft_of_this_browser(now=clock.now())
        db.session.commit()
    told = told_so_far()
    if told is None:
        return redirect(url_for("profiles.begin"))
    missing = [step.slug for step, part in zip(STEPS, told.parts, strict=True) if part is None]
    if missing:
        return redirect(url_for("profiles.sign_up_step", slug=missing[0]))
    if current_user.is_authenticated:
        return redirect(take_way_back() or url_for("profiles.own_profile"))
    return redirect(url_for("profiles.nearly_there"))


@blueprint.route("/frivillig/begynd", methods=["GET", "POST"])
@public
@limit_tries
def begin() -> str | Response:
    """The first step of somebody who is not signed in: who they are, and the account."""
    if current_user.is_authenticated:
        return redirect(url_for("profiles.sign_up_step", slug=STEPS[0].slug))
    form = WhoAndAccountForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        user = open_account(
            form.email.data,
            name=form.name.data,
            password=form.password.data,
            locale=choose_locale(),
            now=clock.now(),
        )
        tell_first(form.part(), user=user)
        remember_opening(user, address=form.email.data)
        return finish(form, "profiles.sign_up_step", slug=STEPS[1].slug)
    return render_template("profiles/step.html", form=form, number=0, steps=guide(0), is_signing_up=True)


@blueprint.route("/frivillig/tilmeld/<slug>", methods=["GET", "POST"])
@public
def sign_up_step(slug: str) -> str | Response:
    """One of the four steps, of somebody signed in or of this browser's draft."""
    number = number_of(slug)
    told = told_so_far()
    if told is None and request.method == "POST" and not current_user.is_authenticated:
        raise SignInNeededError
    if told is None and not (current_user.is_authenticated and number == 0):
        return redirect(url_for("profiles.sign_up"))
    form = STEPS[number].form()
    is_signing_up = told is None or not told.is_complete or not current_user.is_authenticated
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        tell(form.part(), now=clock.now())
        if not is_signing_up:
            flash(gettext("Your changes are saved."), "success")
        return finish(form, next_page(form, is_signing_up=is_signing_up))
    if not form.is_submitted():
        show_known(form, told)
    return render_template(
        "profiles/step.html",
        form=form,
        number=number,
        steps=guide(number),
        is_signing_up=is_signing_up,
        skill_groups=SKILL_GROUPS,
    )


def next_page(form: StepForm, *, is_signing_up: bool) -> str:
    """Return the endpoint after a step: the next step, one's profile, or what a mentor is, if that was wished."""
    if not is_signing_up:
        return "profiles.own_profile"
    is_last = isinstance(form, TimeForm) and current_user.is_authenticated
    return "vetting.apply" if is_last and form.wishes_to_mentor.data else "profiles.sign_up"


def show_known(form: Any, told: Any) -> None:
    """Fill in what is told already, at first at least the name of the account."""
    if told is not None:
        form.fill_in(told)
    if "name" in form and not form.name.data and current_user.is_authenticated:
        form.name.data = current_user.name


def guide(number: int) -> list[tuple[str, str | None]]:
    """Return (title, address) of every step; those before the present one can be opened again."""
    return [
        (str(step.title), url_for("profiles.sign_up_step", slug=step.slug) if place < number else None)
        for place, step in enumerate(STEPS)
    ]


@blueprint.get("/frivillig/naesten-klar")
@public
def nearly_there() -> str | Response:
    """Everything is told; only the address must be confirmed."""
    if current_user.is_authenticated:
        return redirect(url_for("profiles.own_profile"))
    return render_template("profiles/nearly_there.html", address=session.get(MAILED_ADDRESS, ""))


@blueprint.get("/frivillig")
@requires(Permission.OWN_PROFILE)
def own_profile() -> str | Response:
    """The volunteer's own page: everything they have told, and a break."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None or volunteer.status is VolunteerStatus.SIGNING_UP:
        return redirect(url_for("profiles.sign_up"))
    return show_profile(volunteer, PauseForm())


def show_profile(volunteer: Volunteer, form: PauseForm) -> str:
    """Render the volunteer's own page."""
    return render_template(
        "profiles/own_profile.html",
        volunteer=volunteer,
        details=details_of(volunteer),
        steps={step.slug: step for step in STEPS},
        genders=GENDERS,
        means=MEANS,
        skill_groups=SKILL_GROUPS,
        statuses=VOLUNTEER_STATUSES,
        levels=LANGUAGE_LEVELS,
        born_on=format_date(volunteer.born_on, gettext("d MMMM yyyy")),
        form=form,
    )


@blueprint.post("/frivillig/pause")
@requires(Permission.OWN_PROFILE)
def take_break() -> str | Response:
    """Begin a break."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    form = PauseForm()
    if not form.validate_on_submit():
        return show_profile(volunteer, form)
    if repeat := sent_before(form):
        return repeat
    pause(volunteer, until=form.until.data, by=signed_in_user(), now=clock.now())
    flash(
        gettext("You are taking a break. Nobody will ask you for anything new until you are back."), "success"
    )
    return finish(form, "profiles.own_profile")


@blueprint.post("/frivillig/tilbage")
@requires(Permission.OWN_PROFILE)
def come_back() -> Response:
    """End a break."""
    volunteer = own_volunteer(signed_in_user())
    if volunteer is None:
        raise NotVisibleError
    if volunteer.status is VolunteerStatus.PAUSED:
        resume(volunteer, by=signed_in_user(), now=clock.now())
        flash(gettext("Welcome back!"), "success")
    db.session.commit()
    return redirect(url_for("profiles.own_profile"))
