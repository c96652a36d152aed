"""Whom to recruit: worked out after each run, in words, and never telling a stranger of few young people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.advice.models import RecruitmentAdvice
from web.advice.recruitment import kinds_in, latest_advice, told_to_many, write_advice
from web.advice.wanted import gathered
from web.catalogue.models import Area
from web.core import clock
from web.core.jobs import enqueue
from web.extensions import db
from web.proposals import jobs, runs
from web.proposals.models import MatchRun
from web.proposals.plan import KindOfMentor
from web.vetting.models import MentorWorth

pytestmark = pytest.mark.usefixtures("database")


def kind(**values: object) -> KindOfMentor:
    """A kind that many young people stand behind."""
    defaults: dict[str, object] = {
        "area": "nord", "language": "da", "hours": "evenings", "experience": "", "could_help": 9, "told_by": 9,
        "urgency": 1, "waiting_days": 41, "helped_by": [1, 2, 2],
    }  # fmt: skip
    return KindOfMentor(**(defaults | values))  # type: ignore[arg-type]


def advise(*kinds: KindOfMentor) -> RecruitmentAdvice:
    """Write advice down as the job does."""
    return write_advice(make.save(MatchRun()), kinds, now=clock.now())


def ask_for_mentors(area: Area, number: int, **values: object) -> None:
    """Young people who ask for a mentor, in an area where nobody offers."""
    for _ in range(number):
        person = make.make_young_person(area=area, **values)
        make.make_request(young_person=person)


def run_with(run_jobs: Callable[[], None]) -> list[KindOfMentor]:
    """Make a run as the worker does, and return the advice that follows it."""
    run = runs.queue_run(by=None, now=clock.now())
    enqueue(jobs.run_matching, run_id=run.id)
    run_jobs()
    advice = latest_advice()
    assert advice is not None
    assert advice.run_id == run.id
    return kinds_in(advice)


def test_advice_follows_a_run_and_says_what_one_more_is_worth(run_jobs: Callable[[], None]) -> None:
    area = make.make_area(code="nord")
    ask_for_mentors(area, 3, languages={"ar": 3})
    make.make_mentor(volunteer=make.make_volunteer(area=area, languages={"da": 3}))
    best = run_with(run_jobs)[0]
    assert (best.area, best.language, best.experience) == ("nord", "ar", "")
    assert (best.could_help, best.told_by) == (3, 3)
    assert best.helped_by == [1, 2, 3, 3, 3, 3]


def test_the_next_run_replaces_the_advice(run_jobs: Callable[[], None]) -> None:
    area = make.make_area()
    ask_for_mentors(area, 2)
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    assert run_with(run_jobs) != []
    make.make_mentor(volunteer=make.make_volunteer(area=area))
    assert run_with(run_jobs) == []
    assert len(db.session.scalars(select(RecruitmentAdvice)).all()) == 1


def test_a_protected_young_person_is_not_told_of_by_any_kind(run_jobs: Callable[[], None]) -> None:
    here, hidden = make.make_area(code="here"), make.make_area(code="hidden", latitude=56.60, longitude=10.30)
    ask_for_mentors(here, 2)
    ask_for_mentors(hidden, 1, is_protected=True, languages={"ar": 3})
    make.make_mentor(volunteer=make.make_volunteer(area=here))
    kinds = run_with(run_jobs)
    assert {one.area for one in kinds} == {"here"}
    assert {one.language for one in kinds} == {"da"}
    assert all(one.could_help == 2 for one in kinds)


def test_what_tells_of_few_is_left_out_with_all_that_is_about_one() -> None:
    kept = told_to_many([kind(told_by=4), kind(told_by=5, experience="autism")])
    assert [(one.experience, one.waiting_days, one.helped_by) for one in kept] == [("autism", 0, [])]


def test_kinds_are_gathered_where_only_area_or_hours_differ() -> None:
    (wanted,) = gathered([kind(), kind(area="syd", helped_by=[]), kind(hours="weekends", helped_by=[])])
    assert (wanted.areas, wanted.hours) == (("nord", "syd"), ("evenings", "weekends"))
    assert (wanted.enough, wanted.helped) == (2, 2)


@pytest.fixture
def page_of(sign_in: Callable[[User], FlaskClient]) -> Callable[..., str]:
    """Return a function that reads a page of recruitment as somebody."""

    def read(user: User, path: str = "/hverv") -> str:
        return sign_in(user).get(path).get_data(as_text=True)

    return read


def test_a_caseworker_reads_how_long_somebody_has_waited(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.language("ar")
    advise(kind(language="ar", told_by=1, could_help=10))
    page = page_of(make.make_user(RoleName.CASEWORKER))
    assert "En mentor fra Nordbyen, der taler sprog ar, giver én ung mere en mentor." in page
    assert "har ventet i 41 dage" in page
    assert "2 af dem ville hjælpe 2 unge" in page


@pytest.mark.parametrize("role", [RoleName.ADMINISTRATOR, RoleName.AREA_CONTACT])
def test_nobody_else_reads_what_tells_of_few(page_of: Callable[..., str], role: RoleName) -> None:
    area = make.make_area(code="nord", name="Nordbyen")
    make.language("ar")
    advise(kind(language="ar", told_by=1, could_help=10), kind())
    reader = make.make_user(role)
    reader.contact_areas = [area]
    page = page_of(reader)
    assert "En mentor fra Nordbyen giver én ung mere en mentor." in page
    assert "der taler" not in page
    assert "dage" not in page
    assert "ser kun sagsbehandlerne" in page


def test_an_area_contact_reads_about_the_own_areas_only(page_of: Callable[..., str]) -> None:
    own = make.make_area(code="syd", name="Sydbyen")
    make.make_area(code="nord", name="Nordbyen")
    advise(kind(area="nord"), kind(area="syd"))
    contact = make.make_user(RoleName.AREA_CONTACT)
    contact.contact_areas = [own]
    page = page_of(contact)
    assert "Sydbyen" in page
    assert "Nordbyen" not in page
    assert "Nordbyen" not in page_of(contact, "/hverv?area=nord")
    assert "Nordbyen" not in page_of(contact, "/hverv/opslag")


def test_the_notice_tells_nothing_of_few_even_to_a_caseworker(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.make_experience(code="autism", name_da="Autisme")
    make.make_experience(code="grief", name_da="Sorg")
    advise(kind(experience="autism"), kind(experience="grief", told_by=2))
    page = page_of(make.make_user(RoleName.CASEWORKER), "/hverv/opslag")
    assert "Autisme" in page
    assert "Sorg" not in page


def test_each_line_leads_to_a_call_for_just_that_mentor(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.make_area(code="syd", name="Sydbyen")
    make.make_experience(code="autism", name_da="Autisme")
    make.language("ar")
    advise(kind(experience="autism"), kind(area="syd", language="ar"))
    caseworker = make.make_user(RoleName.CASEWORKER)
    assert "/hverv/opslag?language=da&amp;experience=autism" in page_of(caseworker)
    call = page_of(caseworker, "/hverv/opslag?language=da&experience=autism")
    assert "– har erfaring med »Autisme«" in call
    assert "Især fra: Nordbyen." in call
    assert "Med tid på hverdagsaftener." in call
    assert "sprog ar" not in call
    everything = page_of(caseworker, "/hverv/opslag")
    assert "Autisme" in everything
    assert "sprog ar" in everything


def test_a_call_asks_for_as_much_as_tells_of_many(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.make_experience(code="autism", name_da="Autisme")
    make.language("ar")
    advise(
        kind(language="ar", experience="autism", told_by=1),
        kind(experience="autism", waiting_days=30),
        kind(language="ar", waiting_days=20, told_by=2),
    )
    page = page_of(make.make_user(RoleName.CASEWORKER))
    assert page.count("/hverv/opslag?language=da&amp;experience=autism") == 2
    assert "language=ar&amp;" not in page
    assert page.count("så opslaget siger mindre") == 1
    assert page.count("Spørg dig for personligt") == 1


def test_what_tells_of_few_leads_to_no_call(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.language("ar")
    advise(kind(language="ar", told_by=4))
    caseworker = make.make_user(RoleName.CASEWORKER)
    page = page_of(caseworker)
    assert "Lav et opslag" not in page
    assert "Spørg dig for personligt" in page
    call = page_of(caseworker, "/hverv/opslag?language=ar&experience=")
    assert "sprog ar" not in call
    assert "Nordbyen" not in call


def test_the_page_filters_by_place_and_language(page_of: Callable[..., str]) -> None:
    make.make_area(code="nord", name="Nordbyen")
    make.make_area(code="syd", name="Sydbyen")
    make.language("ar")
    advise(kind(area="nord"), kind(area="syd", language="ar"))
    caseworker = make.make_user(RoleName.CASEWORKER)
    assert "En mentor fra Nordbyen" not in page_of(caseworker, "/hverv?language=ar")
    assert "En mentor fra Sydbyen" in page_of(caseworker, "/hverv?language=ar")
    assert "Ingen slags mentor" in page_of(caseworker, "/hverv?area=nord&language=ar")


def test_it_names_who_should_be_approved_and_who_should_get_a_seat(page_of: Callable[..., str]) -> None:
    mentor = make.make_mentor(is_cleared=False)
    make.save(MentorWorth(mentor_id=mentor.id, could_help=7, more_helped=1, counted_at=clock.now()))
    page = page_of(make.make_user(RoleName.CASEWORKER))
    assert page.count(mentor.volunteer.user.name) == 2
    assert "Mangler kurset. Kunne hjælpe 7 unge, der venter. Én mere ville få en mentor." in page


def test_before_the_first_run_the_page_says_so(page_of: Callable[..., str]) -> None:
    assert "Der er ikke regnet noget ud endnu" in page_of(make.make_user(RoleName.ADMINISTRATOR))


@pytest.mark.parametrize("role", [RoleName.MENTOR, RoleName.COORDINATOR, RoleName.DATA_PROTECTION_CONTACT])
def test_others_do_not_find_the_page(sign_in: Callable[[User], FlaskClient], role: RoleName) -> None:
    assert sign_in(make.make_user(role)).get("/hverv").status_code == 404
