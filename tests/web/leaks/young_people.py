"""A few young people whose every fact is a word that occurs nowhere else, and the people around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.extensions import db
from web.profiles.models import Mentor
from web.youth.models import YoungPerson

FACTS = ("first_name", "last_name", "alias", "phone", "email", "note", "wishes", "place")
OTHERS = (
    RoleName.VOLUNTEER,
    RoleName.COORDINATOR,
    RoleName.AREA_CONTACT,
    RoleName.ADMINISTRATOR,
    RoleName.DATA_PROTECTION_CONTACT,
)


@dataclass
class Town:
    """Everybody by a name of our own; `marks` are the words of each young person by id and fact."""

    people: dict[str, User] = field(default_factory=dict)
    mentors: list[Mentor] = field(default_factory=list)
    marks: dict[int, dict[str, str]] = field(default_factory=dict)


def build_town() -> Town:
    """Two caseworkers, two mentors, four young people (one protected, two with an account), and one of every other role."""
    town = Town()
    for name in ("caseworker", "colleague"):
        town.people[name] = make.make_user(RoleName.CASEWORKER)
    for role in OTHERS:
        town.people[role.value] = make.make_user(role)
    make.make_association(coordinators=[town.people["coordinator"]])
    make.make_volunteer(user=town.people["volunteer"])
    for number in (1, 2):
        mentor = make.make_mentor(capacity=3)
        town.people[f"mentor {number}"] = mentor.volunteer.user
        town.mentors.append(mentor)
    town.people["area_contact"].contact_areas = [
        mentor.volunteer.area for mentor in town.mentors if mentor.volunteer.area
    ]
    for number, (caseworker, has_account, is_protected) in enumerate(
        [
            ("caseworker", True, False),
            ("caseworker", False, True),
            ("colleague", True, False),
            ("colleague", False, False),
        ]
    ):
        add_young_person(
            town,
            number,
            caseworker=town.people[caseworker],
            has_account=has_account,
            is_protected=is_protected,
        )
    return town


def add_young_person(
    town: Town, number: int, *, caseworker: User, has_account: bool, is_protected: bool
) -> None:
    """One young person, asking for a mentor."""
    marks = marks_of(number)
    account = make.make_user(RoleName.YOUNG_PERSON, name=marks["first_name"], email=marks["email"])
    person = make.make_young_person(
        caseworker=caseworker,
        user=account if has_account else None,
        area=make.make_area(name=marks["place"]),
        is_protected=is_protected,
        may_show_wishes=True,
        **{name: marks[name] for name in ("first_name", "last_name", "alias", "phone", "email", "note")},
    )
    if has_account:
        town.people[f"young person {number}"] = account
    else:
        db.session.delete(account)
    make.make_request(young_person=person, wishes=marks["wishes"])
    town.marks[person.id] = marks


def marks_of(number: int) -> dict[str, str]:
    """Words that stand for one fact of one young person and for nothing else."""
    letter = "abcd"[number]
    return {name: f"Zq{letter}x{name.replace('_', '')}w" for name in FACTS} | {
        "phone": f"7{number}19283746",
        "email": f"zq{letter}xmailw@example.dk",
    }


def mark_all_known(town: Town, person: YoungPerson) -> set[tuple[int, str]]:
    """Return everything there is to know about one young person."""
    return {(person.id, fact) for fact in town.marks[person.id]}
