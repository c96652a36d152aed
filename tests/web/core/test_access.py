"""The guard of a page: who may open it, over which thing, and that no page forgets to ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_login import login_user

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.associations.models import Association
from web.core.access import UncheckedObjectError, allowed, may, requires
from web.core.errors import NotVisibleError
from web.core.permissions import Permission
from web.extensions import db

pytestmark = pytest.mark.usefixtures("database")


@requires(Permission.ASSOCIATION_MANAGE)
def show_name(*, association_id: int) -> str:
    return allowed(db.session.get_one(Association, association_id)).name


@requires(Permission.ASSOCIATION_MANAGE)
def forget_to_ask(*, association_id: int) -> str:
    return db.session.get_one(Association, association_id).name


def open_as(app: Flask, user: User, view: Callable[..., str], *, association_id: int) -> str:
    """Call a view as if the user were signed in."""
    with app.test_request_context():
        login_user(user)
        return view(association_id=association_id)


def test_a_thing_is_shown_to_those_who_may(app: Flask) -> None:
    coordinator = make.make_user(RoleName.COORDINATOR)
    association = make.make_association(coordinators=[coordinator])
    assert open_as(app, coordinator, show_name, association_id=association.id) == association.name


def test_a_thing_of_others_is_not_found_even_where_the_query_finds_it(app: Flask) -> None:
    association = make.make_association()
    with pytest.raises(NotVisibleError):
        open_as(app, make.make_user(RoleName.COORDINATOR), show_name, association_id=association.id)


def test_a_page_that_forgets_to_ask_answers_nobody(app: Flask) -> None:
    coordinator = make.make_user(RoleName.COORDINATOR)
    association = make.make_association(coordinators=[coordinator])
    with pytest.raises(UncheckedObjectError):
        open_as(app, coordinator, forget_to_ask, association_id=association.id)


def test_nothing_is_allowed_over_nothing(app: Flask) -> None:
    @requires(Permission.RUN_VIEW)
    def show_nothing(*, association_id: int) -> str:
        return str(allowed(None))

    with pytest.raises(NotVisibleError):
        open_as(app, make.make_user(RoleName.ADMINISTRATOR), show_nothing, association_id=1)


def test_a_permission_about_no_thing_is_never_held_over_one(app: Flask) -> None:
    user = make.make_user(RoleName.CASEWORKER)
    assert may(Permission.YOUNG_PERSON_REGISTER, user=user)
    assert not may(Permission.YOUNG_PERSON_REGISTER, make.make_young_person(caseworker=user), user=user)
