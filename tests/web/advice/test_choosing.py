"""Choosing another mentor: the possible ones by how well they fit, the others with what stands against them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web import factories as make
from tests.web.advice.conftest import Town
from tests.web.advice.test_easy_to_read import main_text
from tests.web.proposals.test_easy_to_read import HARDEST, lix
from web.accounts.models import RoleName, User
from web.catalogue.models import Area
from web.core.paging import PAGE_SIZE
from web.core.week import Week
from web.extensions import db
from web.profiles.models import Mentor
from web.youth.models import MentorRequest, MentorRequestStatus

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]
ONE_HOUR = Week.from_intervals([(0, 17 * 60, 18 * 60)])


def path_of(request: MentorRequest) -> str:
    """The page on which another mentor is chosen."""
    return f"/anmodninger/{request.id}/anden-mentor"


def mentor_named(name: str, town: Town, **values: Any) -> Mentor:
    """A mentor who lives in the town."""
    user = make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR, name=name)
    return make.make_mentor(volunteer=make.make_volunteer(user=user, area=town.area), **values)


def test_the_best_fit_comes_first_and_who_is_not_possible_last(town: Town, sign_in: SignIn) -> None:
    mentor_named("Anders Ager", town)
    mentor_named("Alma Aas", town, youngest_age=25, oldest_age=30)
    text = main_text(sign_in(town.colleague).get(path_of(town.others)).text)
    assert text.index("Birgit Krog") < text.index("Anders Ager") < text.index("Alma Aas")
    assert "Kan ikke lade sig gøre nu: Mentoren vil hellere hjælpe en anden alder." in " ".join(text.split())


def test_who_is_proposed_already_is_marked(town: Town, sign_in: SignIn) -> None:
    mentor_named("Anders Ager", town)
    make.make_proposal(request=town.others, mentor=town.mentor)
    rows = sign_in(town.colleague).get(path_of(town.others)).text.split("choose-row")
    assert ["Foreslået nu" in row for row in rows if "Birgit Krog" in row] == [True]
    assert ["Foreslået nu" in row for row in rows if "Anders Ager" in row] == [False]


def test_only_who_is_possible_can_be_tried_out(town: Town, sign_in: SignIn) -> None:
    out = mentor_named("Alma Aas", town, youngest_age=25, oldest_age=30)
    page = sign_in(town.colleague).get(path_of(town.others)).text
    assert f'action="{path_of(town.others)}/{town.mentor.id}"' in page
    assert f'action="{path_of(town.others)}/{out.id}"' not in page


def test_a_mentor_without_a_free_place_is_told_so(town: Town, sign_in: SignIn) -> None:
    make.make_match(proposal=make.make_proposal(mentor=town.mentor, status="accepted"))
    page = sign_in(town.colleague).get(path_of(town.others)).text
    assert "Mentoren har ingen ledig plads." in page


def test_a_mentor_who_has_not_told_when_takes_no_part(town: Town, sign_in: SignIn) -> None:
    town.mentor.volunteer.born_on = None
    page = sign_in(town.colleague).get(path_of(town.others)).text
    assert "Mentoren er ikke med i matchkørsler lige nu." in page


def test_mentors_are_found_by_name(town: Town, sign_in: SignIn) -> None:
    mentor_named("Anders Ager", town)
    page = sign_in(town.colleague).get(path_of(town.others), query_string={"q": "anders"}).text
    assert "Anders Ager" in page
    assert "Birgit Krog" not in page


def test_there_are_further_pages(town: Town, sign_in: SignIn) -> None:
    for number in range(PAGE_SIZE):
        mentor_named(f"Mentor {number}", town)
    client = sign_in(town.colleague)
    first, second = (client.get(path_of(town.others), query_string={"page": n}).text for n in (1, 2))
    assert first.count('class="panel choose-row') == PAGE_SIZE
    assert second.count('class="panel choose-row') == 1
    assert "Birgit Krog" in first


def test_less_time_than_was_asked_for_is_said(town: Town, sign_in: SignIn) -> None:
    town.others.week, town.others.minutes_per_week = ONE_HOUR, 90
    said = "De har 1 time til fælles om ugen. Der er bedt om 1 time og 30 minutter."
    client = sign_in(town.colleague)
    assert said in client.get(path_of(town.others)).text
    town.others.minutes_per_week = 60
    db.session.flush()
    assert said not in client.get(path_of(town.others)).text


def rows_of(page: str) -> dict[str, str]:
    """What the page shows of each mentor, by name."""
    rows = page.split("</main>")[0].split('class="panel choose-row')[1:]
    return {name_in(row): row.split("</li>\n  <li")[0].split("</li>\n</ul>")[0] for row in rows}


def name_in(row: str) -> str:
    """The name in the heading of a mentor's row."""
    return row.split("</h2>")[0].rsplit(">", 1)[-1]


def test_of_a_protected_young_person_nothing_about_the_way_is_told(town: Town, sign_in: SignIn) -> None:
    town.others.young_person.is_protected = True
    area = make.make_area(name="Yderby", latitude=57.6, longitude=10.4)
    user = make.make_user(RoleName.VOLUNTEER, RoleName.MENTOR, name="Frida Fjern")
    make.make_mentor(volunteer=make.make_volunteer(user=user, area=area))
    mentor_named("Alma Aas", town, youngest_age=25, oldest_age=30)
    mentor_named("Uden Alder", town).volunteer.born_on = None
    client = sign_in(town.colleague)
    rows = rows_of(client.get(path_of(town.others)).text)
    assert all(place.label not in row for place in db.session.scalars(select(Area)) for row in rows.values())
    out = {
        name: re.sub(r"mentor-\d+", "", row).replace(name, "")
        for name, row in rows.items()
        if row.startswith(" choose-row-not")
    }
    assert out.keys() == {"Frida Fjern", "Alma Aas", "Uden Alder"}
    assert len(set(out.values())) == 1
    assert "Kan ikke lige nu." in out["Frida Fjern"]
    assert "score-ring" in rows["Birgit Krog"]
    town.others.young_person.is_protected = False
    db.session.flush()
    shown = rows_of(client.get(path_of(town.others)).text)
    assert "bor for langt" in shown["Frida Fjern"]
    assert area.label in shown["Frida Fjern"]


def test_a_request_that_is_closed_offers_nobody(town: Town, sign_in: SignIn) -> None:
    town.others.status = MentorRequestStatus.WITHDRAWN
    page = sign_in(town.colleague).get(path_of(town.others)).text
    assert "Birgit Krog" not in page


def test_the_page_is_easy_to_read(town: Town, sign_in: SignIn) -> None:
    mentor_named("Alma Aas", town, youngest_age=25, oldest_age=30)
    text = main_text(sign_in(town.colleague).get(path_of(town.others)).text)
    assert lix(text) <= HARDEST, f"{lix(text):.0f}\n{text}"


def test_what_cannot_be_is_said_and_nobody_is_listed(town: Town, sign_in: SignIn) -> None:
    town.others.young_person.born_on = date(1800, 1, 1)
    page = sign_in(town.colleague).get(path_of(town.others)).text
    assert "Noget i oplysningerne kan ikke passe" in page
    assert "Birgit Krog" not in page
