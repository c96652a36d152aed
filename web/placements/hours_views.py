"""The other page of a workplace's paperwork: the paid hours of the week, signed in or by the mailed link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.placements import labels
from web.placements.forms import HoursForm
from web.placements.hours import last_weeks, newest_minutes, warning_for
from web.placements.hours import note_hours as write_hours
from web.placements.models import Placement
from web.placements.personal_links import workplace_of_link
from web.placements.queries import placement_for, placements_at_work_of, placements_of_employer
from web.placements.sight import seen_in_placement

NUMBER = "int(max=2147483647)"


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages."""
    post = ["POST"]
    blueprint.add_url_rule("/smaajob/timer", view_func=note_hours)
    blueprint.add_url_rule(f"/smaajob/timer/<{NUMBER}:placement_id>", view_func=save_hours, methods=post)
    blueprint.add_url_rule("/timer/<token>", view_func=note_hours_by_link)
    blueprint.add_url_rule(
        f"/timer/<token>/<{NUMBER}:placement_id>", view_func=save_hours_by_link, methods=post
    )


@requires(Permission.EMPLOYER_PEOPLE)
def note_hours() -> str:
    """The hours of everybody at one's workplaces."""
    return render_hours(placements_at_work_of(signed_in_user()), token=None, now=clock.now())


def render_hours(placements: Sequence[Placement], *, token: str | None, now: datetime) -> str:
    """Return the page: a card for everybody, the newest week first."""
    today = clock.local_date(now)

    def address(placement: Placement) -> str:
        if token is None:
            return url_for("placements.save_hours", placement_id=placement.id)
        return url_for("placements.save_hours_by_link", token=token, placement_id=placement.id)

    return render_template(
        "placements/hours.html",
        cards=[
            (
                one,
                seen_in_placement(one, day=today),
                [(week, newest_minutes(one, before=week.monday)) for week in last_weeks(one, now=now)],
                address(one),
            )
            for one in placements
        ],
        new_form=lambda: HoursForm(formdata=None),
        is_link=token is not None,
        labels=labels,
    )


@requires(Permission.HOURS_NOTE)
def save_hours(placement_id: int) -> Response:
    """Note or correct the hours of a week."""
    viewer = signed_in_user()
    placement = allowed(placement_for(viewer, placement_id))
    return take_hours(placement, by=viewer, landing="placements.note_hours")


@public
def note_hours_by_link(token: str) -> str:
    """The same page without signing in, for the workplace of the link."""
    employer, _ = workplace_of_link(token)
    return render_hours(placements_of_employer(employer), token=token, now=clock.now())


@public
def save_hours_by_link(token: str, placement_id: int) -> Response:
    """The same step without signing in."""
    employer, contact = workplace_of_link(token)
    found = next((one for one in placements_of_employer(employer) if one.id == placement_id), None)
    if found is None:
        raise NotVisibleError
    return take_hours(found, by=contact, landing="placements.note_hours_by_link", token=token)


def take_hours(placement: Placement, *, by: User, landing: str, **values: str) -> Response:
    """Take the hours once; what is wrong with them is said at the top of the page."""
    form = HoursForm()
    if not form.validate_on_submit():
        flash(next(message for _, _, message in form.error_list()), "error")
        return redirect_to(landing, **values)
    if repeat := sent_before(form):
        return repeat
    try:
        write_hours(placement, form.week, form.minutes, by=by, now=clock.now())
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
        return redirect_to(landing, **values)
    if warning := warning_for(placement, form.week, form.minutes):
        flash(gettext("Noted. But: %(warning)s", warning=str(labels.WARNINGS[warning])), "warning")
    else:
        flash(gettext("Noted. Thank you!"), "success")
    return finish(form, landing, **values)


def redirect_to(landing: str, **values: str) -> Response:
    """Go back to the page of the hours."""
    return redirect(url_for(landing, **values))  # type: ignore[arg-type]
