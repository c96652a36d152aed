"""An ordinary volunteer gets a paper: asked for only with a reason, ordered by the association, then the shift is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web.papers.scenes import CERTIFICATE, RECORD, a_shift, a_wish, an_order
from web.accounts.models import RoleName, User
from web.childrens_certificates.queries import needs_certificate
from web.childrens_certificates.services import ask_for_certificate, record_obtained
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.papers.association_queries import people_lacking_papers, volunteers_known_to
from web.papers.queries import wanted_tasks
from web.papers.services import ask_volunteer, let_go, wish_for
from web.tasks.conditions import may_take
from web.tasks.demand_services import DemandDraft, ask_for
from web.tasks.demands import Demand
from web.tasks.models import SignupStatus, TaskStatus
from web.tasks.signup_services import sign_up
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus
from web.vetting.services import Validity, months_after, refuse_clearance, reopen_clearance, verify_clearance

pytestmark = pytest.mark.usefixtures("database")


def subjects_to(user: User) -> list[str]:
    """The subjects of the mails to somebody, the oldest first."""
    statement = select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id)
    return list(db.session.scalars(statement.order_by(OutboxMessage.id)))


def test_a_volunteer_gets_the_certificate_and_then_the_shift() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    volunteer = make.make_volunteer(area=shift.task.area)
    coordinator = shift.task.association.coordinators[0]
    with pytest.raises(RuleError, match="Dine papirer"):
        sign_up(shift, volunteer, message="", by=volunteer.user, now=now)
    a_wish(shift, volunteer)
    order = an_order(shift, volunteer)
    record_obtained(order, clock.today(), by=coordinator, now=now)
    assert may_take(shift, volunteer, now=now)
    signup = sign_up(shift, volunteer, message="", by=volunteer.user, now=now)
    assert signup.status is SignupStatus.CONFIRMED
    assert "Dit papir er i orden" in subjects_to(volunteer.user)


def test_nobody_is_asked_for_a_certificate_without_a_reason() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    volunteer = make.make_volunteer()
    assert not needs_certificate(volunteer, now=now)
    with pytest.raises(RuleError, match="under 15"):
        an_order(shift, volunteer)
    a_wish(shift, volunteer)
    assert needs_certificate(volunteer, now=now)
    let_go(shift.task, volunteer, by=volunteer.user, now=now)
    assert not needs_certificate(volunteer, now=now)


def test_a_closed_task_asks_for_nothing_any_more() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    volunteer = a_wish(shift)
    shift.task.status = TaskStatus.CLOSED
    db.session.flush()
    assert not needs_certificate(volunteer, now=now)


def test_only_the_association_that_holds_the_shifts_orders_it() -> None:
    volunteer = a_wish(a_shift(CERTIFICATE))
    with pytest.raises(RuleError, match="foreningerne"):
        ask_for_certificate(volunteer, make.make_association(), by=volunteer.user, now=clock.now())


def test_where_nobody_is_under_15_the_association_cannot_ask_for_it() -> None:
    task = make.make_task()
    coordinator = task.association.coordinators[0]
    for youngest in (None, 15, 40):
        with pytest.raises(RuleError) as refused:
            ask_for(
                task,
                DemandDraft(clearances=[CERTIFICATE], youngest_met=youngest),
                by=coordinator,
                now=clock.now(),
            )
        assert refused.value.field == "youngest_met"
    ask_for(task, DemandDraft(clearances=[CERTIFICATE], youngest_met=14), by=coordinator, now=clock.now())


@pytest.mark.parametrize("youngest", [None, 15])
def test_the_database_refuses_a_certificate_where_nobody_is_under_15(youngest: int | None) -> None:
    task = make.make_task()
    with pytest.raises(IntegrityError, match="certificate_below_15"), db.session.begin_nested():
        make.save(Demand(task_id=task.id, clearances=[CERTIFICATE], youngest_met=youngest))


def test_shifts_may_not_ask_for_what_is_only_asked_of_mentors() -> None:
    task = make.make_task()
    with pytest.raises(RuleError) as refused:
        ask_for(
            task,
            DemandDraft(clearances=[ClearanceKind.INTERVIEW]),
            by=task.association.coordinators[0],
            now=clock.now(),
        )
    assert refused.value.field == "clearances"


def test_a_wish_needs_something_to_be_missing_and_is_ones_own() -> None:
    shift, now = a_shift(RECORD), clock.now()
    volunteer = make.make_volunteer()
    with pytest.raises(RuleError):
        wish_for(shift.task, volunteer, by=make.make_user(), now=now)
    make.make_clearance(volunteer, kind=RECORD)
    with pytest.raises(RuleError, match="mangler ikke noget"):
        wish_for(shift.task, volunteer, by=volunteer.user, now=now)


def test_staff_and_contacts_record_what_was_shown_and_coordinators_do_not() -> None:
    shift, now, validity = a_shift(RECORD), clock.now(), Validity(clock.today(), None)
    volunteer = a_wish(shift)
    with pytest.raises(RuleError, match="en anden"):
        verify_clearance(volunteer, RECORD, validity, by=shift.task.association.coordinators[0], now=now)
    with pytest.raises(RuleError, match="dig selv"):
        verify_clearance(volunteer, RECORD, validity, by=volunteer.user, now=now)
    held = verify_clearance(volunteer, RECORD, validity, by=make.make_user(RoleName.AREA_CONTACT), now=now)
    assert held.status is ClearanceStatus.VALID


def test_nobody_records_a_paper_that_nobody_asks_for() -> None:
    volunteer = make.make_volunteer()
    with pytest.raises(RuleError, match="kræves ikke"):
        verify_clearance(
            volunteer,
            RECORD,
            Validity(clock.today(), None),
            by=make.make_user(RoleName.CASEWORKER),
            now=clock.now(),
        )


def test_each_wish_is_told_once_that_everything_is_in_order() -> None:
    shift, now = a_shift(RECORD, CERTIFICATE), clock.now()
    volunteer, caseworker = a_wish(shift), make.make_user(RoleName.CASEWORKER)
    validity = Validity(clock.today(), None)
    verify_clearance(volunteer, RECORD, validity, by=caseworker, now=now)
    (wanted,) = wanted_tasks(volunteer, now=now)
    assert wanted.missing == [CERTIFICATE]
    verify_clearance(volunteer, CERTIFICATE, validity, by=caseworker, now=now + timedelta(minutes=1))
    verify_clearance(volunteer, CERTIFICATE, validity, by=caseworker, now=now + timedelta(minutes=2))
    bodies = db.session.scalars(
        select(OutboxMessage.body)
        .where(OutboxMessage.user_id == volunteer.user_id)
        .order_by(OutboxMessage.id)
    ).all()
    assert [shift.task.title in body for body in bodies] == [False, True, False]
    assert "mangler stadig" in bodies[0]


def test_a_refused_paper_is_told_with_respect_and_no_word_about_mentors() -> None:
    shift = a_shift(RECORD)
    volunteer = a_wish(shift)
    refuse_clearance(volunteer, RECORD, "", by=make.make_user(RoleName.CASEWORKER), now=clock.now())
    body = db.session.scalars(
        select(OutboxMessage.body).where(OutboxMessage.user_id == volunteer.user_id)
    ).one()
    assert "mange opgaver" in body
    assert "mentor" not in body


def test_an_association_asks_those_it_knows_and_not_every_day() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    coordinator = shift.task.association.coordinators[0]
    stranger, known = make.make_volunteer(), make.make_volunteer()
    make.make_signup(
        shift=make.make_shift(task=make.make_task(association=shift.task.association)), volunteer=known
    )
    with pytest.raises(RuleError) as refused:
        ask_volunteer(stranger, shift.task, by=coordinator, now=now)
    assert refused.value.field == "volunteer"
    ask_volunteer(known, shift.task, by=coordinator, now=now)
    with pytest.raises(RuleError, match="to uger"):
        ask_volunteer(known, shift.task, by=coordinator, now=now + timedelta(days=13))
    ask_volunteer(known, shift.task, by=coordinator, now=now + timedelta(days=15))
    assert len(subjects_to(known.user)) == 2
    assert needs_certificate(known, now=now)


def test_who_said_no_is_not_asked_again_until_they_wish_for_it_themselves() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    coordinator = shift.task.association.coordinators[0]
    known = make.make_volunteer()
    make.make_signup(
        shift=make.make_shift(task=make.make_task(association=shift.task.association)), volunteer=known
    )
    ask_volunteer(known, shift.task, by=coordinator, now=now)
    let_go(shift.task, known, by=known.user, now=now)
    assert not needs_certificate(known, now=now)
    assert wanted_tasks(known, now=now) == []
    later = now + timedelta(days=15)
    with pytest.raises(RuleError, match="sagt nej tak"):
        ask_volunteer(known, shift.task, by=coordinator, now=later)
    assert len(subjects_to(known.user)) == 1
    wish_for(shift.task, known, by=known.user, now=later)
    assert needs_certificate(known, now=later)
    assert [one.is_asked for one in wanted_tasks(known, now=later)] == [False]


def test_who_only_wished_and_let_go_is_known_to_the_association_no_more() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    volunteer = a_wish(shift)
    let_go(shift.task, volunteer, by=volunteer.user, now=now)
    assert people_lacking_papers(shift.task.association, now=now) == []
    assert volunteers_known_to(shift.task.association) == []


def test_who_wants_shifts_hears_once_that_the_certificate_is_there() -> None:
    shift = a_shift(CERTIFICATE)
    volunteer = a_wish(shift)
    coordinator = shift.task.association.coordinators[0]
    record_obtained(an_order(shift, volunteer), clock.today(), by=coordinator, now=clock.now())
    assert subjects_to(volunteer.user) == ["Dit papir er i orden"]


def test_what_ran_out_or_was_taken_back_is_told_anew_once_it_is_there_again() -> None:
    shift, now = a_shift(RECORD), clock.now()
    volunteer, caseworker = a_wish(shift), make.make_user(RoleName.CASEWORKER)
    validity = Validity(clock.today(), None)
    verify_clearance(volunteer, RECORD, validity, by=caseworker, now=now)
    reopen_clearance(volunteer, RECORD, by=caseworker, now=now)
    verify_clearance(volunteer, RECORD, validity, by=caseworker, now=now + timedelta(minutes=1))
    bodies = db.session.scalars(
        select(OutboxMessage.body).where(OutboxMessage.user_id == volunteer.user_id)
    ).all()
    assert [shift.task.title in body for body in bodies] == [True, True]


def test_a_paper_that_two_programmes_ask_for_counts_as_long_as_the_stricter_says() -> None:
    shift, now = a_shift(CERTIFICATE), clock.now()
    mentor = make.make_mentor(is_cleared=False, youngest_age=12)
    order = an_order(shift, a_wish(shift, mentor.volunteer))
    record_obtained(order, clock.today(), by=shift.task.association.coordinators[0], now=now)
    held = db.session.scalars(select(Clearance)).one()
    assert held.expires_on == months_after(clock.today(), 24)
