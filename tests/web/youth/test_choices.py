"""What a mentor sees grows by stage, and the young person decides what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.web import factories as make
from tests.web.factories import NOW, TODAY
from tests.web.matches.test_races import at_once
from web.accounts.models import RoleName, User
from web.audit.models import AuditEvent
from web.consents.models import ConsentPurpose, Through
from web.consents.queries import live_consent
from web.core.errors import NotVisibleError, RuleError
from web.extensions import db
from web.proposals.models import Proposal, ProposalStatus
from web.youth.aliases import holds_contact, holds_name, suggest_alias, suggest_aliases
from web.youth.choice_services import choose_what_is_shown
from web.youth.choices import choices_of
from web.youth.facts import facts_of_young_person
from web.youth.models import ContactChannel, ShownName, YoungPerson
from web.youth.personal_links import choices_path
from web.youth.services import change_young_person
from web.youth.sight import Reader, Stage, seen_by_mentor, young_person_seen

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[User], FlaskClient]


def somebody(**values: object) -> YoungPerson:
    """A young person with a name, a number and a note worth protecting."""
    defaults: dict[str, object] = {
        "first_name": "Nanna", "last_name": "Vestergaard", "alias": "Glad svale", "phone": "11 22 33 44",
        "email": "nanna@example.dk", "note": "Sagsnote",
        "may_show_wishes": True,
    }  # fmt: skip
    return make.make_young_person(**(defaults | values))


def approved(person: YoungPerson, **values: object) -> Proposal:
    """A proposal that the mentor has been asked about."""
    request = make.make_request(
        young_person=person, wishes="Lære at fiske", goals=[make.make_goal()], **values
    )
    return make.make_proposal(request=request, status=ProposalStatus.APPROVED)


def choose(person: YoungPerson, **values: object) -> None:
    """Let the young person choose something else."""
    choices = replace(choices_of(person), **values)  # type: ignore[arg-type]
    choose_what_is_shown(person, choices, by=None, is_on_behalf=False, now=NOW)


def test_in_a_run_a_mentor_sees_nothing_at_all() -> None:
    request = approved(somebody()).request
    assert (
        young_person_seen(request.young_person, request, by=Reader.MENTOR, stage=Stage.RUN, day=TODAY) is None
    )
    with pytest.raises(NotVisibleError):
        seen_by_mentor(request, stage=Stage.RUN, day=TODAY)


def test_at_a_proposal_a_mentor_sees_no_way_to_reach_the_young_person() -> None:
    request = approved(somebody(contact_channel=ContactChannel.PHONE)).request
    seen = seen_by_mentor(request, stage=Stage.PROPOSAL, day=TODAY)
    assert (seen.name, seen.is_alias, seen.contact) == ("Glad svale", True, None)
    assert "11 22 33 44" not in str(seen)


@pytest.mark.parametrize(
    ("channel", "phone", "email"),
    [
        (ContactChannel.PHONE, "11 22 33 44", ""),
        (ContactChannel.EMAIL, "", "nanna@example.dk"),
        (ContactChannel.CASEWORKER, "", ""),
    ],
)
def test_a_match_adds_the_one_way_that_was_chosen(channel: ContactChannel, phone: str, email: str) -> None:
    request = approved(somebody(contact_channel=channel)).request
    contact = seen_by_mentor(request, stage=Stage.MATCH, day=TODAY).contact
    assert contact is not None
    assert (contact.phone, contact.email) == (phone, email)
    assert contact.is_through_caseworker is (channel is ContactChannel.CASEWORKER)


@pytest.mark.parametrize(
    ("shown_name", "at_proposal", "at_match"),
    [
        (ShownName.ALIAS_FIRST, "Glad svale", "Nanna"),
        (ShownName.ALIAS, "Glad svale", "Glad svale"),
        (ShownName.FIRST_NAME, "Nanna", "Nanna"),
    ],
)
def test_the_young_person_chooses_the_name(shown_name: ShownName, at_proposal: str, at_match: str) -> None:
    request = approved(somebody(shown_name=shown_name)).request
    names = [seen_by_mentor(request, stage=stage, day=TODAY).name for stage in (Stage.PROPOSAL, Stage.MATCH)]
    assert names == [at_proposal, at_match]


def test_no_stage_shows_last_name_birthday_or_note() -> None:
    person = somebody(contact_channel=ContactChannel.PHONE, shown_name=ShownName.FIRST_NAME)
    request = approved(person).request
    for stage in (Stage.PROPOSAL, Stage.MATCH):
        seen = str(seen_by_mentor(request, stage=stage, day=TODAY))
        for hidden in ("Vestergaard", "Sagsnote", str(person.born_on), person.code):
            assert hidden not in seen


@pytest.mark.parametrize("what", ["wishes", "interests", "goals", "languages"])
def test_each_thing_is_shown_only_where_it_was_agreed_to(what: str) -> None:
    person = somebody(languages={"so": 3})
    request = approved(person, interests=[make.make_interest()]).request
    for is_agreed in (True, False):
        setattr(person, f"may_show_{what}", is_agreed)
        seen = seen_by_mentor(request, stage=Stage.PROPOSAL, day=TODAY)
        assert bool(getattr(seen, what)) is is_agreed


def test_a_choice_counts_at_once_on_the_page_of_a_mentor_who_has_been_asked(sign_in: SignIn) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    proposal = approved(somebody(user=account))
    mentor, young = sign_in(proposal.mentor.volunteer.user), sign_in(account)
    address = f"/mentor/forslag/{proposal.id}"
    assert "Glad svale" in mentor.get(address).text
    sent = {"alias": "Modig odder", "shown_name": "alias", "contact_channel": "caseworker"}
    assert young.post("/mig/det-vises", data=sent).status_code == 302
    page = mentor.get(address).text
    assert "Modig odder" in page
    for gone in ("Glad svale", "Lære at fiske", "Nanna"):
        assert gone not in page
    assert "Modig odder" in mentor.get("/mentor/forslag").text


def test_looking_at_a_preview_saves_nothing_and_shows_what_it_would_mean(sign_in: SignIn) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    person = approved(somebody(user=account)).request.young_person
    sent = {"alias": "Vild ræv", "shown_name": "alias", "contact_channel": "phone", "preview": "1"}
    page = sign_in(account).post("/mig/det-vises", data=sent).text
    assert "Vild ræv" in page.split('id="preview"')[1]
    assert "11 22 33 44" in page.split('id="preview"')[1]
    db.session.refresh(person)
    assert (person.alias, person.contact_channel) == ("Glad svale", ContactChannel.CASEWORKER)


def test_a_suggestion_is_put_into_the_form_without_a_script(sign_in: SignIn) -> None:
    account = make.make_user(RoleName.YOUNG_PERSON)
    somebody(user=account)
    sent = {"alias": "", "shown_name": "alias", "contact_channel": "caseworker", "suggestion": "Lun odder"}
    assert 'value="Lun odder"' in sign_in(account).post("/mig/det-vises", data=sent).text


def test_the_personal_link_opens_the_page_without_showing_number_or_address(client: FlaskClient) -> None:
    person = approved(somebody(contact_channel=ContactChannel.PHONE)).request.young_person
    db.session.commit()
    link = choices_path(person)
    page = client.get(link).text
    assert "Glad svale" in page
    for hidden in ("11 22 33", "nanna@example.dk", "Vestergaard", "Sagsnote"):
        assert hidden not in page
    sent = {"alias": "Rolig mår", "shown_name": "alias", "contact_channel": "email"}
    assert client.post(link, data=sent).status_code == 302
    db.session.refresh(person)
    assert (person.alias, person.contact_channel) == ("Rolig mår", ContactChannel.EMAIL)
    assert client.get(link[:-2] + "xx").status_code == 404


def test_the_caseworker_sets_it_together_with_the_young_person_and_nobody_elses(sign_in: SignIn) -> None:
    person = somebody()
    sent = {"alias": "Kvik hare", "shown_name": "alias", "contact_channel": "caseworker"}
    address = f"/unge/{person.id}/det-vises"
    assert sign_in(make.make_user(RoleName.CASEWORKER)).post(address, data=sent).status_code == 404
    assert sign_in(person.caseworker).post(address, data=sent).status_code == 302
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "choose what is shown")).one()
    assert event.details["is_on_behalf"] is True
    assert "alias" in event.details["changed"]
    assert "Kvik" not in str(event.details)


@pytest.mark.parametrize(
    "alias",
    ["Nanna V", "lille nanna", "Vester gaard", "VESTERGAARD", "🦔🦊", "!", "Ring 11223344", "nan@example.dk"],
)
def test_an_alias_that_gives_the_person_away_is_refused(alias: str) -> None:
    person = somebody()
    with pytest.raises(RuleError) as refusal:
        choose(person, alias=alias)
    assert refusal.value.field == "alias"


def test_an_alias_that_somebody_else_goes_by_is_refused() -> None:
    somebody(alias="Stille vibe")
    person = somebody()
    with pytest.raises(RuleError):
        choose(person, alias="STILLE vibe")
    choose(person, alias=person.alias)


def test_a_way_that_is_not_there_cannot_be_chosen() -> None:
    with pytest.raises(RuleError):
        choose(somebody(phone=""), contact_channel=ContactChannel.PHONE)


def test_short_names_count_as_words_only() -> None:
    assert holds_name("Glade Bo", ["Bo"])
    assert not holds_name("Robot", ["Bo"])
    assert not holds_contact("Ræv 123")


def test_suggestions_are_not_in_use() -> None:
    first = suggest_alias()
    assert suggest_alias(taken=[first]).casefold() != first.casefold()
    assert len(set(suggest_aliases(5))) == 5


def test_when_a_match_has_ended_its_mentor_sees_nothing_of_the_young_person_any_more(sign_in: SignIn) -> None:
    from tests.web.matches.test_views import make_match
    from web.matches.labels import CloseReason
    from web.matches.services import close_match

    match = make_match(request=make.make_request(young_person=somebody()))
    proposal, mentor = match.proposal, match.mentor.volunteer.user
    client = sign_in(mentor)
    assert "Nanna" in client.get(f"/forloeb/{match.id}").text
    caseworker = match.young_person.caseworker
    close_match(match, CloseReason.REACHED, words="", wants_another=False, by=caseworker, now=NOW)
    db.session.commit()
    for address in (f"/mentor/forslag/{proposal.id}", f"/forloeb/{match.id}"):
        assert client.get(address).status_code == 404
    for address in ("/mentor/forslag", "/forloeb"):
        page = client.get(address).text
        for hidden in ("Nanna", "Glad svale"):
            assert hidden not in page


def test_letting_the_wishes_be_read_is_a_record_and_nothing_else() -> None:
    person = somebody(may_show_wishes=False)
    choose(person, may_show_wishes=True)
    consent = live_consent(person, ConsentPurpose.SHOWING_WISHES)
    assert consent is not None
    assert (consent.given_through, person.may_show_wishes) == (Through.OWN_LINK, True)
    choose(person, may_show_wishes=False)
    assert live_consent(person, ConsentPurpose.SHOWING_WISHES) is None
    assert person.may_show_wishes is False


def test_under_15_it_takes_a_parent_to_let_the_wishes_be_read() -> None:
    child = somebody(may_show_wishes=False, born_on=date(2013, 1, 1))
    with pytest.raises(RuleError, match="15"):
        choose(child, may_show_wishes=True)
    assert child.may_show_wishes is False


def test_the_database_knows_each_alias_once(app: Flask) -> None:
    first, second = somebody(alias="Glad svale"), somebody(alias="Stille vibe")
    ids = (first.id, second.id)

    def choosing(person_id: int) -> Callable[[], str]:
        def act() -> str:
            choose(db.session.get_one(YoungPerson, person_id), alias="Rolig mår")
            return "chosen"

        return act

    assert at_once(app, [choosing(one) for one in ids]) == {"chosen": 1, "too late": 1}
    with pytest.raises(IntegrityError, match="uq_young_people_alias"):
        somebody(alias="rolig MÅR")


def test_a_new_name_that_the_alias_gives_away_is_refused() -> None:
    person = somebody(alias="Ravnen")
    facts = replace(facts_of_young_person(person), first_name="Ravn")
    with pytest.raises(RuleError) as refusal:
        change_young_person(person, facts, by=person.caseworker, now=NOW)
    assert refusal.value.field == "first_name"
    change_young_person(person, replace(facts, first_name="Nanna"), by=person.caseworker, now=NOW)
