"""What cells may refer to: for each kind of reference, which of the given keys are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Text

from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.associations.models import Association
from web.catalogue.models import Area, Experience, Goal, Language, Skill
from web.extensions import db
from web.profiles.models import Volunteer
from web.tasks.models import Task
from web.youth.models import YoungPerson

Ids = dict[str, int]


def among(column: InstrumentedAttribute[Any] | Any, values: set[str]) -> Any:
    """Return the clause *column is one of the values*, with one parameter however many there are."""
    return column == any_(literal(sorted(values), ARRAY(Text())))


def dictionary(statement: Select[Any, Any]) -> dict[str, Any]:
    """Return {first column: second column} of a statement that selects two."""
    return {row[0]: row[1] for row in db.session.execute(statement)}


def by_code(model: Any, *conditions: Any) -> Callable[[set[str]], Ids]:
    """Return a function that finds {code: id} of a model."""

    def find(values: set[str]) -> Ids:
        statement = select(model.code, model.id).where(among(model.code, values), *conditions)
        return dictionary(statement)

    return find


def users_with(*roles: RoleName) -> Callable[[set[str]], Ids]:
    """Return a function that finds {email: id} of users with one of the roles."""

    def find(values: set[str]) -> Ids:
        email = func.lower(User.email)
        statement = select(email, User.id).where(among(email, values), User.roles.any(Role.name.in_(roles)))
        return dictionary(statement)

    return find


def volunteers(values: set[str]) -> Ids:
    """Find {email: id of the volunteer}."""
    email = func.lower(User.email)
    statement = select(email, Volunteer.id).join(Volunteer.user).where(among(email, values))
    return dictionary(statement)


REFERENCES: Mapping[str, Callable[[set[str]], Ids]] = {
    "areas": by_code(Area),
    "skills": by_code(Skill),
    "interests": by_code(Skill, Skill.is_interest),
    "languages": by_code(Language),
    "goals": by_code(Goal),
    "experiences": by_code(Experience),
    "associations": by_code(Association),
    "tasks": by_code(Task),
    "young_people": by_code(YoungPerson),
    "volunteers": volunteers,
    "staff": users_with(*STAFF_ROLES),
    "caseworkers": users_with(RoleName.CASEWORKER),
}
FILES: Mapping[str, str] = {"interests": "skills.csv", "caseworkers": "staff.csv"}
"""Where a reference is kept in a file of another name than its own."""


def referred_in(value: Any) -> list[str]:
    """Return the keys that a cell's value refers to."""
    if isinstance(value, str):
        return [value] if value else []
    return list(value or ())


def ids_of(name: str, values: Iterable[Any]) -> Ids:
    """Return {key: id} of everything that the values refer to."""
    return REFERENCES[name]({key for value in values for key in referred_in(value)})
