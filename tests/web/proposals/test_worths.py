"""Each match run counts whom those who are still to be vetted could help, and the queue goes by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.catalogue.models import Area
from web.core import clock
from web.core.week import Week
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus
from web.proposals import jobs, runs
from web.vetting.models import Clearance, ClearanceKind, MentorWorth
from web.vetting.queries import mentors_for

pytestmark = pytest.mark.usefixtures("database")


def make_run() -> None:
    """Make a run as the worker does."""
    run = runs.queue_run(by=None, now=clock.now())
    db.session.commit()
    jobs.run_matching(run_id=run.id)
    db.session.expire_all()


def an_applicant(area: Area, **values: object) -> Mentor:
    volunteer = make.make_volunteer(area=area, **values)
    return make.make_mentor(volunteer=volunteer, is_cleared=False, status=MentorStatus.APPLIED)


def worth_of(mentor: Mentor) -> tuple[int, int] | None:
    worth = db.session.get(MentorWorth, mentor.id)
    return None if worth is None else (worth.could_help, worth.more_helped)


def test_a_run_counts_whom_each_applicant_could_help_and_the_queue_goes_by_it(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    area = make.make_area()
    for _ in range(3):
        make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    mornings = Week.from_intervals([(0, 8 * 60, 10 * 60)])
    useless, useful = an_applicant(area, week=mornings), an_applicant(area)
    useless.created_at = make.NOW - timedelta(days=90)
    newcomer_first = useless.created_at
    make_run()
    assert worth_of(useful) == (3, 1)
    assert worth_of(useless) == (0, 0)
    later = an_applicant(area)
    later.created_at = newcomer_first - timedelta(days=1)
    caseworker = make.make_user(RoleName.CASEWORKER)
    order = list(db.session.scalars(mentors_for(caseworker, status=MentorStatus.APPLIED)))
    assert order == [useful, useless, later]
    page = sign_in(caseworker).get("/godkendelser").get_data(as_text=True)
    assert "Kunne hjælpe 3 unge, der venter." in page
    assert "Den næste matchkørsel tæller" in page


def test_a_mentor_whose_paper_ran_out_is_counted_and_one_in_order_is_not() -> None:
    area = make.make_area()
    make.make_request(young_person=make.make_young_person(area=area))
    in_order = make.make_mentor(volunteer=make.make_volunteer(area=area))
    lapsed = make.make_mentor(volunteer=make.make_volunteer(area=area))
    clearance = db.session.scalars(
        select(Clearance).where(
            Clearance.volunteer_id == lapsed.volunteer_id, Clearance.kind == ClearanceKind.TRAINING
        )
    ).one()
    clearance.expires_on = clearance.issued_on
    make_run()
    assert worth_of(lapsed) == (1, 0)
    assert worth_of(in_order) is None


def test_an_applicant_with_two_places_is_counted_with_both() -> None:
    area = make.make_area()
    for _ in range(3):
        make.make_request(young_person=make.make_young_person(area=area))
    make.make_mentor(volunteer=make.make_volunteer(area=area), capacity=1)
    applicant = an_applicant(area)
    applicant.capacity = 2
    make_run()
    assert worth_of(applicant) == (3, 2)


def test_places_that_serve_already_are_not_counted_again_once_a_paper_is_there() -> None:
    area = make.make_area()
    for _ in range(2):
        make.make_request(young_person=make.make_young_person(area=area))
    lapsed = make.make_mentor(volunteer=make.make_volunteer(area=area), youngest_age=12)
    for clearance in db.session.scalars(
        select(Clearance).where(Clearance.kind == ClearanceKind.CHILDRENS_CERTIFICATE)
    ):
        db.session.delete(clearance)
    make_run()
    assert worth_of(lapsed) == (2, 0)


def test_who_gives_more_young_people_a_mentor_stands_before_who_suits_more() -> None:
    suits_more, gives_more = (an_applicant(make.make_area()) for _ in range(2))
    for mentor, could_help, more_helped in ((suits_more, 9, 0), (gives_more, 2, 1)):
        make.save(
            MentorWorth(
                mentor_id=mentor.id, could_help=could_help, more_helped=more_helped, counted_at=make.NOW
            )
        )
    caseworker = make.make_user(RoleName.CASEWORKER)
    assert list(db.session.scalars(mentors_for(caseworker))) == [gives_more, suits_more]


def test_the_next_run_replaces_the_counts() -> None:
    area = make.make_area()
    request = make.make_request(young_person=make.make_young_person(area=area))
    make.make_request(young_person=make.make_young_person(area=make.make_area(latitude=57.5)))
    make.make_mentor(volunteer=make.make_volunteer(area=make.make_area(latitude=55.2)))
    applicant = an_applicant(area)
    make_run()
    assert worth_of(applicant) == (1, 1)
    request.young_person.area = make.make_area(latitude=54.9, longitude=9.0)
    make_run()
    assert worth_of(applicant) == (0, 0)


def test_an_area_contact_sees_the_order_of_their_own_area_only() -> None:
    mine, theirs = make.make_area(), make.make_area()
    for _ in range(2):
        make.make_request(young_person=make.make_young_person(area=theirs))
    make.make_mentor(volunteer=make.make_volunteer(area=mine))
    here, there = an_applicant(mine), an_applicant(theirs)
    make_run()
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [mine]
    db.session.flush()
    assert list(db.session.scalars(mentors_for(contact))) != [there]
    assert set(db.session.scalars(mentors_for(contact, status=MentorStatus.APPLIED))) == {here}
