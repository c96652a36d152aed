"""An association or workplace that is refused after it was approved sees nobody any more, from the next request on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web import work_factories as work
from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus
from web.associations.services import approve_association, refuse_association
from web.employers.services import approve_employer, refuse_employer
from web.extensions import db
from web.placements.models import Placement
from web.tasks.models import Shift, SignupStatus

SignIn = Callable[[User], FlaskClient]
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def shift() -> Shift:
    """A shift with somebody confirmed, of an approved association whose coordinator has that role."""
    association = make.make_association(coordinators=[make.make_user(RoleName.COORDINATOR)])
    shift = make.make_shift(task=make.make_task(association=association))
    make.make_signup(shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    return shift


def refuse(association: Association) -> None:
    refuse_association(association, reason="Misbrug", by=make.make_user(RoleName.ADMINISTRATOR), now=make.NOW)
    db.session.commit()


def pages_about_people(shift: Shift) -> list[str]:
    association_id = shift.task.association_id
    return [
        f"/opgaver/{shift.task_id}/tilmeldinger",
        f"/vagter/{shift.id}/spoerg",
        f"/vagter/{shift.id}/fremmoede",
        f"/foreninger/{association_id}/boerneattester",
    ]


def answers(client: FlaskClient, shift: Shift) -> list[int]:
    return [client.get(address).status_code for address in pages_about_people(shift)]


def test_a_refused_association_reads_nothing_about_volunteers(shift: Shift, sign_in: SignIn) -> None:
    association = shift.task.association
    client = sign_in(association.coordinators[0])
    assert answers(client, shift) == [200, 200, 200, 200]
    refuse(association)
    assert answers(client, shift) == [404, 404, 404, 404]
    assert not association.coordinators[0].has_any_role(RoleName.COORDINATOR)
    assert client.get(f"/foreninger/{association.id}/status").status_code == 200


def test_who_coordinates_for_another_keeps_the_role_but_not_these_pages(
    shift: Shift, sign_in: SignIn
) -> None:
    association = shift.task.association
    coordinator = association.coordinators[0]
    make.make_association(coordinators=[coordinator])
    refuse(association)
    assert coordinator.has_any_role(RoleName.COORDINATOR)
    assert answers(sign_in(coordinator), shift) == [404, 404, 404, 404]


def test_a_pending_association_of_a_coordinator_sees_no_candidates(shift: Shift, sign_in: SignIn) -> None:
    coordinator = shift.task.association.coordinators[0]
    waiting = make.make_association(status=AssociationStatus.PENDING, coordinators=[coordinator])
    other = make.make_shift(task=make.make_task(association=waiting))
    assert sign_in(coordinator).get(f"/vagter/{other.id}/spoerg").status_code == 404


def test_an_association_that_is_approved_again_goes_on(shift: Shift, sign_in: SignIn) -> None:
    association = shift.task.association
    refuse(association)
    approve_association(association, by=make.make_user(RoleName.ADMINISTRATOR), now=make.NOW)
    client = sign_in(association.coordinators[0])
    assert answers(client, shift) == [200, 200, 200, 200]


def test_a_refused_workplace_reads_nothing_about_young_people(sign_in: SignIn) -> None:
    placement: Placement = work.make_placement()
    employer, person = placement.small_job.employer, placement.young_person
    client = sign_in(employer.contacts[0])
    pages = [f"/smaajob/forloeb/{placement.id}", "/smaajob/unge", "/smaajob/timer"]
    name = person.first_name
    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert name in client.get(pages[1]).text
    administrator = make.make_user(RoleName.ADMINISTRATOR)
    refuse_employer(employer, reason="Misbrug", by=administrator, now=make.NOW)
    db.session.commit()
    assert client.get(pages[0]).status_code == 404
    assert [name in client.get(page).text for page in pages[1:]] == [False, False]
    assert client.post(f"/smaajob/timer/{placement.id}", data={}).status_code == 404
    approve_employer(employer, by=administrator, now=make.NOW)
    db.session.commit()
    assert client.get(pages[0]).status_code == 200
