"""The page of a match for its three readers, the list of one's matches, and its end."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.models import User
from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed, public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.paging import paged
from web.core.permissions import Permission
from web.core.week_words import stretch_text
from web.deputies.caseloads import act_for, caseloads_of
from web.extensions import db
from web.matches import queries, services
from web.matches.first_meeting import suggest_first_meeting
from web.matches.forms import CloseForm, GoOnForm
from web.matches.labels import CLOSE_REASONS, MATCH_STATUSES, CloseReason
from web.matches.lapses import lacks_of
from web.matches.models import Match, MatchStatus
from web.matches.personal_links import match_of_link
from web.matches.reviews import open_review_of
from web.profiles.sight import Audience, SeenVolunteer, volunteer_seen
from web.proposals.labels import MENTOR_KINDS
from web.vetting.labels import CLEARANCE_KINDS
from web.youth.models import YoungPerson
from web.youth.personal_links import choices_path
from web.youth.sight import Reader, SeenYoungPerson, Stage, young_person_seen


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages of matches."""
    blueprint.add_url_rule("/forloeb", view_func=list_matches)
    blueprint.add_url_rule("/forloeb/<int:match_id>", view_func=show_match)
    blueprint.add_url_rule("/forloeb/<int:match_id>/afslut", view_func=close_match, methods=["GET", "POST"])
    blueprint.add_url_rule("/mit-forloeb/<token>", view_func=show_match_by_link)


@requires(Permission.MATCH_VIEW)
def list_matches() -> str:
    """The viewer's own matches, the running ones first."""
    viewer = signed_in_user()
    page = paged(queries.matches_of(viewer))
    shown = render_template(
        "matches/list.html",
        page=page,
        names={match.id: name_in_list(match, role=role_in(match, viewer)) for match in page.items},
        caseloads=caseloads_of(viewer),
        statuses=MATCH_STATUSES,
    )
    record_event("list matches", viewer, by=viewer, now=clock.now())
    db.session.commit()
    return shown


@requires(Permission.MATCH_VIEW)
def show_match(match_id: int) -> str:
    """The page of one match, as caseworker, mentor or young person."""
    viewer = signed_in_user()
    match = allowed(queries.match_for(viewer, match_id))
    role = role_in(match, viewer)
    act_for(viewer, match.young_person.caseworker_id)
    record_look(match.young_person, role=role)
    own = url_for("youth.choose_own") if role == "young_person" else None
    page = render_match(match, role=role, choices_url=own)
    db.session.commit()
    return page


def role_in(match: Match, viewer: User) -> str:
    """Return as what the viewer reads the page: as caseworker (or deputy), mentor or young person."""
    if match.young_person.caseworker_id in caseloads_of(viewer):
        return "caseworker"
    if match.mentor.volunteer.user_id == viewer.id:
        return "mentor"
    if match.young_person.user_id == viewer.id:
        return "young_person"
    raise NotVisibleError


def name_in_list(match: Match, *, role: str) -> str:
    """Return what a match is called in the list of a reader in that role."""
    mentor = mentor_seen(match, role=role).name
    if role == "young_person":
        return mentor
    if role == "mentor" and match.status is not MatchStatus.ACTIVE:
        return gettext("A young person")
    young = young_seen(match, role=role).name
    return young if role == "mentor" else f"{young} – {mentor}"


def mentor_seen(match: Match, *, role: str) -> SeenVolunteer:
    """Return what a reader in that role sees of the mentor."""
    by = Audience.STAFF if role == "caseworker" else Audience.OTHERS
    return volunteer_seen(match.mentor.volunteer, by=by)


def young_seen(match: Match, *, role: str) -> SeenYoungPerson:
    """Return what a reader in that role sees of the young person."""
    by = Reader.MENTOR if role == "mentor" else Reader.CASEWORKER
    day = clock.local_date(clock.now())
    seen = young_person_seen(match.young_person, match.request, by=by, stage=Stage.MATCH, day=day)
    if seen is None:
        raise NotVisibleError
    return seen


@public
def show_match_by_link(token: str) -> str:
    """The page of one match for a young person without an account."""
    match = match_of_link(token)
    return render_match(match, role="young_person", choices_url=choices_path(match.young_person))


def record_look(young_person: YoungPerson, *, role: str) -> None:
    """Record the look of a mentor or caseworker; young people looking at their own page are left in peace."""
    if role != "young_person":
        viewer, now = signed_in_user(), clock.now()
        record_event("look at young person", young_person, by=viewer, now=now, purpose=f"match, as {role}")


def render_match(match: Match, *, role: str, choices_url: str | None = None) -> str:
    """Return the page of a match for a reader in that role."""
    common = match.request.week & match.mentor.volunteer.week
    meeting = suggest_first_meeting(
        common, minutes=match.request.minutes_per_week, today=clock.local_date(clock.now())
    )
    return render_template(
        "matches/match.html",
        match=match,
        role=role,
        young_person=match.young_person if role == "caseworker" else None,
        young=young_seen(match, role=role),
        mentor=mentor_seen(match, role=role),
        choices_url=choices_url,
        kind=MENTOR_KINDS[match.mentor.kind],
        caseworker=match.young_person.caseworker,
        lacks=lacks_of(match, now=clock.now()) if role != "young_person" else [],
        clearance_kinds=CLEARANCE_KINDS,
        review=open_review_of(match) if role == "caseworker" else None,
        go_on=GoOnForm(formdata=None),
        common=common,
        meeting=meeting,
        meeting_time=stretch_text(meeting.start, meeting.end) if meeting else "",
        is_active=match.status is MatchStatus.ACTIVE,
        close_reason=CLOSE_REASONS[CloseReason(match.close_reason)] if match.close_reason else None,
    )


@requires(Permission.MATCH_CLOSE)
def close_match(match_id: int) -> str | Response:
    """End a match, as the young person's caseworker."""
    match = allowed(queries.match_for(signed_in_user(), match_id))
    if match.status is not MatchStatus.ACTIVE:
        raise NotVisibleError
    act_for(signed_in_user(), match.young_person.caseworker_id)
    form = CloseForm()
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            services.close_match(
                match,
                CloseReason(form.reason.data),
                words=form.words.data or "",
                wants_another=form.wants_another.data,
                by=signed_in_user(),
                now=clock.now(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The match has ended. Both have been thanked."), "success")
            return finish(form, "matches.show_match", match_id=match_id)
    record_look(match.young_person, role="caseworker")
    page = render_template("matches/close.html", match=match, form=form, young_person=match.young_person)
    db.session.commit()
    return page
