"""A volunteer's pages: the friends one comes together with, and saying yes to a friend's link."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import requires, signed_in_user
from web.core.errors import NotVisibleError
from web.core.links import absolute_link
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.profiles.models import Volunteer, VolunteerStatus
from web.profiles.sight import seen_by_others
from web.tasks.readers import volunteer_of
from web.teams import queries, services
from web.teams.blueprint import blueprint
from web.teams.models import Team


def reader_who_volunteers() -> Volunteer | None:
    """Return the reader's profile; None where it is not finished."""
    volunteer = volunteer_of(signed_in_user())
    is_finished = volunteer is not None and volunteer.status is not VolunteerStatus.SIGNING_UP
    return volunteer if is_finished else None


def active_reader() -> Volunteer:
    """Return the reader's profile; raise NotVisibleError for somebody without one."""
    volunteer = reader_who_volunteers()
    if volunteer is None:
        raise NotVisibleError
    return volunteer


@blueprint.get("/sammen")
@requires(Permission.TEAM_OWN)
def list_own() -> str | Response:
    """With whom one comes together."""
    volunteer = reader_who_volunteers()
    if volunteer is None:
        flash(
            gettext("First tell us a little about yourself. Then you can come together with a friend."),
            "info",
        )
        return redirect(url_for("profiles.own_profile"))
    return render_template(
        "teams/own.html",
        teams=queries.own_teams(signed_in_user()),
        reader=volunteer,
        link_of=link_of,
        now=clock.now(),
        seen_by_others=seen_by_others,
    )


def link_of(team: Team) -> str:
    """Return the address that one gives to a friend."""
    return absolute_link("teams.show_invitation", code=team.code)


@blueprint.post("/sammen/nyt")
@requires(Permission.TEAM_OWN)
def begin() -> Response:
    """Begin a team, and get a link for one's friends."""
    with one_step(gettext("Here is your link. Send it to your friend.")):
        services.begin_own_team(active_reader(), by=signed_in_user(), now=clock.now())
    return redirect(url_for("teams.list_own"))


@blueprint.post("/sammen/<int(max=2147483647):number>/nyt-link")
@requires(Permission.TEAM_OWN)
def open_again(number: int) -> Response:
    """Get a new link for a team one is on."""
    user = signed_in_user()
    with one_step(gettext("Here is a new link. The old one no longer works.")):
        services.open_again(queries.own_team(user, number), by=user, now=clock.now())
    return redirect(url_for("teams.list_own"))


@blueprint.post("/sammen/<int(max=2147483647):number>/forlad")
@requires(Permission.TEAM_OWN)
def leave(number: int) -> Response:
    """Leave a team; the shifts one has stay one's own."""
    user = signed_in_user()
    with one_step(gettext("You no longer come together. The shifts you have stay yours.")):
        services.take_out(queries.own_team(user, number), active_reader(), by=user, now=clock.now())
    return redirect(url_for("teams.list_own"))


@blueprint.get("/sammen/link/<code>")
@requires(Permission.TEAM_OWN)
def show_invitation(code: str) -> str:
    """Who asks, and what it means; opening it changes nothing."""
    team = queries.team_with_code(code, now=clock.now())
    volunteer = reader_who_volunteers()
    return render_template(
        "teams/invitation.html",
        team=team,
        reader=volunteer,
        is_member=volunteer is not None and volunteer in team.members,
        seen_by_others=seen_by_others,
    )


@blueprint.post("/sammen/link/<code>/ja")
@requires(Permission.TEAM_OWN)
def join(code: str) -> Response:
    """Say yes."""
    now = clock.now()
    team = queries.team_with_code(code, now=now)
    with one_step(gettext("You now come together. Lovely!")):
        services.join(team, active_reader(), by=signed_in_user(), now=now)
    return redirect(url_for("teams.list_own"))
