"""What a caseworker does with young people and their mentor requests."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.catalogue.models import Experience, Goal, Skill
from web.consents.models import ADULT_IN_CONSENT, ConsentPurpose, Through
from web.consents.services import give_consent
from web.core.ages import age_on
from web.core.clock import at_local_time, local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.youth.aliases import holds_name
from web.youth.choice_services import (
    agree_about_wishes,
    alias_of_nobody_else,
    ensure_alias_fits,
    write_choices,
)
from web.youth.choices import Choices
from web.youth.facts import RequestFacts, YoungPersonFacts
from web.youth.models import (
    MENTOR_REQUEST_STEPS,
    MentorRequest,
    MentorRequestStatus,
    RequiredLanguage,
    YoungPerson,
    YoungPersonLanguage,
)

Entry = TypeVar("Entry", Goal, Skill, Experience)
LISTS = frozenset({"languages", "consented_on"})
REQUEST_LISTS = frozenset(
    {
        "goals",
        "interests",
        "required_experiences",
        "required_languages",
        "helpful_experiences",
        "wished_mentor_kinds",
    }
)


def register_young_person(
    facts: YoungPersonFacts, choices: Choices, *, is_protected: bool, by: User, now: datetime
) -> YoungPerson:
    """Add a young person to the caseworker's own caseload."""
    young_person = YoungPerson(code=secrets.token_hex(6), caseworker=by, is_protected=is_protected)
    write_facts(young_person, facts)
    ensure_alias_fits(choices.alias, young_person)
    with alias_of_nobody_else():
        write_choices(young_person, choices)
        db.session.add(young_person)
    note_consent(young_person, facts, by=by, now=now)
    if choices.may_show_wishes:
        through = heard_from(young_person, now=now)
        agree_about_wishes(young_person, True, through=through, language=by.locale, by=by, now=now)
    record_event(
        "register young person", young_person, by=by, now=now, details={"is_protected": is_protected}
    )
    return young_person


def change_young_person(
    young_person: YoungPerson, facts: YoungPersonFacts, *, by: User, now: datetime
) -> None:
    """Change what is known; consents have a page of their own. Raises RuleError for a name that the alias gives away."""
    if holds_name(young_person.alias, (facts.first_name, facts.last_name)):
        raise RuleError(
            gettext("The alias would give this name away. Choose another alias first."), field="first_name"
        )
    write_facts(young_person, facts)
    db.session.flush()
    record_event("change young person", young_person, by=by, now=now)


def note_consent(young_person: YoungPerson, facts: YoungPersonFacts, *, by: User, now: datetime) -> None:
    """Record the yes that the caseworker has heard or has on paper: the young person's, under 15 a parent's."""
    if facts.consented_on is None:
        return
    give_consent(
        young_person,
        ConsentPurpose.BEING_MATCHED,
        through=heard_from(young_person, now=now),
        language=by.locale,
        by=by,
        now=now,
        given_at=at_local_time(facts.consented_on, 12),
    )


def heard_from(young_person: YoungPerson, *, now: datetime) -> Through:
    """Return whose yes a caseworker notes: under 15 a parent's."""
    is_under_age = age_on(young_person.born_on, local_date(now)) < ADULT_IN_CONSENT
    return Through.NOTED_FROM_PARENT if is_under_age else Through.NOTED


def write_facts(young_person: YoungPerson, facts: YoungPersonFacts) -> None:
    """Write the facts onto the record."""
    write_plain(young_person, facts, except_for=LISTS)
    levels = {known.language_id: known for known in young_person.languages}
    young_person.languages = [
        levels.get(language_id) or YoungPersonLanguage(language_id=language_id)
        for language_id in facts.languages
    ]
    for known in young_person.languages:
        known.level = facts.languages[known.language_id]


def open_request(young_person: YoungPerson, facts: RequestFacts, *, by: User, now: datetime) -> MentorRequest:
    """Ask for a mentor; raise RuleError where the young person has an open request or a mentor already."""
    request = MentorRequest(young_person_id=young_person.id, opened_on=local_date(now))
    try:
        with db.session.begin_nested():
            write_request(request, facts)
            db.session.add(request)
            db.session.flush()
    except IntegrityError as error:
        if "uq_mentor_requests_open" not in str(error):
            raise
        raise RuleError(
            gettext("There is already a request for a mentor. You can change that one.")
        ) from error
    record_event("open mentor request", request, by=by, now=now)
    return request


def change_request(request: MentorRequest, facts: RequestFacts, *, by: User, now: datetime) -> None:
    """Change what is asked for; the next match run goes by the new words."""
    lock_row(request)
    if request.status is not MentorRequestStatus.OPEN:
        raise RuleError(gettext("The request is no longer open, so it cannot be changed."))
    write_request(request, facts)
    db.session.flush()
    record_event("change mentor request", request, by=by, now=now)


def withdraw_request(request: MentorRequest, *, by: User | None, now: datetime) -> None:
    """Take the request out of the coming runs."""
    take_step(request, MENTOR_REQUEST_STEPS, "withdraw", by=by, now=now)


def reopen_request(request: MentorRequest, *, by: User | None, now: datetime) -> None:
    """Put a withdrawn request, or one whose match has ended, back into the coming runs.

    The waiting starts anew. Raises RuleError when another request has been opened since.
    """
    try:
        with db.session.begin_nested():
            request.opened_on = local_date(now)
            take_step(request, MENTOR_REQUEST_STEPS, "reopen", by=by, now=now)
    except IntegrityError as error:
        if "uq_mentor_requests_open" not in str(error):
            raise
        raise RuleError(gettext("There is already a newer request for a mentor.")) from error


def write_request(request: MentorRequest, facts: RequestFacts) -> None:
    """Write the facts onto the request."""
    write_plain(request, facts, except_for=REQUEST_LISTS)
    request.means = list(facts.means)
    request.goals = list(entries(Goal, facts.goals))
    request.interests = list(entries(Skill, facts.interests))
    request.required_experiences = list(entries(Experience, facts.required_experiences))
    request.helpful_experiences = list(entries(Experience, facts.helpful_experiences))
    request.wished_mentor_kinds = list(facts.wished_mentor_kinds)
    levels = {known.language_id: known for known in request.required_languages}
    request.required_languages = [
        levels.get(language_id) or RequiredLanguage(language_id=language_id)
        for language_id in facts.required_languages
    ]
    for wanted in request.required_languages:
        wanted.level = facts.required_languages[wanted.language_id]


def write_plain(record: Any, facts: YoungPersonFacts | RequestFacts, *, except_for: frozenset[str]) -> None:
    """Copy every fact that is a plain column of the record."""
    for name in facts.__dataclass_fields__:
        if name not in except_for:
            setattr(record, name, getattr(facts, name))


def entries(kind: type[Entry], ids: Sequence[int]) -> Sequence[Entry]:
    """Return the catalogue entries of these ids, in the catalogue's order."""
    return db.session.scalars(select(kind).where(kind.id.in_(ids)).order_by(kind.id)).all()
