"""What a programme asks for is data: pages, services, the match run's rules and the database's guard all follow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.core.errors import RuleError
from web.extensions import db
from web.matches.models import Match
from web.profiles.models import Mentor, MentorStatus
from web.proposals.engine import programme_data
from web.proposals.intake import read_intake
from web.proposals.places import missing_clearances
from web.vetting.models import Clearance, ClearanceKind, ClearanceRequirement, ClearanceStatus
from web.vetting.queries import missing_kinds, requirement_of
from web.vetting.requirements import change_requirement, effect_of, terms_of
from web.vetting.services import Validity, verify_clearance

pytestmark = pytest.mark.usefixtures("programme")


def row(kind: ClearanceKind) -> ClearanceRequirement:
    """The programme's row of that kind."""
    found = requirement_of(kind)
    assert found is not None
    return found


def without(mentor: Mentor, kind: ClearanceKind) -> Mentor:
    """Take a clearance away."""
    for held in db.session.scalars(
        select(Clearance).where(Clearance.volunteer_id == mentor.volunteer_id, Clearance.kind == kind)
    ):
        db.session.delete(held)
    db.session.flush()
    return mentor


def match_with(mentor: Mentor, **young: object) -> Match:
    """Write a running match, past the services."""
    proposal = make.make_proposal(
        mentor=mentor, request=make.make_request(young_person=make.make_young_person(**young))
    )
    return make.save(
        Match(
            proposal=proposal,
            request=proposal.request,
            young_person=proposal.request.young_person,
            mentor=mentor,
            seat=1,
            started_on=make.TODAY,
        )
    )


def ask(kind: ClearanceKind, **changes: object) -> None:
    """Change the programme as an administrator."""
    requirement = row(kind)
    terms = replace(terms_of(requirement), **changes)  # type: ignore[arg-type]
    change_requirement(requirement, terms, by=make.make_user(RoleName.ADMINISTRATOR), now=make.NOW)


def test_the_effect_is_counted_in_people_before_anything_is_changed() -> None:
    ask(ClearanceKind.TRAINING, is_required=False)
    in_touch = without(make.make_mentor(), ClearanceKind.TRAINING)
    match_with(in_touch)
    without(make.make_mentor(), ClearanceKind.TRAINING)
    without(make.make_mentor(status=MentorStatus.APPLIED), ClearanceKind.TRAINING)
    make.make_mentor()
    requirement = row(ClearanceKind.TRAINING)
    wanted = replace(terms_of(requirement), is_required=True)
    effect = effect_of(requirement, wanted, now=make.NOW)
    assert (effect.mentors_stopped, effect.in_touch_with_somebody) == (2, 1)
    assert (effect.applicants_asked, effect.mentors_freed) == (1, 0)
    assert not row(ClearanceKind.TRAINING).is_required
    ask(ClearanceKind.TRAINING, is_required=True)
    freed = effect_of(requirement, replace(wanted, is_required=False), now=make.NOW)
    assert (freed.mentors_stopped, freed.mentors_freed) == (0, 2)


def test_an_age_limit_stops_only_those_who_meet_somebody_so_young() -> None:
    without(make.make_mentor(youngest_age=14), ClearanceKind.INTERVIEW)
    without(make.make_mentor(youngest_age=20), ClearanceKind.INTERVIEW)
    ask(ClearanceKind.INTERVIEW, is_required=False)
    requirement = row(ClearanceKind.INTERVIEW)
    wanted = replace(terms_of(requirement), is_required=True, only_below_age=18)
    assert effect_of(requirement, wanted, now=make.NOW).mentors_stopped == 1


def test_a_change_is_recorded_with_before_and_after() -> None:
    ask(ClearanceKind.TRAINING, valid_for_months=12)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "change requirement")).one()
    assert event.details["kind"] == "training"
    assert (event.details["before"]["valid_for_months"], event.details["after"]["valid_for_months"]) == (
        36,
        12,
    )


@pytest.mark.parametrize("age", [None, 16, 30])
def test_a_childrens_certificate_is_never_asked_for_from_fifteen(age: int | None) -> None:
    with pytest.raises(RuleError, match="15"):
        ask(ClearanceKind.CHILDRENS_CERTIFICATE, only_below_age=age)
    db.session.rollback()
    with pytest.raises(IntegrityError, match="childrens_certificate_below_15"):
        db.session.execute(
            text(
                "UPDATE clearance_requirements SET only_below_age = :age WHERE kind = 'childrens_certificate'"
            ),
            {"age": age},
        )


def test_nobody_can_record_a_certificate_of_a_mentor_who_meets_no_children() -> None:
    mentor = make.make_mentor(youngest_age=15, is_cleared=False)
    with pytest.raises(RuleError, match="Det kræves ikke af denne frivillige"):
        verify_clearance(
            mentor.volunteer,
            ClearanceKind.CHILDRENS_CERTIFICATE,
            Validity(make.TODAY, None),
            by=make.make_user(RoleName.CASEWORKER),
            now=make.NOW,
        )


