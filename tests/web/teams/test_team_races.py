"""Two coordinators at the same moment: nobody ends up on one team with somebody they are kept apart from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.tasks.test_signup_races import at_once
from web.associations.models import Association
from web.extensions import db
from web.profiles.models import Volunteer
from web.teams.models import MOST_MEMBERS, Separation, Team, team_members
from web.teams.services import begin_own_team, join, keep_apart, put_together

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def number_of(table: object) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def test_putting_two_together_while_they_are_kept_apart_ends_one_way(app: Flask) -> None:
    association = make.make_association()
    one, other = make.make_volunteer().id, make.make_volunteer().id
    association_id = association.id
    db.session.commit()

    def act(is_together: bool) -> Callable[[], None]:
        def run() -> None:
            here = db.session.get_one(Association, association_id)
            people = [db.session.get_one(Volunteer, number) for number in (one, other)]
            if is_together:
                put_together(here, people, by=here.coordinators[0], now=NOW)
            else:
                keep_apart(here, people[0], people[1], note="", by=here.coordinators[0], now=NOW)

        return run

    assert at_once(app, [act(True), act(False)]) == {"done": 1, "refused": 1}
    db.session.expire_all()
    assert number_of(Team) + number_of(Separation) == 1


def test_of_many_friends_who_join_at_once_no_more_get_in_than_there_is_room_for(app: Flask) -> None:
    first = make.make_volunteer()
    team_id = begin_own_team(first, by=first.user, now=NOW).id
    friends = [make.make_volunteer().id for _ in range(MOST_MEMBERS + 2)]
    db.session.commit()

    def joining(number: int) -> Callable[[], None]:
        def run() -> None:
            friend = db.session.get_one(Volunteer, number)
            join(db.session.get_one(Team, team_id), friend, by=friend.user, now=NOW)

        return run

    ends = at_once(app, [joining(number) for number in friends])
    assert ends == {"done": MOST_MEMBERS - 1, "refused": 3}
    assert number_of(team_members) == MOST_MEMBERS
