"""Giving a consent, recording another legal basis, and taking a consent back with all that follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import gettext
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.audit.services import record_event
from web.consents import effects
from web.consents.models import (
    ADULT_IN_CONSENT,
    BY_PARENT,
    Consent,
    ConsentPurpose,
    LawSection,
    LegalBasis,
    Through,
)
from web.consents.queries import live_consent
from web.consents.texts import CURRENT_VERSION
from web.core.ages import age_on
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db

if TYPE_CHECKING:
    from web.youth.models import YoungPerson


def give_consent(
    person: YoungPerson | User,
    purpose: ConsentPurpose,
    *,
    through: Through,
    language: str,
    by: User | None,
    now: datetime,
    given_at: datetime | None = None,
) -> Consent:
    """Record a yes; one that stands already is left as it is, unless the young person's own takes a parent's place.

    `given_at` is when it was said, where a caseworker notes it later. Raises RuleError where somebody under 15 says
    yes themself.
    """
    if not isinstance(person, User):
        ensure_right_person(person, through, now=now)
    standing = live_consent(person, purpose)
    if standing is not None and not takes_the_place_of(standing, through):
        return standing
    if standing is not None:
        end(standing, through=Through.NEWER_CONSENT, by=by, now=now)
    return record(
        person,
        purpose,
        by=by,
        now=now,
        values={
            "basis": LegalBasis.CONSENT,
            "language": language,
            "given_at": given_at or now,
            "given_through": through,
        },
    )


def ensure_right_person(young_person: YoungPerson, through: Through, *, now: datetime) -> None:
    """Raise RuleError where a parent must say yes and did not, or where it is the young person's own word."""
    is_under_age = age_on(young_person.born_on, local_date(now)) < ADULT_IN_CONSENT
    if is_under_age and through not in BY_PARENT:
        raise RuleError(gettext("The young person is under 15, so a parent must say yes."))
    if not is_under_age and through in BY_PARENT:
        raise RuleError(gettext("The young person is 15 or older and says yes or no themself."))


def takes_the_place_of(standing: Consent, through: Through) -> bool:
    """Tell whether a new yes replaces the one that stands: the young person's own that of a parent."""
    return standing.given_through in BY_PARENT and through not in BY_PARENT


def record_legal_basis(
    young_person: YoungPerson, basis: LegalBasis, section: LawSection, *, by: User, now: datetime
) -> Consent:
    """Record on which section of the law the casework rests; an earlier one is ended."""
    standing = live_consent(young_person, ConsentPurpose.CASEWORK)
    if standing is not None:
        end(standing, through=Through.NEWER_CONSENT, by=by, now=now)
    values = {
        "basis": basis,
        "law_section": section,
        "language": by.locale,
        "given_at": now,
        "given_through": Through.NOTED,
    }
    return record(young_person, ConsentPurpose.CASEWORK, by=by, now=now, values=values)


def record(
    person: YoungPerson | User,
    purpose: ConsentPurpose,
    *,
    by: User | None,
    now: datetime,
    values: dict[str, object],
) -> Consent:
    """Write the record, or find the one that somebody else has written at the same moment."""
    owner = {"user_id": person.id} if isinstance(person, User) else {"young_person_id": person.id}
    key = db.session.scalar(
        insert(Consent)
        .values(
            **owner,
            **values,
            purpose=purpose,
            text_version=CURRENT_VERSION,
            given_by_id=None if by is None else by.id,
        )
        .on_conflict_do_nothing()
        .returning(Consent.id)
    )
    if key is None:
        standing = live_consent(person, purpose)
        assert standing is not None, "only a consent that stands is in the way of another"
        return standing
    consent = db.session.get_one(Consent, key)
    details = {"purpose": purpose.value, "through": consent.given_through.value}
    record_event("give consent", consent, by=by, now=now, details=details)
    read_anew(consent)
    return consent


def withdraw_consent(consent: Consent, *, through: Through, by: User | None, now: datetime) -> None:
    """Take a consent back: proposals under way are withdrawn, the request leaves the runs, a running match is flagged.

    All in the caller's transaction. A second withdrawal of the same consent changes nothing.
    """
    effects.run_before(consent, by=by, now=now)
    lock_row(consent)
    if consent.withdrawn_at is not None:
        return
    end(consent, through=through, by=by, now=now)
    effects.run_after(consent, by=by, now=now)


def end(consent: Consent, *, through: Through, by: User | None, now: datetime) -> None:
    """Write down that a consent no longer stands."""
    consent.withdrawn_at = now
    consent.withdrawn_through = through
    consent.withdrawn_by_id = None if by is None else by.id
    details = {"purpose": consent.purpose.value, "through": through.value}
    record_event("withdraw consent", consent, by=by, now=now, details=details)
    db.session.flush()
    read_anew(consent)


def read_anew(consent: Consent) -> None:
    """Let what the young person has agreed to be read from the records the next time it is asked for."""
    if consent.young_person is not None:
        db.session.expire(consent.young_person, ["consented_on", "may_show_wishes"])
