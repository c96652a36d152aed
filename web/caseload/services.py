"""What a closed account leaves behind: a caseload that is handed over in one step, and matches to look after."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.audit.services import record_event
from web.caseload.messages import (
    tell_caseworker_of_closed_mentor,
    tell_matched_mentor,
    tell_matched_young_person,
    tell_predecessor,
    tell_successor,
)
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.matches.models import Match, MatchStatus
from web.profiles.models import Mentor, Volunteer
from web.youth.models import YoungPerson


def hand_over_caseload(predecessor: User, successor: User, *, by: User, now: datetime) -> int:
    """Make the successor the caseworker of all the predecessor's young people; return how many they were.

    Both are told, and so are the mentors and young people of running matches, who need to know whom to turn to.
    Raises RuleError where the successor cannot work as a caseworker, or is the one who decides it.
    """
    if successor.id == by.id:
        raise RuleError(
            gettext("You cannot give yourself a caseload. Ask another administrator to do it."),
            field="successor",
        )
    lock_row(successor, allows_references=True)
    db.session.refresh(successor, ["roles"])
    can_work = successor.active and successor.has_any_role(RoleName.CASEWORKER)
    if successor.id == predecessor.id or not can_work:
        raise RuleError(gettext("Choose a caseworker who can sign in."), field="successor")
    young_people = lock_caseload(predecessor)
    for young_person in young_people:
        young_person.caseworker = successor
        details = {"from": predecessor.id, "to": successor.id}
        record_event("hand over young person", young_person, by=by, now=now, details=details)
    db.session.flush()
    if young_people:
        tell_all(young_people, predecessor, successor, now=now)
    return len(young_people)


def lock_caseload(caseworker: User) -> list[YoungPerson]:
    """Return the caseworker's young people, each held until the commit."""
    statement = (
        select(YoungPerson)
        .where(YoungPerson.caseworker_id == caseworker.id)
        .order_by(YoungPerson.id)
        .with_for_update(of=YoungPerson)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(statement))


def tell_all(young_people: list[YoungPerson], predecessor: User, successor: User, *, now: datetime) -> None:
    """Tell the two caseworkers, and both sides of the running matches."""
    tell_successor(successor, predecessor, number=len(young_people), now=now)
    if predecessor.active:
        tell_predecessor(predecessor, successor, number=len(young_people), now=now)
    running = select(Match).where(
        Match.young_person_id.in_([young_person.id for young_person in young_people]),
        Match.status == MatchStatus.ACTIVE,
    )
    for match in db.session.scalars(running.order_by(Match.id)):
        tell_matched_mentor(match, successor, now=now)
        tell_matched_young_person(match, successor, now=now)


def tell_caseworkers_of_closed_mentor(user: User, *, now: datetime) -> None:
    """Tell the caseworkers of a mentor's running matches that the mentor's account is closed; the matches go on."""
    running = (
        select(Match)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(Volunteer.user_id == user.id, Match.status == MatchStatus.ACTIVE)
    )
    for match in db.session.scalars(running.order_by(Match.id)):
        tell_caseworker_of_closed_mentor(match, now=now)
