"""Reads of teams and of those kept apart; what an association has noted is read by its own coordinators only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, and_, any_, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import joinedload, selectinload

from web.accounts.models import User
from web.associations.models import Association
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer, VolunteerStatus
from web.tasks.models import Shift, Signup, SignupStatus, Task
from web.teams.models import Separation, Team, team_members

KNOWN_SINCE = timedelta(days=365)
HERE = (SignupStatus.REQUESTED, SignupStatus.CONFIRMED, SignupStatus.OFFERED, SignupStatus.WAITING)
Source = Callable[[Association], Iterable[int]]
_sources: list[Source] = []


def knows_volunteers(source: Source) -> Source:
    """Register another way in which volunteers are known to an association: returns their ids."""
    _sources.append(source)
    return source


def known_volunteers(association: Association, *, now: datetime) -> Sequence[Volunteer]:
    """Return the volunteers whom an association may put on teams: who had or wants a shift there, or offers to help."""
    signed_up = (
        select(Signup.volunteer_id)
        .join(Signup.shift)
        .join(Shift.task)
        .where(
            Task.association_id == association.id,
            Signup.status.in_(HERE),
            or_(Shift.ends_at.is_(None), Shift.ends_at > now - KNOWN_SINCE),
        )
    )
    offering = {volunteer_id for source in _sources for volunteer_id in source(association)}
    return db.session.scalars(
        select(Volunteer)
        .where(
            or_(Volunteer.id.in_(signed_up), Volunteer.id.in_(offering)),
            Volunteer.status == VolunteerStatus.ACTIVE,
        )
        .options(joinedload(Volunteer.user))
        .order_by(Volunteer.id)
    ).all()


def teams_of(association: Association) -> Sequence[Team]:
    """Return the teams that the association has put together, the newest first."""
    return db.session.scalars(
        select(Team)
        .where(Team.association_id == association.id)
        .options(selectinload(Team.members).joinedload(Volunteer.user))
        .order_by(Team.id.desc())
    ).all()


def team_in(association: Association, number: int) -> Team:
    """Return a team of the association; raise NotVisibleError for any other."""
    team = db.session.get(Team, number)
    if team is None or team.association_id != association.id:
        raise NotVisibleError
    return team


def separations_of(association: Association) -> Sequence[Separation]:
    """Return whom the association keeps apart, the newest first."""
    return db.session.scalars(
        select(Separation)
        .where(Separation.association_id == association.id)
        .options(
            joinedload(Separation.first).joinedload(Volunteer.user),
            joinedload(Separation.second).joinedload(Volunteer.user),
        )
        .order_by(Separation.id.desc())
    ).all()


def separation_in(association: Association, number: int) -> Separation:
    """Return a pair that the association keeps apart; raise NotVisibleError for any other."""
    found = db.session.get(Separation, number)
    if found is None or found.association_id != association.id:
        raise NotVisibleError
    return found


def own_teams(user: User) -> Sequence[Team]:
    """Return the teams that the user has made or joined through a link; an association's own are not among them."""
    mine = (
        select(team_members.c.team_id)
        .join(Volunteer, Volunteer.id == team_members.c.volunteer_id)
        .where(Volunteer.user_id == user.id)
    )
    return db.session.scalars(
        select(Team)
        .where(Team.id.in_(mine), Team.association_id.is_(None))
        .options(selectinload(Team.members).joinedload(Volunteer.user))
        .order_by(Team.id.desc())
    ).all()


def own_team(user: User, number: int) -> Team:
    """Return a team that the user has made or joined; raise NotVisibleError for any other."""
    found = next((team for team in own_teams(user) if team.id == number), None)
    if found is None:
        raise NotVisibleError
    return found


def team_with_code(code: str, *, now: datetime) -> Team:
    """Return the team that one joins through a link; raise NotVisibleError where there is none, or its time is over."""
    team = db.session.scalar(select(Team).where(Team.code == code))
    if team is None or team.open_until is None or team.open_until <= now:
        raise NotVisibleError
    return team


def together_among(volunteer_ids: Collection[int], *, association_id: int) -> list[tuple[int, ...]]:
    """Return who of these come together at the association: its own teams first, then those of the volunteers."""
    rows = db.session.execute(
        select(Team.id, team_members.c.volunteer_id)
        .join(team_members, team_members.c.team_id == Team.id)
        .where(
            is_among(team_members.c.volunteer_id, volunteer_ids),
            or_(Team.association_id == association_id, Team.association_id.is_(None)),
        )
        .order_by(Team.association_id.is_(None), Team.id, team_members.c.volunteer_id)
    )
    found: dict[int, list[int]] = {}
    for team_id, volunteer_id in rows:
        found.setdefault(team_id, []).append(volunteer_id)
    return [tuple(members) for members in found.values() if len(members) > 1]


def is_among(column: SQLColumnExpression[int], ids: Collection[int]) -> ColumnElement[bool]:
    """The clause that a column is one of these, sent as one value however many they are."""
    return column == any_(literal(list(ids), ARRAY(Integer)))


def apart_among(volunteer_ids: Collection[int], *, association_id: int) -> list[tuple[int, int]]:
    """Return which two of these the association keeps apart."""
    rows = select(Separation.first_id, Separation.second_id).where(
        Separation.association_id == association_id,
        is_among(Separation.first_id, volunteer_ids),
        is_among(Separation.second_id, volunteer_ids),
    )
    return [(first, second) for first, second in db.session.execute(rows.order_by(Separation.id))]


def kept_apart_from_those_on(shift: Shift) -> frozenset[int]:
    """Return the ids of all whom the association keeps apart from somebody who has a place on the shift."""
    there = frozenset(
        db.session.scalars(
            select(Signup.volunteer_id).where(Signup.shift_id == shift.id, Signup.seat.is_not(None))
        )
    )
    rows = select(Separation.first_id, Separation.second_id).where(
        Separation.association_id == shift.task.association_id,
        or_(Separation.first_id.in_(there), Separation.second_id.in_(there)),
    )
    return frozenset(
        one
        for first, second in db.session.execute(rows)
        for one, other in ((first, second), (second, first))
        if other in there
    )


def apart_from_somebody_on(shift: Shift, volunteer: Volunteer) -> bool:
    """Tell whether somebody who has a place on the shift is to be kept apart from the volunteer."""
    return bool(those_to_keep_from(volunteer, shift))


def those_to_keep_from(volunteer: Volunteer, shift: Shift) -> Sequence[Volunteer]:
    """Return who has a place on the shift and is to be kept apart from the volunteer; for coordinators only."""
    of_two = or_(
        and_(Separation.first_id == volunteer.id, Separation.second_id == Volunteer.id),
        and_(Separation.second_id == volunteer.id, Separation.first_id == Volunteer.id),
    )
    return db.session.scalars(
        select(Volunteer)
        .join(Signup, Signup.volunteer_id == Volunteer.id)
        .join(Separation, of_two)
        .where(
            Signup.shift_id == shift.id,
            Signup.seat.is_not(None),
            Separation.association_id == shift.task.association_id,
        )
        .options(joinedload(Volunteer.user))
        .order_by(Volunteer.id)
    ).all()
