"""Who comes together and who is kept apart: said by people, guarded by the database, told to nobody it does not concern."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import User
from web.associations.models import Association
from web.calls.candidates import candidates_for
from web.core.errors import NotVisibleError, RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.privacy.erasure import erase_user
from web.privacy.own_data import own_data
from web.profiles.models import Volunteer, VolunteerStatus
from web.swaps.models import SwapStatus
from web.swaps.services import offer_swap, take_shift
from web.tasks.models import Shift, SignupStatus
from web.tasks.signup_services import cancel_signup, sign_up
from web.teams import queries, services
from web.teams.bonds import bonds_among, joined
from web.teams.models import MOST_MEMBERS, Separation, Team, team_members
from web.waiting_list.services import join_waiting_list

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def coordinator(association: Association) -> User:
    return association.coordinators[0]


def together(association: Association, *people: Volunteer) -> Team:
    return services.put_together(association, people, by=coordinator(association), now=NOW)


def apart(association: Association, one: Volunteer, other: Volunteer, note: str = "") -> Separation:
    by = coordinator(association)
    return services.keep_apart(association, one, other, note=note, by=by, now=NOW)


def friends(*people: Volunteer) -> Team:
    """A team that the first has begun, and the others joined."""
    first, *others = people
    team = services.begin_own_team(first, by=first.user, now=NOW)
    for other in others:
        services.join(team, other, by=other.user, now=NOW)
    return team


def test_a_friend_says_yes_through_the_link_and_the_other_is_told() -> None:
    one, other = make.make_volunteer(), make.make_volunteer()
    team = services.begin_own_team(one, by=one.user, now=NOW)
    assert team.code is not None
    assert queries.team_with_code(team.code, now=NOW) is team
    services.join(team, other, by=other.user, now=NOW)
    assert [found.id for found in queries.own_teams(other.user)] == [team.id]
    (mail,) = db.session.scalars(select(OutboxMessage).where(OutboxMessage.user_id == one.user_id)).all()
    assert other.user.name.split()[0] in mail.body
    with pytest.raises(RuleError):
        services.join(team, other, by=other.user, now=NOW)


def test_a_link_ends_with_its_time_and_with_a_new_one() -> None:
    one = make.make_volunteer()
    team = services.begin_own_team(one, by=one.user, now=NOW)
    old = team.code or ""
    with pytest.raises(NotVisibleError):
        queries.team_with_code(old, now=NOW + services.OPEN_FOR)
    services.open_again(team, by=one.user, now=NOW)
    with pytest.raises(NotVisibleError):
        queries.team_with_code(old, now=NOW)


def test_a_volunteer_on_a_break_neither_begins_nor_joins() -> None:
    paused, other = make.make_volunteer(status=VolunteerStatus.PAUSED), make.make_volunteer()
    with pytest.raises(RuleError):
        services.begin_own_team(paused, by=paused.user, now=NOW)
    with pytest.raises(RuleError):
        services.join(friends(other), paused, by=paused.user, now=NOW)


def test_who_is_kept_apart_cannot_be_put_on_one_team_nor_the_other_way_round() -> None:
    association = make.make_association()
    one, other, third = (make.make_volunteer() for _ in range(3))
    apart(association, other, one)
    with pytest.raises(RuleError, match="hver for sig"):
        together(association, one, third, other)
    team = together(association, one, third)
    with pytest.raises(RuleError, match="hver for sig"):
        services.add_member(team, other, by=coordinator(association), now=NOW)
    with pytest.raises(RuleError, match="hver for sig"):
        apart(association, one, third)
    with pytest.raises(RuleError, match="allerede"):
        apart(association, one, other)
    together(make.make_association(), one, other)


def test_the_database_refuses_a_team_that_is_too_large_or_at_war() -> None:
    association = make.make_association()
    people = [make.make_volunteer() for _ in range(MOST_MEMBERS + 1)]
    team = together(association, *people[:MOST_MEMBERS])
    row = insert(team_members).values(team_id=team.id, volunteer_id=people[-1].id)
    with pytest.raises(IntegrityError, match="is full"), db.session.begin_nested():
        db.session.execute(row)
    pair = {"association_id": association.id, "first_id": people[0].id, "second_id": people[1].id}
    noted = {"note": "", "made_by_id": coordinator(association).id, "made_at": NOW}
    with pytest.raises(IntegrityError, match="are on one team"), db.session.begin_nested():
        db.session.execute(insert(Separation).values(**pair, **noted))


def test_a_team_of_an_association_with_one_left_is_over() -> None:
    association = make.make_association()
    one, other, third = (make.make_volunteer() for _ in range(3))
    team = together(association, one, other, third)
    services.take_out(team, third, by=coordinator(association), now=NOW)
    assert {member.id for member in team.members} == {one.id, other.id}
    services.take_out(team, other, by=coordinator(association), now=NOW)
    assert db.session.scalar(select(func.count()).select_from(Team)) == 0


def test_a_team_can_be_ended_whole() -> None:
    association = make.make_association()
    team = together(association, make.make_volunteer(), make.make_volunteer())
    assert len(team.members) == 2
    services.end_team(team, by=coordinator(association), now=NOW)
    assert db.session.scalar(select(func.count()).select_from(team_members)) == 0


def test_erasure_leaves_nothing_of_teams_and_notes() -> None:
    association = make.make_association()
    one, other, third = (make.make_volunteer() for _ in range(3))
    together(association, one, other)
    friends(one, third)
    apart(association, one, third, note="En note")
    erase_user(one.user, by=None, now=NOW)
    assert db.session.scalar(select(func.count()).select_from(Separation)) == 0
    assert db.session.scalars(select(team_members.c.volunteer_id)).all() == [third.id]
    assert db.session.scalar(select(func.count()).select_from(Team)) == 1


def test_what_a_coordinator_notes_is_not_in_anybodys_own_data() -> None:
    association = make.make_association()
    one, other = make.make_volunteer(), make.make_volunteer()
    apart(association, one, other, note="En note til os selv")
    for person in (one, other):
        groups = own_data(person.user)
        assert "separations" not in {group.table for group in groups}
        assert "En note" not in repr(groups)


def test_teams_that_share_a_friend_come_as_one_unless_two_of_them_are_kept_apart() -> None:
    assert joined([(1, 2), (2, 3), (5, 6)], []) == (frozenset({1, 2, 3}), frozenset({5, 6}))
    assert joined([(1, 2), (2, 3)], [(1, 3)]) == (frozenset({1, 2}),)


def test_what_friends_agreed_counts_everywhere_and_keeping_apart_only_where_it_was_said() -> None:
    here, there = make.make_association(), make.make_association()
    one, other = make.make_volunteer(), make.make_volunteer()
    friends(one, other)
    apart(here, one, other)
    people = {one.id, other.id}
    assert bonds_among(people, association_id=here.id).together == ()
    assert bonds_among(people, association_id=there.id).together == (frozenset(people),)
    assert bonds_among(people, association_id=there.id).apart == ()
    assert bonds_among(people, offering={one.id}, association_id=there.id).together == ()


def shift_with(person: Volunteer, *, seats: int = 2, **task: object) -> Shift:
    """A shift on which somebody has the first place."""
    shift = make.make_shift(task=make.make_task(**task), seats=seats)
    make.make_signup(shift=shift, volunteer=person, status=SignupStatus.CONFIRMED, seat=1)
    return shift


def test_who_is_kept_apart_waits_for_the_coordinator_like_anybody_and_learns_nothing() -> None:
    one, other = make.make_volunteer(), make.make_volunteer()
    shift = shift_with(one, confirms_at_once=True)
    apart(shift.task.association, one, other)
    assert sign_up(shift, other, message="", by=other.user, now=NOW).status is SignupStatus.REQUESTED
    third = make.make_volunteer()
    assert sign_up(shift, third, message="", by=third.user, now=NOW).status is SignupStatus.CONFIRMED


def test_who_is_kept_apart_is_not_asked_to_come_where_the_other_is() -> None:
    one, other = make.make_volunteer(), make.make_volunteer()
    shift = shift_with(one)
    assert other in [found.volunteer for found in candidates_for(shift, most=9, now=NOW)]
    apart(shift.task.association, one, other)
    assert other not in [found.volunteer for found in candidates_for(shift, most=9, now=NOW)]


def test_no_place_is_offered_from_the_waiting_list_where_the_other_is() -> None:
    one, other, leaving = (make.make_volunteer() for _ in range(3))
    shift = shift_with(one)
    taken = make.make_signup(shift=shift, volunteer=leaving, status=SignupStatus.CONFIRMED, seat=2)
    apart(shift.task.association, one, other)
    waiting = join_waiting_list(shift, other, by=other.user, now=NOW)
    cancel_signup(taken, by=leaving.user, now=NOW)
    assert waiting.status is SignupStatus.WAITING


def test_a_swap_that_would_let_two_meet_waits_for_the_coordinator() -> None:
    one, giver, taker = (make.make_volunteer() for _ in range(3))
    shift = shift_with(one, swaps_need_say=False)
    given = make.make_signup(shift=shift, volunteer=giver, status=SignupStatus.CONFIRMED, seat=2)
    apart(shift.task.association, one, taker)
    swap = offer_swap(given, words="", by=giver.user, now=NOW)
    assert take_shift(swap, taker, in_return=None, by=taker.user, now=NOW) is SwapStatus.AGREED


def test_only_people_known_to_the_association_can_be_put_on_its_teams() -> None:
    known, stranger = make.make_volunteer(), make.make_volunteer()
    association = shift_with(known).task.association
    old = make.make_shift(task=make.make_task(association=association), starts_at=NOW - timedelta(days=500))
    make.make_signup(shift=old, volunteer=stranger, status=SignupStatus.CONFIRMED, seat=1)
    assert list(queries.known_volunteers(association, now=NOW)) == [known]