@pytest.mark.parametrize(
    ("kind", "roles"),
    [(ClearanceKind.INTERVIEW, ("coordinator",)), (ClearanceKind.REFERENCES, ())],
)
def test_somebody_fit_for_it_must_be_able_to_record(kind: ClearanceKind, roles: tuple[str, ...]) -> None:
    with pytest.raises(RuleError) as refused:
        ask(kind, verified_by=roles)
    assert refused.value.field == "verified_by"


def test_who_may_record_follows_the_programme() -> None:
    mentor = make.make_mentor(is_cleared=False)
    contact = make.make_user(RoleName.AREA_CONTACT)
    validity = Validity(make.TODAY, None)
    with pytest.raises(RuleError):
        verify_clearance(mentor.volunteer, ClearanceKind.REFERENCES, validity, by=contact, now=make.NOW)
    ask(ClearanceKind.REFERENCES, verified_by=("area_contact",))
    held = verify_clearance(mentor.volunteer, ClearanceKind.REFERENCES, validity, by=contact, now=make.NOW)
    assert held.status is ClearanceStatus.VALID


def test_the_guard_of_matches_follows_the_programme() -> None:
    mentor = without(make.make_mentor(), ClearanceKind.COMMITMENT)
    with pytest.raises(IntegrityError, match="commitment"), db.session.begin_nested():
        match_with(mentor)
    ask(ClearanceKind.COMMITMENT, is_required=False)
    assert match_with(mentor).id


def test_the_guard_of_matches_follows_the_age_in_the_programme() -> None:
    mentor = without(make.make_mentor(capacity=2), ClearanceKind.INTERVIEW)
    ask(ClearanceKind.INTERVIEW, only_below_age=16)
    assert match_with(mentor).id
    born_on = make.TODAY.replace(year=make.TODAY.year - 15)
    with pytest.raises(IntegrityError, match="interview"), db.session.begin_nested():
        match_with(mentor, born_on=born_on)


@pytest.mark.parametrize("status", [MentorStatus.APPLIED, MentorStatus.REFUSED])
def test_nobody_who_is_not_approved_is_matched_even_with_every_paper(status: MentorStatus) -> None:
    mentor = make.make_mentor(status=status)
    with pytest.raises(IntegrityError, match="not approved"), db.session.begin_nested():
        match_with(mentor)


def test_the_match_run_and_the_pages_ask_for_the_same() -> None:
    mentor = without(make.make_mentor(), ClearanceKind.TRAINING)
    required = programme_data(read_intake(now=make.NOW))["rules"][0]["required"]
    assert {"kind": "training", "under_age": None} in required
    assert missing_kinds(mentor, day=make.TODAY) == [ClearanceKind.TRAINING]
    ask(ClearanceKind.TRAINING, is_required=False)
    required = programme_data(read_intake(now=make.NOW))["rules"][0]["required"]
    assert "training" not in {entry["kind"] for entry in required}
    assert missing_kinds(mentor, day=make.TODAY) == []
    assert missing_clearances(mentor, age=17, day=make.TODAY) == []


def test_the_administrator_sees_the_effect_before_it_is_saved(
    sign_in: Callable[[User], FlaskClient],
) -> None:
    ask(ClearanceKind.TRAINING, is_required=False)
    without(make.make_mentor(), ClearanceKind.TRAINING)
    requirement_id = row(ClearanceKind.TRAINING).id
    client = sign_in(make.make_user(RoleName.ADMINISTRATOR))
    path = f"/godkendelser/krav/{requirement_id}"
    assert "Mentoruddannelse" in client.get("/godkendelser/krav").get_data(as_text=True)
    typed = {
        "is_required": "yes",
        "only_below_age": "",
        "valid_for_months": "36",
        "verified_by": ["caseworker"],
    }
    shown = client.post(path, data=typed).get_data(as_text=True)
    assert "Én mentor ville mangle det og kunne ikke matches." in shown
    db.session.expire_all()
    assert not row(ClearanceKind.TRAINING).is_required
    seen = shown.split('name="seen" type="hidden" value="')[1].split('"')[0].replace("&#34;", '"')
    other = client.post(path, data=typed | {"seen": seen, "valid_for_months": "24"}).get_data(as_text=True)
    assert "Hvad det ville betyde i dag" in other
    db.session.expire_all()
    assert not row(ClearanceKind.TRAINING).is_required
    saved = client.post(path, data=typed | {"seen": seen})
    assert saved.status_code == 302
    db.session.expire_all()
    assert terms_of(row(ClearanceKind.TRAINING)).verified_by == ("caseworker",)
    assert row(ClearanceKind.TRAINING).is_required


@pytest.mark.parametrize("role", [RoleName.CASEWORKER, RoleName.AREA_CONTACT, RoleName.MENTOR])
def test_only_administrators_change_the_programme(
    sign_in: Callable[[User], FlaskClient], role: RoleName
) -> None:
    client = sign_in(make.make_user(role))
    assert client.get("/godkendelser/krav").status_code == 404
    assert client.post("/godkendelser/krav/1", data={"is_required": "no"}).status_code == 404
