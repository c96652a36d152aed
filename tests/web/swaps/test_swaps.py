"""Swaps: given or exchanged, agreed by both, decided by the coordinator where the task asks for it, and whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import User
from web.associations.models import Association
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.profiles.models import Volunteer, VolunteerStatus
from web.swaps.models import Swap, SwapStatus
from web.swaps.queries import overdue_swaps, own_swaps, swaps_to_decide, swaps_to_take
from web.swaps.services import (
    agree,
    approve,
    expire_swap,
    offer_swap,
    refuse,
    take_shift,
    turn_down,
    withdraw,
)
from web.tasks.models import Shift, Signup, SignupStatus
from web.tasks.shift_services import call_off_shift
from web.tasks.signup_services import cancel_signup
from web.teams.services import keep_apart

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime.now(UTC)


def placed(association: Association, *, days: int = 7, needs_say: bool = False, **values: object) -> Signup:
    """A volunteer with a confirmed place on a one-seat shift of the association, so many days from now."""
    volunteer = values.pop("volunteer", None) or make.make_volunteer()
    task = make.make_task(association=association, swaps_need_say=needs_say, **values)
    shift = make.make_shift(task=task, seats=1, starts_at=NOW + timedelta(days=days))
    return make.make_signup(shift=shift, volunteer=volunteer, status=SignupStatus.CONFIRMED, seat=1)


def offered(signup: Signup) -> Swap:
    return offer_swap(signup, words="", by=signup.volunteer.user, now=NOW)


def take(swap: Swap, taker: Volunteer, in_return: Signup | None = None) -> SwapStatus:
    return take_shift(swap, taker, in_return=in_return, by=taker.user, now=NOW)


def holder(shift: Shift) -> Volunteer:
    """Who has the only place of the shift."""
    db.session.expire_all()
    return (
        db.session.scalars(
            select(Signup).where(Signup.shift_id == shift.id, Signup.status == SignupStatus.CONFIRMED)
        )
        .one()
        .volunteer
    )


def test_a_shift_is_handed_on_at_once_where_the_task_leaves_it_to_the_volunteers() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    assert take(offered(given), fellow.volunteer) is SwapStatus.DONE
    assert holder(given.shift) == fellow.volunteer
    assert (given.status, given.seat) == (SignupStatus.CANCELLED, None)


def test_an_exchange_needs_the_givers_yes() -> None:
    association = make.make_association()
    given, returned = placed(association), placed(association, days=9)
    swap = offered(given)
    assert take(swap, returned.volunteer, returned) is SwapStatus.WANTED
    assert holder(given.shift) == given.volunteer
    assert agree(swap, by=given.volunteer.user, now=NOW) is SwapStatus.DONE
    assert (holder(given.shift), holder(returned.shift)) == (returned.volunteer, given.volunteer)


def test_shifts_at_the_same_time_can_be_exchanged() -> None:
    association = make.make_association()
    given, returned = placed(association), placed(association)
    swap = offered(given)
    take(swap, returned.volunteer, returned)
    agree(swap, by=given.volunteer.user, now=NOW)
    assert (holder(given.shift), holder(returned.shift)) == (returned.volunteer, given.volunteer)


def test_where_the_task_asks_for_it_the_coordinator_decides() -> None:
    association = make.make_association()
    given, fellow = placed(association, needs_say=True), placed(association, days=9)
    swap = offered(given)
    assert take(swap, fellow.volunteer) is SwapStatus.AGREED
    assert holder(given.shift) == given.volunteer
    coordinator = association.coordinators[0]
    assert list(swaps_to_decide(coordinator, now=NOW)) == [swap]
    approve(swap, by=coordinator, now=NOW)
    assert holder(given.shift) == fellow.volunteer
    with pytest.raises(RuleError):
        approve(swap, by=coordinator, now=NOW)


def test_a_coordinators_no_leaves_everything_as_it_was() -> None:
    association = make.make_association()
    given, fellow = placed(association, needs_say=True), placed(association, days=9)
    swap = offered(given)
    take(swap, fellow.volunteer)
    refuse(swap, by=association.coordinators[0], now=NOW)
    assert holder(given.shift) == given.volunteer
    told = set(
        db.session.scalars(select(OutboxMessage.address).where(OutboxMessage.occasion.like("%refused%")))
    )
    assert told == {given.volunteer.user.email, fellow.volunteer.user.email}


def test_a_no_to_what_is_offered_in_return_opens_the_swap_again() -> None:
    association = make.make_association()
    given, returned = placed(association), placed(association, days=9)
    swap = offered(given)
    take(swap, returned.volunteer, returned)
    turn_down(swap, by=given.volunteer.user, now=NOW)
    assert (swap.status, swap.taker, swap.return_signup) == (SwapStatus.OPEN, None, None)


def test_a_withdrawn_swap_cannot_be_taken() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    swap = offered(given)
    withdraw(swap, by=given.volunteer.user, now=NOW)
    with pytest.raises(RuleError):
        take(swap, fellow.volunteer)


def test_a_shift_is_in_one_swap_at_a_time() -> None:
    given = placed(make.make_association())
    offered(given)
    with pytest.raises(RuleError):
        offered(given)


def test_nobody_takes_their_own_shift() -> None:
    given = placed(make.make_association())
    with pytest.raises(RuleError):
        take(offered(given), given.volunteer)


def test_somebody_who_is_elsewhere_then_is_refused() -> None:
    association = make.make_association()
    given, busy = placed(association), placed(association)
    with pytest.raises(RuleError):
        take(offered(given), busy.volunteer)
    assert holder(given.shift) == given.volunteer


def test_somebody_too_young_for_the_task_is_refused() -> None:
    association = make.make_association()
    young = make.make_volunteer(born_on=date(NOW.year - 16, 1, 1))
    given = placed(association, minimum_age=18)
    fellow = placed(association, days=9, volunteer=young)
    with pytest.raises(RuleError):
        take(offered(given), fellow.volunteer)


def test_the_giver_too_must_fit_what_they_get() -> None:
    association = make.make_association()
    young = make.make_volunteer(born_on=date(NOW.year - 16, 1, 1))
    given = placed(association, volunteer=young)
    returned = placed(association, days=9, minimum_age=18)
    with pytest.raises(RuleError):
        take(offered(given), returned.volunteer, returned)


def test_somebody_on_a_break_is_refused() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    fellow.volunteer.status = VolunteerStatus.PAUSED
    with pytest.raises(RuleError):
        take(offered(given), fellow.volunteer)


def test_nobody_jumps_the_waiting_list_by_being_given_a_shift() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    make.make_signup(shift=given.shift, status=SignupStatus.WAITING, waiting_since=NOW)
    swap = offered(given)
    with pytest.raises(RuleError):
        take(swap, fellow.volunteer)
    assert take(swap, fellow.volunteer, fellow) is SwapStatus.WANTED


def test_giving_the_place_back_ends_the_swap() -> None:
    given = placed(make.make_association())
    swap = offered(given)
    cancel_signup(given, by=given.volunteer.user, now=NOW)
    assert swap.status is SwapStatus.EXPIRED


def test_a_swap_of_a_shift_that_was_called_off_runs_out() -> None:
    association = make.make_association()
    given = placed(association)
    swap = offered(given)
    call_off_shift(given.shift, reason="", by=association.coordinators[0], now=NOW)
    assert list(overdue_swaps(now=NOW)) == [swap.id]
    expire_swap(swap, now=NOW)
    assert swap.status is SwapStatus.EXPIRED


def test_only_those_who_help_there_see_what_is_on_offer() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    stranger = placed(make.make_association())
    swap = offered(given)
    assert list(swaps_to_take(fellow.volunteer, now=NOW)) == [swap]
    assert list(swaps_to_take(stranger.volunteer, now=NOW)) == []
    assert list(swaps_to_take(given.volunteer, now=NOW)) == []
    assert list(own_swaps(given.volunteer.user, now=NOW)) == [swap]


def test_the_database_refuses_half_a_swap() -> None:
    association = make.make_association()
    given, fellow = placed(association), placed(association, days=9)
    swap = offered(given)
    values = {"status": SwapStatus.DONE, "taker_id": fellow.volunteer_id}
    db.session.execute(update(Swap).where(Swap.id == swap.id).values(values))
    with pytest.raises(IntegrityError, match="half done"):
        db.session.commit()


def test_a_yes_to_an_exchange_that_nobody_wants_changes_nothing() -> None:
    given = placed(make.make_association())
    swap = offered(given)
    with pytest.raises(RuleError):
        agree(swap, by=given.volunteer.user, now=NOW)
    assert swap.status is SwapStatus.OPEN


class TestPages:
    def test_from_the_offer_to_the_coordinators_yes(self, sign_in: Callable[[User], FlaskClient]) -> None:
        association = make.make_association()
        given, fellow = placed(association, needs_say=True), placed(association, days=9)
        given.volunteer.user.name, fellow.volunteer.user.name = "Gitte Giver", "Tage Tager"
        giver = sign_in(given.volunteer.user)
        giver.post(f"/tilmeldinger/{given.id}/byt", data={"words": "Jeg kan bedre om onsdagen"})
        swap = db.session.scalars(select(Swap)).one()
        taker = sign_in(fellow.volunteer.user)
        assert "Jeg kan bedre om onsdagen" in taker.get("/bytte").get_data(as_text=True)
        page = taker.get(f"/bytte/{swap.id}").get_data(as_text=True)
        assert given.volunteer.user.name not in page
        taker.post(f"/bytte/{swap.id}", data={"in_return": ""})
        coordinator = sign_in(association.coordinators[0])
        assert "To frivillige vil bytte" in coordinator.get("/start").get_data(as_text=True)
        assert fellow.volunteer.user.name in coordinator.get("/vagtbytte").get_data(as_text=True)
        coordinator.post(f"/vagtbytte/{swap.id}/godkend")
        assert holder(given.shift) == fellow.volunteer

    def test_a_shift_that_cannot_be_given_is_refused_at_the_field(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        association = make.make_association()
        given, fellow = placed(association), placed(association, days=9)
        swap = offered(given)
        page = sign_in(fellow.volunteer.user).post(f"/bytte/{swap.id}", data={"in_return": str(given.id)})
        assert page.status_code == 200
        assert swap.status is SwapStatus.OPEN

    def test_strangers_see_nothing(self, sign_in: Callable[[User], FlaskClient]) -> None:
        given = placed(make.make_association())
        swap = offered(given)
        stranger = sign_in(make.make_volunteer().user)
        assert stranger.get(f"/bytte/{swap.id}").status_code == 404
        assert stranger.post(f"/bytte/{swap.id}/fortryd").status_code == 404
        assert stranger.get(f"/tilmeldinger/{given.id}/byt").status_code == 404

    def test_a_protected_taker_goes_by_the_name_others_may_see(
        self, sign_in: Callable[[User], FlaskClient]
    ) -> None:
        association = make.make_association()
        given, fellow = placed(association, needs_say=True), placed(association, days=9)
        fellow.volunteer.user.name = "Hemmelig Person"
        fellow.volunteer.is_protected, fellow.volunteer.known_as = True, "Kaldenavn"
        take(offered(given), fellow.volunteer)
        for client in (sign_in(given.volunteer.user), sign_in(association.coordinators[0])):
            pages = [client.get("/bytte"), client.get("/vagtbytte")]
            text = "".join(page.get_data(as_text=True) for page in pages)
            assert "Kaldenavn" in text
            assert fellow.volunteer.user.name not in text
        mails = "".join(db.session.scalars(select(OutboxMessage.body)))
        assert fellow.volunteer.user.name not in mails


@pytest.mark.parametrize(
    ("status", "givers_words", "takers_words"),
    [
        (SwapStatus.OPEN, "Andre er spurgt, om de vil tage den", None),
        (SwapStatus.WANTED, "Nogen vil bytte: Giv dem et svar", "Du har tilbudt den i bytte"),
        (SwapStatus.AGREED, "Et bytte venter på foreningen", "Et bytte venter på foreningen"),
    ],
)
def test_own_shifts_say_which_are_part_of_a_swap(
    sign_in: Callable[[User], FlaskClient], status: SwapStatus, givers_words: str, takers_words: str | None
) -> None:
    association = make.make_association()
    given, returned = (placed(association, days=days, needs_say=True) for days in (7, 9))
    swap = offered(given)
    if status is not SwapStatus.OPEN:
        take(swap, returned.volunteer, returned)
    if status is SwapStatus.AGREED:
        agree(swap, by=given.volunteer.user, now=NOW)
    db.session.commit()
    for signup, words in ((given, givers_words), (returned, takers_words)):
        page = sign_in(signup.volunteer.user).get("/mine-vagter").text
        assert ("Se byttet" in page) is (words is not None)
        assert words is None or words in page


def test_the_coordinator_reads_who_would_meet_that_should_not(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    here = make.make_association()
    signup = placed(here)
    signup.shift.seats = 2
    db.session.flush()
    there = make.make_signup(shift=signup.shift, status=SignupStatus.CONFIRMED, seat=2)
    taker = make.make_volunteer(user=make.make_user(name="Amira Holm"))
    there.volunteer.user.name = "Bo Lund"
    coordinator = here.coordinators[0]
    keep_apart(here, taker, there.volunteer, note="", by=coordinator, now=NOW)
    assert take(offered(signup), taker) is SwapStatus.AGREED
    page = sign_in(coordinator).get("/vagtbytte").text
    assert f"Amira Holm skal holdes fra Bo Lund, som er på »{signup.shift.task.title}«." in page


def test_a_shift_that_cannot_be_swapped_any_more_offers_no_form(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    given = placed(make.make_association())
    db.session.commit()
    giver, path = sign_in(given.volunteer.user), f"/tilmeldinger/{given.id}/byt"
    assert giver.post(path).location == "/bytte"
    assert giver.get(path).location == giver.post(path).location == "/bytte"
    assert "Denne vagt er allerede med i et bytte." in giver.get("/bytte").text
    cancel_signup(given, by=given.volunteer.user, now=NOW)
    db.session.commit()
    assert giver.get(path).location == giver.post(path).location == "/mine-vagter"
    assert "Kun en vagt, der er bekræftet, kan byttes." in giver.get("/mine-vagter").text
