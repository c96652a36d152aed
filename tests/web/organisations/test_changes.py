"""What an administrator approved counts until they have looked at another name, kind or number, for both kinds alike."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.associations.models import Association
from web.associations.register import ASSOCIATIONS
from web.associations.registration import Registration
from web.audit.models import AuditEvent
from web.core import clock
from web.core.errors import RuleError
from web.employers.models import Employer, EmployerKind
from web.employers.register import EMPLOYERS
from web.employers.registration import EmployerFacts
from web.extensions import db
from web.notifications.models import OutboxMessage
from web.organisations import services
from web.organisations.models import Organisation, OrganisationStatus
from web.organisations.register import Register

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
KINDS = ["association", "employer"]
START = {"association": "/foreninger", "employer": "/arbejdsgivere"}


def approved(kind: str) -> tuple[Register[Any], Organisation, Any]:
    """An approved organisation of a kind with its register and what it says about itself."""
    if kind == "association":
        one = make.make_association()
        names = ("name", "kind", "area", "email", "phone", "website", "about")
        return ASSOCIATIONS, one, Registration(**{name: getattr(one, name) for name in names})
    other = work.make_employer()
    names = ("name", "kind", "cvr", "area", "address", "phone", "about")
    return EMPLOYERS, other, EmployerFacts(**{name: getattr(other, name) for name in names})


def subjects_to(user: User) -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.subject).where(OutboxMessage.user_id == user.id)))


def ask(of: Register[Any], one: Organisation, facts: Any) -> None:
    services.change(of, one, facts, by=one.people[0], now=clock.now())


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_name_waits_and_everything_else_counts_at_once(kind: str) -> None:
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    of, one, facts = approved(kind)
    before = one.name
    ask(of, one, replace(facts, name="Et helt andet navn", about="Noget nyt."))
    assert (one.name, one.about, one.status) == (before, "Noget nyt.", OrganisationStatus.APPROVED)
    assert subjects_to(administrator) == [f"{before} beder om en ændring"]
    ask(of, one, replace(facts, name="Et helt andet navn", about="Noget nyt igen."))
    assert len(subjects_to(administrator)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_administrators_yes_lets_it_count_and_tells_the_people(kind: str) -> None:
    of, one, facts = approved(kind)
    ask(of, one, replace(facts, name="Et helt andet navn"))
    by = make.make_user(RoleName.ADMINISTRATOR)
    services.approve_change(of, one, seen=services.mark(one), by=by, now=clock.now())
    assert (one.name, one.asked_facts) == ("Et helt andet navn", None)
    assert subjects_to(one.people[0]) == ["Din ændring af Et helt andet navn er godkendt"]
    with pytest.raises(RuleError):
        services.approve_change(of, one, seen=services.mark(one), by=by, now=clock.now())


@pytest.mark.parametrize("kind", KINDS)
def test_a_no_leaves_it_as_it_was_and_says_why(kind: str) -> None:
    of, one, facts = approved(kind)
    before = one.facts
    ask(of, one, replace(facts, name="Et helt andet navn"))
    by = make.make_user(RoleName.ADMINISTRATOR)
    services.refuse_change(of, one, reason="Navnet er en andens.", by=by, now=clock.now())
    assert (one.facts, one.asked_facts) == (before, None)
    assert len(subjects_to(one.people[0])) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_yes_to_what_was_changed_since_it_was_read_is_refused(kind: str) -> None:
    of, one, facts = approved(kind)
    ask(of, one, replace(facts, name="Det pæne navn"))
    read = services.mark(one)
    ask(of, one, replace(facts, name="Det andet navn"))
    by = make.make_user(RoleName.ADMINISTRATOR)
    for seen in (read, ""):
        with pytest.raises(RuleError):
            services.approve_change(of, one, seen=seen, by=by, now=clock.now())
    assert one.asked_name == "Det andet navn"


def test_a_registration_that_was_changed_since_it_was_read_is_not_approved(sign_in: SignIn) -> None:
    employer = work.make_employer(status=OrganisationStatus.PENDING)
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    seen = services.mark(employer)
    employer.name = "Et helt andet navn"
    db.session.commit()
    client.post(f"/arbejdsgivere/{employer.id}/godkend?seen={seen}")
    db.session.refresh(employer)
    assert employer.status is OrganisationStatus.PENDING


@pytest.mark.parametrize("kind", KINDS)
def test_writing_the_old_name_again_takes_the_change_back(kind: str) -> None:
    of, one, facts = approved(kind)
    ask(of, one, replace(facts, name="Et helt andet navn"))
    ask(of, one, facts)
    assert one.asked_facts is None
    assert one.asked_name is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_opened_before_the_change_was_asked_for_leaves_it_waiting(kind: str) -> None:
    of, one, facts = approved(kind)
    seen = services.mark(one)
    ask(of, one, replace(facts, name="Et helt andet navn"))
    colleague, now = make.make_user(RoleName.VOLUNTEER), clock.now()
    services.change(of, one, replace(facts, about="Noget nyt."), seen=seen, by=colleague, now=now)
    assert (one.asked_name, one.about) == ("Et helt andet navn", "Noget nyt.")
    with pytest.raises(RuleError, match="siden du åbnede siden"):
        services.change(of, one, replace(facts, name="Et tredje"), seen=seen, by=colleague, now=now)
    services.change(of, one, facts, seen=services.mark(one), by=colleague, now=now)
    assert one.asked_name is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_with_which_name_it_was_opened(sign_in: SignIn, kind: str) -> None:
    of, one, facts = approved(kind)
    db.session.commit()
    own, address = sign_in(one.people[0]), f"{START[kind]}/{one.id}/ret"
    seen = services.mark(one)
    assert f'name="seen" type="hidden" value="{seen}"' in own.get(address).text
    ask(of, one, replace(facts, name="Et helt andet navn"))
    db.session.commit()
    typed = {name: getattr(facts, name) for name in ("name", "about", "phone", "kind")}
    typed |= {"area": one.area.code, "seen": seen, "about": "Noget nyt."}
    typed |= {"email": facts.email} if kind == "association" else {"cvr": facts.cvr, "address": facts.address}
    own.post(address, data=typed)
    db.session.expire_all()
    assert (one.asked_name, one.about) == ("Et helt andet navn", "Noget nyt.")


@pytest.mark.parametrize("kind", KINDS)
def test_while_it_waits_for_approval_everything_can_be_changed(kind: str) -> None:
    of, one, facts = approved(kind)
    services.refuse(of, one, reason="Nej", by=make.make_user(RoleName.ADMINISTRATOR), now=clock.now())
    ask(of, one, replace(facts, name="Et helt andet navn"))
    assert (one.name, one.asked_at) == ("Et helt andet navn", None)


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_another_is_refused_at_its_field(kind: str) -> None:
    _, other, _ = approved(kind)
    of, one, facts = approved(kind)
    with pytest.raises(RuleError) as refusal:
        ask(of, one, replace(facts, name=other.name))
    assert refusal.value.field == "name"


def test_the_number_of_another_workplace_is_refused_but_the_municipality_shares_its_own() -> None:
    other = work.make_employer()
    of, one, facts = approved("employer")
    with pytest.raises(RuleError) as refusal:
        ask(of, one, replace(facts, cvr=other.cvr))
    assert refusal.value.field == "cvr"
    ask(of, one, replace(facts, cvr=other.cvr, kind=EmployerKind.MUNICIPAL))
    assert one.asked_facts == (one.name, EmployerKind.MUNICIPAL, other.cvr)


def test_a_name_that_was_taken_meanwhile_is_said_to_the_administrator() -> None:
    of, one, facts = approved("association")
    ask(of, one, replace(facts, name="Garn og Grin"))
    make.make_association(name="Garn og Grin")
    by = make.make_user(RoleName.ADMINISTRATOR)
    with pytest.raises(RuleError):
        services.approve_change(of, one, seen=services.mark(one), by=by, now=clock.now())


@pytest.mark.parametrize("model", [Association, Employer])
def test_the_database_lets_nobody_write_another_name_over_what_was_approved(model: Any) -> None:
    work.make_employer()
    make.make_association()
    with pytest.raises(IntegrityError, match="waits for a look"):
        db.session.execute(update(model).values(name="Et helt andet navn"))
    db.session.rollback()


@pytest.mark.parametrize("kind", KINDS)
def test_both_pages_say_what_waits(sign_in: SignIn, kind: str) -> None:
    of, one, facts = approved(kind)
    ask(of, one, replace(facts, name="Et helt andet navn"))
    db.session.commit()
    own = sign_in(one.people[0])
    page = own.get(f"{START[kind]}/{one.id}" + ("/status" if kind == "association" else "")).text
    assert "Din ændring venter på os" in page
    assert "Et helt andet navn" in page
    assert "Et helt andet navn" in own.get(f"{START[kind]}/{one.id}/ret").text
    desk = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    queue = desk.get(f"{START[kind]}/godkend").text
    assert f"{one.name} → <strong>Et helt andet navn</strong>" in queue
    desk.post(f"{START[kind]}/{one.id}/aendring/godkend?seen={services.mark(one)}")
    db.session.expire_all()
    assert one.name == "Et helt andet navn"
    actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == [f"{kind}: change", f"{kind}: ask for change", f"{kind}: approve change"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_queue_is_read_in_as_many_queries_however_many_wait(sign_in: SignIn, kind: str) -> None:
    add = make.make_association if kind == "association" else work.make_employer
    desk = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    add(status=OrganisationStatus.PENDING)
    db.session.commit()

    def queries() -> int:
        db.session.expunge_all()
        counted: list[str] = []
        note = lambda *told: counted.append(told[2])  # noqa: E731 - a listener
        event.listen(db.engine, "before_cursor_execute", note)
        assert desk.get(f"{START[kind]}/godkend").status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
        return len(counted)

    alone = queries()
    for _ in range(3):
        add(status=OrganisationStatus.PENDING)
    db.session.commit()
    assert queries() == alone


@pytest.mark.parametrize("kind", KINDS)
def test_a_no_to_a_change_needs_a_reason(sign_in: SignIn, kind: str) -> None:
    of, one, facts = approved(kind)
    desk = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    address = f"{START[kind]}/{one.id}/aendring/afvis"
    assert desk.get(address).status_code == 302
    ask(of, one, replace(facts, name="Et helt andet navn"))
    db.session.commit()
    assert "Udfyld dette felt." in desk.post(address).text
    desk.post(address, data={"reason": "Navnet er en andens."})
    db.session.expire_all()
    assert one.asked_at is None


def test_a_change_and_the_yes_at_once_never_let_in_a_name_that_nobody_read(app: Flask) -> None:
    of, one, facts = approved("association")
    ask(of, one, replace(facts, name="Det pæne navn"))
    by, read, number = make.make_user(RoleName.ADMINISTRATOR), services.mark(one), one.id
    by_id, person_id, area_id = by.id, one.people[0].id, one.area_id
    db.session.commit()
    start = threading.Barrier(2)

    def run(name: str) -> None:
        with app.app_context():
            mine = db.session.get_one(Association, number)
            user = db.session.get_one(User, by_id if name == "approve" else person_id)
            start.wait()
            try:
                if name == "approve":
                    services.approve_change(of, mine, seen=read, by=user, now=datetime.now(UTC))
                else:
                    other = replace(facts, name="Det andet navn", area=mine.area)
                    services.change(of, mine, other, by=user, now=datetime.now(UTC))
                db.session.commit()
            except RuleError:
                db.session.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("approve", "change")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    stored = db.session.get_one(Association, number)
    assert stored.area_id == area_id
    assert stored.name in {facts.name, "Det pæne navn"}
    assert stored.asked_name == "Det andet navn"
