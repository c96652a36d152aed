"""Putting volunteers on a team, joining one, leaving it, and keeping two apart."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.models import Association
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.teams import messages
from web.teams.models import MOST_MEMBERS, Separation, Team, team_members

OPEN_FOR = timedelta(days=14)
CODE_BYTES = 15
MOST_OWN_TEAMS = 10


def put_together(
    association: Association, volunteers: Sequence[Volunteer], *, by: User, now: datetime
) -> Team:
    """Let volunteers come together on the association's shifts; raise RuleError for fewer than two, or a contradiction."""
    people = list(dict.fromkeys(volunteers))
    if len(people) < 2:
        raise RuleError(gettext("Choose at least two different people."), field="second")
    team = Team(association=association, made_by_id=by.id, made_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(team)
            db.session.flush()
            for volunteer in people:
                _add(team, volunteer)
    except IntegrityError as error:
        raise refusal_of(error) from error
    record_event("team: put together", team, by=by, now=now, details={"people": len(people)})
    return team


def add_member(team: Team, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Put one more on an association's team."""
    lock_row(team)
    if volunteer in team.members:
        raise RuleError(gettext("That person is on the team already."), field="person")
    try:
        with db.session.begin_nested():
            _add(team, volunteer)
    except IntegrityError as error:
        raise refusal_of(error) from error
    db.session.expire(team, ["members"])
    record_event("team: add", team, by=by, now=now, details={"volunteer": volunteer.id})


def take_out(team: Team, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Take somebody off a team; the shifts they have stay theirs. A team of an association with one left is over."""
    lock_row(team)
    if volunteer not in team.members:
        raise RuleError(gettext("Somebody else has changed this meanwhile."))
    record_event("team: leave", team, by=by, now=now, details={"volunteer": volunteer.id})
    db.session.execute(
        delete(team_members).where(
            team_members.c.team_id == team.id, team_members.c.volunteer_id == volunteer.id
        )
    )
    db.session.expire_all()


def end_team(team: Team, *, by: User, now: datetime) -> None:
    """Let the team be over; the shifts people have stay theirs."""
    lock_row(team)
    record_event("team: end", team, by=by, now=now)
    # Not through the session: it would take the members away one by one, and the team would end with the last but one.
    db.session.execute(delete(Team).where(Team.id == team.id))
    db.session.expire_all()


def begin_own_team(volunteer: Volunteer, *, by: User, now: datetime) -> Team:
    """Begin a team of volunteers with oneself on it; friends join through its link."""
    if volunteer.status is not VolunteerStatus.ACTIVE:
        raise RuleError(gettext("Your profile is paused or not finished. Open it, and then you can sign up."))
    lock_row(volunteer, allows_references=True)
    if _number_of_own_teams(volunteer) >= MOST_OWN_TEAMS:
        raise RuleError(gettext("You are on ten teams already. Leave one first."))
    code = secrets.token_urlsafe(CODE_BYTES)
    team = Team(code=code, open_until=now + OPEN_FOR, made_by_id=by.id, made_at=now)
    db.session.add(team)
    db.session.flush()
    _add(team, volunteer)
    record_event("team: begin", team, by=by, now=now)
    return team


def join(team: Team, volunteer: Volunteer, *, by: User, now: datetime) -> None:
    """Say yes to coming together, and tell the others; raise RuleError for a second yes, or a team that is full."""
    lock_row(team)
    if team.open_until is None or team.open_until <= now:
        raise RuleError(gettext("The link has run out. Ask your friend for a new one."))
    if volunteer.status is not VolunteerStatus.ACTIVE:
        raise RuleError(gettext("Your profile is paused or not finished. Open it, and then you can sign up."))
    if volunteer in team.members:
        raise RuleError(gettext("You are on this team already."))
    others = list(team.members)
    try:
        with db.session.begin_nested():
            _add(team, volunteer)
    except IntegrityError as error:
        raise refusal_of(error) from error
    db.session.expire(team, ["members"])
    record_event("team: join", team, by=by, now=now)
    for other in others:
        messages.tell_of_new_member(team, volunteer, to=other)


def open_again(team: Team, *, by: User, now: datetime) -> None:
    """Give the team a new link; the old one no longer opens anything."""
    lock_row(team)
    team.code, team.open_until = secrets.token_urlsafe(CODE_BYTES), now + OPEN_FOR
    record_event("team: new link", team, by=by, now=now)
    db.session.flush()


def keep_apart(
    association: Association, one: Volunteer, other: Volunteer, *, note: str, by: User, now: datetime
) -> Separation:
    """Keep two volunteers apart at the association; raise RuleError for one person twice, or two of one team."""
    if one.id == other.id:
        raise RuleError(gettext("Choose two different people."), field="second")
    first, second = sorted((one, other), key=lambda volunteer: volunteer.id)
    pair = Separation(
        association=association, first=first, second=second, note=note, made_by_id=by.id, made_at=now
    )
    try:
        with db.session.begin_nested():
            db.session.add(pair)
            db.session.flush()
    except IntegrityError as error:
        raise refusal_of(error) from error
    record_event("keep apart", pair, by=by, now=now)
    return pair


def stop_keeping_apart(pair: Separation, *, by: User, now: datetime) -> None:
    """Let the two meet again, and forget the note."""
    lock_row(pair)
    record_event("stop keeping apart", pair, by=by, now=now)
    db.session.delete(pair)
    db.session.flush()


def refusal_of(error: IntegrityError) -> RuleError:
    """Return the named constraint's refusal in words; anything else is our own mistake and goes on."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if name == "teams_are_at_peace":
        return RuleError(gettext("Two of them are to be kept apart here, so they cannot be on one team."))
    if name == "teams_are_small":
        return RuleError(gettext("A team has room for %(people)s people.", people=MOST_MEMBERS))
    if name == "uq_separations_pair":
        return RuleError(gettext("These two are kept apart already."), field="second")
    raise error


def _add(team: Team, volunteer: Volunteer) -> None:
    db.session.execute(insert(team_members).values(team_id=team.id, volunteer_id=volunteer.id))


def _number_of_own_teams(volunteer: Volunteer) -> int:
    own = db.session.query(Team).filter(Team.association_id.is_(None), Team.members.contains(volunteer))
    return own.count()
