"""Retention over the years: warned twice, then erased; cancelled by signing in; never twice; counts without names."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.web import factories as make
from tests.web.privacy.test_erasure import assert_no_trace, zebra_volunteer
from web.accounts.models import RoleName, User
from web.core.retention import KEPT_FOR, WARNED_BEFORE, Retention
from web.core.submissions import FormSubmission, InterruptedForm
from web.exchange.models import ImportBatch, ImportStatus
from web.extensions import db
from web.matches.models import Match
from web.matches.services import accept_as_young_person
from web.notifications.models import OutboxMessage, OutboxStatus
from web.privacy.birthdays import ask_after_birthday, young_people_to_ask
from web.privacy.inactive import note_sign_in
from web.privacy.jobs import end_if_due
from web.privacy.models import RetentionCount, RetentionWarning
from web.privacy.pseudonyms import is_pseudonym
from web.privacy.retention import RULES
from web.proposals.models import Proposal, ProposalStatus
from web.tasks.models import SignupStatus
from web.youth.models import BlockedPair, BlockReason, YoungPerson

pytestmark = pytest.mark.usefixtures("database")

INACTIVE = Retention.INACTIVE_VOLUNTEER
DAY = timedelta(days=1)
END = KEPT_FOR[INACTIVE].length


def night(now: datetime, *kinds: Retention) -> int:
    """Do what a night does, at that moment; return how many records were dealt with."""
    dealt = 0
    for kind in kinds or RULES:
        for key in db.session.scalars(RULES[kind].due(now)).all():
            ended = end_if_due(kind, str(key), now=now)
            dealt += ended.warned + ended.ended
    db.session.flush()
    return dealt


def inactive_user() -> User:
    user = make.make_volunteer().user
    user.current_login_at = make.NOW
    db.session.flush()
    return user


def warnings_to(user: User) -> int:
    return db.session.scalar(select(func.count()).where(OutboxMessage.user_id == user.id)) or 0


def test_every_kind_of_record_has_a_rule_here_or_a_job_of_its_own() -> None:
    elsewhere = {
        Retention.WITH_ACCOUNT,
        Retention.SESSION,
        Retention.KNOWN_DEVICE,
        Retention.INVITATION,
        Retention.REFERENCE,
        Retention.ADDRESS_CHANGE,
        Retention.AUDIT,
    }
    assert set(RULES) | elsewhere == set(Retention)


def test_every_rule_can_be_asked_on_an_empty_database() -> None:
    assert night(make.NOW) == 0


def test_an_inactive_volunteer_is_warned_twice_and_then_erased() -> None:
    user = inactive_user()
    seen = [days for days in range(END.days + 40) if night(make.NOW + days * DAY, INACTIVE)]
    first, second = (END - before for before in WARNED_BEFORE)
    assert [abs(day - expected.days) <= 1 for day, expected in zip(seen, (first, second, END), strict=True)]
    assert is_pseudonym(user.email)


def test_a_job_that_stood_still_for_years_still_warns_in_good_time() -> None:
    user = inactive_user()
    late = make.NOW + END * 3
    assert night(late, INACTIVE) == 1
    assert night(late, INACTIVE) == 0
    assert night(late + 5 * DAY, INACTIVE) == 0
    assert night(late + 11 * DAY, INACTIVE) == 1
    assert night(late + 15 * DAY, INACTIVE) == 0
    assert warnings_to(user) == 2
    assert night(late + 22 * DAY, INACTIVE) == 1
    assert is_pseudonym(user.email)


def test_signing_in_cancels_the_warnings() -> None:
    user = inactive_user()
    late = make.NOW + END - WARNED_BEFORE[0] + DAY
    assert night(late, INACTIVE) == 1
    note_sign_in(user, now=late)
    assert db.session.scalars(select(RetentionWarning)).all() == []
    assert night(late + 200 * DAY, INACTIVE) == 0


def test_a_record_that_is_not_due_any_more_is_left_alone() -> None:
    user = inactive_user()
    late = make.NOW + END * 2
    note_sign_in(user, now=late)
    assert end_if_due(INACTIVE, str(user.id), now=late).warned == 0


def test_a_mentor_of_a_running_match_is_never_inactive() -> None:
    proposal = make.make_proposal(status=ProposalStatus.MENTOR_ACCEPTED)
    proposal.mentor.volunteer.user.current_login_at = make.NOW
    assert isinstance(accept_as_young_person(proposal, by=None, is_on_behalf=False, now=make.NOW), Match)
    assert night(make.NOW + END * 2, INACTIVE) == 0


def test_a_volunteer_with_a_coming_shift_and_staff_are_not_inactive() -> None:
    volunteer = make.make_volunteer()
    late = make.NOW + END * 2
    shift = make.make_shift(starts_at=late + DAY)
    make.make_signup(volunteer=volunteer, shift=shift, status=SignupStatus.CONFIRMED, seat=1)
    make.make_volunteer(user=make.make_user(RoleName.VOLUNTEER, RoleName.CASEWORKER))
    due = db.session.scalars(RULES[INACTIVE].due(late)).all()
    assert due == []


def test_an_inactive_volunteer_leaves_no_trace_but_the_counts() -> None:
    volunteer = zebra_volunteer()
    volunteer.user.current_login_at = make.NOW
    late = make.NOW + END * 2
    for days in (0, 11, 22):
        night(late + days * DAY, INACTIVE)
    assert_no_trace()
    counts = db.session.execute(select(func.sum(RetentionCount.warned), func.sum(RetentionCount.ended)))
    assert counts.one() == (2, 1)


def test_an_unconfirmed_account_is_erased_after_its_time() -> None:
    user = make.make_user(confirmed_at=None)
    user.create_datetime = make.NOW.replace(tzinfo=None)
    db.session.flush()
    assert night(make.NOW + 29 * DAY, Retention.UNCONFIRMED_ACCOUNT) == 0
    assert night(make.NOW + 32 * DAY, Retention.UNCONFIRMED_ACCOUNT) == 1
    assert night(make.NOW + 32 * DAY, Retention.UNCONFIRMED_ACCOUNT) == 0
    assert is_pseudonym(user.email)


def batch(status: ImportStatus) -> ImportBatch:
    return make.save(
        ImportBatch(
            entity="volunteers",
            file_name="x.csv",
            status=status,
            uploaded_by_id=make.make_user().id,
            rows=[{"name": "x"}],
            created_at=make.NOW,
        )
    )


def test_undecided_imports_are_discarded_and_the_rows_of_decided_ones_go() -> None:
    waiting, imported = batch(ImportStatus.WAITING), batch(ImportStatus.IMPORTED)
    assert night(make.NOW + 15 * DAY) == 1
    db.session.expire_all()
    assert (waiting.status, waiting.rows) == (ImportStatus.DISCARDED, [])
    assert imported.rows
    assert night(make.NOW + 31 * DAY) == 1
    db.session.expire_all()
    assert imported.rows == []


def test_sent_mails_are_emptied_and_never_sent_again() -> None:
    mail = make.save(
        OutboxMessage(
            occasion="x",
            address="a@example.dk",
            subject="s",
            body="b",
            status=OutboxStatus.SENT,
            created_at=make.NOW,
        )
    )
    waiting = make.save(
        OutboxMessage(occasion="y", address="a@example.dk", subject="s", body="b", created_at=make.NOW)
    )
    assert night(make.NOW + 93 * DAY, Retention.SENT_MAIL) == 1
    db.session.expire_all()
    assert (mail.occasion, mail.address, mail.body) == ("x", "", "")
    assert waiting.body == "b"


def test_old_proposals_keep_only_that_they_were() -> None:
    proposal = make.make_proposal(
        status=ProposalStatus.DECLINED_BY_MENTOR,
        contributions=[{"criterion": "x"}],
        facts={"goals": ["x"]},
        decline_words="Zebraord",
        created_at=make.NOW,
    )
    assert night(make.NOW + 366 * DAY, Retention.OLD_PROPOSAL) == 1
    db.session.expire_all()
    assert (proposal.contributions, proposal.facts, proposal.decline_words) == ([], {}, None)
    assert night(make.NOW + 366 * DAY, Retention.OLD_PROPOSAL) == 0


def test_only_pairs_that_said_no_are_forgotten() -> None:
    person = make.make_young_person()
    for reason in (BlockReason.DECLINED_BY_MENTOR, BlockReason.ENDED_BADLY):
        make.save(
            BlockedPair(
                young_person_id=person.id,
                mentor_id=make.make_mentor().id,
                reason=reason,
                created_at=make.NOW,
            )
        )
    assert night(make.NOW + 732 * DAY, Retention.BLOCKED_PAIR) == 1
    assert db.session.scalars(select(BlockedPair.reason)).all() == [BlockReason.ENDED_BADLY]


def test_a_case_that_has_been_closed_for_long_is_erased() -> None:
    person = make.make_young_person(created_at=make.NOW, consented_on=None)
    with_request = make.make_request(young_person=make.make_young_person(created_at=make.NOW))
    assert night(make.NOW + 700 * DAY, Retention.CLOSED_CASE) == 0
    assert night(make.NOW + 732 * DAY, Retention.CLOSED_CASE) == 1
    db.session.expire_all()
    assert is_pseudonym(person.code)
    assert not is_pseudonym(with_request.young_person.code)


def test_kept_forms_go_after_an_hour() -> None:
    make.save(InterruptedForm(content="{}", kept_at=make.NOW))
    make.save(FormSubmission(key="00000000-0000-0000-0000-000000000001", taken_at=make.NOW))
    assert night(make.NOW + timedelta(minutes=59), Retention.TYPED_IN_A_FORM, Retention.DRAFT) == 0
    assert night(make.NOW + timedelta(minutes=61), Retention.TYPED_IN_A_FORM) == 1
    assert night(make.NOW + 7 * DAY, Retention.DRAFT) == 1


def test_on_the_fifteenth_birthday_the_young_person_is_asked_once() -> None:
    person = make.make_young_person(
        born_on=make.TODAY.replace(year=make.TODAY.year - 15) + 10 * DAY, email="ung@example.dk"
    )
    assert young_people_to_ask(today=make.TODAY + 9 * DAY) == []
    birthday = make.TODAY + 10 * DAY
    assert young_people_to_ask(today=birthday) == [person.id]
    for _ in range(2):
        ask_after_birthday(person.id, now=make.NOW + 10 * DAY)
    addresses = db.session.scalars(select(OutboxMessage.address)).all()
    assert sorted(addresses) == sorted(["ung@example.dk", person.caseworker.email])
    assert person.consented_on is not None


def test_nothing_is_counted_twice_when_a_night_is_run_again() -> None:
    make.save(InterruptedForm(content="{}", kept_at=make.NOW))
    late = make.NOW + DAY
    night(late)
    night(late)
    assert db.session.scalars(select(RetentionCount.ended)).all() == [1]
    assert db.session.scalars(select(Proposal)).all() == []
    assert db.session.scalars(select(YoungPerson)).all() == []
