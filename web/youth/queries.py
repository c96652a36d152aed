"""Reads about young people: each takes the viewer, and finds only the caseloads that are the viewer's concern today."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from web.accounts.models import User
from web.core.errors import NotVisibleError
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.youth.models import MentorRequest, YoungPerson

LARGEST_ID = 2**31 - 1


def young_people_of(viewer: User, *, search: str = "") -> Select[YoungPerson]:
    """Return the statement for the viewer's young people, by name; `search` looks in names and alias."""
    statement = (
        select(YoungPerson)
        .where(YoungPerson.caseworker_id.in_(caseloads_of(viewer)))
        .order_by(YoungPerson.first_name, YoungPerson.last_name, YoungPerson.id)
    )
    for word in search.split()[:5]:
        statement = statement.where(
            or_(
                YoungPerson.first_name.icontains(word, autoescape=True),
                YoungPerson.last_name.icontains(word, autoescape=True),
                YoungPerson.alias.icontains(word, autoescape=True),
            )
        )
    return statement


def young_person_for(viewer: User, young_person_id: int) -> YoungPerson:
    """Return the young person of that id; raise NotVisibleError outside the viewer's caseload."""
    found = db.session.get(YoungPerson, young_person_id) if young_person_id <= LARGEST_ID else None
    if found is None or found.caseworker_id not in caseloads_of(viewer):
        raise NotVisibleError
    return found


def young_person_of_account(viewer: User) -> YoungPerson:
    """Return the young person whose own account this is; raise NotVisibleError where there is none."""
    found = db.session.scalar(select(YoungPerson).where(YoungPerson.user_id == viewer.id))
    if found is None:
        raise NotVisibleError
    return found


def request_for(viewer: User, request_id: int) -> MentorRequest:
    """Return the mentor request of that id; raise NotVisibleError outside the viewer's caseload."""
    found = db.session.get(MentorRequest, request_id) if request_id <= LARGEST_ID else None
    if found is None or found.young_person.caseworker_id not in caseloads_of(viewer):
        raise NotVisibleError
    return found
