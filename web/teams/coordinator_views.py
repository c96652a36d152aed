"""A coordinator's pages: who come together at the association, and who are kept apart."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.permissions import Permission
from web.extensions import db
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.tasks.coordinator_queries import association_of
from web.teams import queries, services
from web.teams.blueprint import blueprint
from web.teams.forms import MemberForm, SeparationForm, TeamForm
from web.teams.models import MOST_MEMBERS

AT = "/foreninger/<int(max=2147483647):association_id>/sammen"


@blueprint.get(AT)
@requires(Permission.SHIFT_PLAN)
def list_teams(association_id: int) -> str:
    """Who come together, and who are kept apart."""
    association = allowed(association_of(signed_in_user(), association_id))
    return render_template(
        "teams/list.html",
        association=association,
        teams=queries.teams_of(association),
        separations=queries.separations_of(association),
        has_people=len(queries.known_volunteers(association, now=clock.now())) > 1,
        seen_by_others=seen_by_others,
    )


@blueprint.route(f"{AT}/nyt-hold", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def new_team(association_id: int) -> str | Response:
    """Put two or more on a team."""
    user, now, form = signed_in_user(), clock.now(), TeamForm()
    association = allowed(association_of(user, association_id))
    form.offer(queries.known_volunteers(association, now=now))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            team = services.put_together(association, form.chosen(), by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("They come together from the next plan on."), "success")
            return finish(form, "teams.show_team", association_id=association.id, number=team.id)
    return render_template("teams/new.html", form=form, association=association)


@blueprint.route(f"{AT}/hold/<int(max=2147483647):number>", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def show_team(association_id: int, number: int) -> str | Response:
    """One team: who is on it, and one more."""
    user, now, form = signed_in_user(), clock.now(), MemberForm()
    association = allowed(association_of(user, association_id))
    team = queries.team_in(association, number)
    known = queries.known_volunteers(association, now=now)
    form.offer([one for one in known if one not in team.members])
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.add_member(team, form.chosen()[0], by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Saved. It counts from the next plan on."), "success")
            return finish(form, "teams.show_team", association_id=association.id, number=team.id)
    return render_template(
        "teams/team.html",
        form=form,
        association=association,
        team=team,
        most=MOST_MEMBERS,
        seen_by_others=seen_by_others,
    )


@blueprint.post(f"{AT}/hold/<int(max=2147483647):number>/ud/<int(max=2147483647):member>")
@requires(Permission.SHIFT_PLAN)
def take_out(association_id: int, number: int, member: int) -> Response:
    """Take somebody off a team."""
    user = signed_in_user()
    association = allowed(association_of(user, association_id))
    team = queries.team_in(association, number)
    volunteer = db.session.get(Volunteer, member)
    if volunteer is None or volunteer not in team.members:
        raise NotVisibleError
    is_last = len(team.members) < 3
    with one_step(gettext("Done. The shifts they have stay theirs.")):
        services.take_out(team, volunteer, by=user, now=clock.now())
    if is_last:
        return redirect(url_for("teams.list_teams", association_id=association_id))
    return redirect(url_for("teams.show_team", association_id=association_id, number=number))


@blueprint.post(f"{AT}/hold/<int(max=2147483647):number>/slut")
@requires(Permission.SHIFT_PLAN)
def end_team(association_id: int, number: int) -> Response:
    """Let a team be over."""
    user = signed_in_user()
    team = queries.team_in(allowed(association_of(user, association_id)), number)
    with one_step(gettext("The team is no more. The shifts they have stay theirs.")):
        services.end_team(team, by=user, now=clock.now())
    return redirect(url_for("teams.list_teams", association_id=association_id))


@blueprint.route(f"{AT}/hver-for-sig", methods=["GET", "POST"])
@requires(Permission.SHIFT_PLAN)
def keep_apart(association_id: int) -> str | Response:
    """Keep two people apart; nobody but the coordinators learns of it."""
    user, now, form = signed_in_user(), clock.now(), SeparationForm()
    association = allowed(association_of(user, association_id))
    form.offer(queries.known_volunteers(association, now=now))
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            one, other = form.chosen()
            services.keep_apart(association, one, other, note=form.note.data or "", by=user, now=now)
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Noted. The plan does not let them meet."), "success")
            return finish(form, "teams.list_teams", association_id=association.id)
    return render_template("teams/apart.html", form=form, association=association)


@blueprint.post(f"{AT}/hver-for-sig/<int(max=2147483647):number>/slut")
@requires(Permission.SHIFT_PLAN)
def stop_keeping_apart(association_id: int, number: int) -> Response:
    """Let two meet again."""
    user = signed_in_user()
    pair = queries.separation_in(allowed(association_of(user, association_id)), number)
    with one_step(gettext("They may meet again, and the note is gone.")):
        services.stop_keeping_apart(pair, by=user, now=clock.now())
    return redirect(url_for("teams.list_teams", association_id=association_id))
