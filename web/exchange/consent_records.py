"""Consents that come with imported people: noted by the municipality before, in words that the file does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from web.consents.models import (
    ADULT_IN_CONSENT,
    BEFORE_RECORDS,
    Consent,
    ConsentPurpose,
    LegalBasis,
    Through,
)
from web.core.ages import age_on
from web.core.clock import at_local_time, local_date
from web.exchange.kinds import Origin, Values
from web.exchange.records import add_records

NOTED: dict[str, Any] = {
    "basis": LegalBasis.CONSENT,
    "text_version": BEFORE_RECORDS,
    "language": "da",
}


def add_consents_of_young_people(ids: Sequence[int], rows: Sequence[Values], origin: Origin) -> None:
    """Record the yes of every imported young person who had said it."""
    records = []
    for key, row in zip(ids, rows, strict=True):
        if purposes := purposes_of(row):
            day = date.fromisoformat(row["consented_on"]) if row["consented_on"] else local_date(origin.now)
            records += [
                NOTED
                | {
                    "young_person_id": key,
                    "purpose": purpose,
                    "given_at": at_local_time(day, 12),
                    "given_through": noted_by(date.fromisoformat(row["born_on"]), day),
                }
                for purpose in purposes
            ]
    add_records(Consent, records, origin)


def purposes_of(row: Values) -> list[ConsentPurpose]:
    """Return what the young person of a row has agreed to."""
    is_matched, shows_wishes = bool(row["consented_on"]), bool(row["may_show_wishes"])
    return [ConsentPurpose.BEING_MATCHED] * is_matched + [ConsentPurpose.SHOWING_WISHES] * shows_wishes


def noted_by(born_on: date, day: date) -> Through:
    """Under 15 it was a parent who said yes."""
    is_under_age = age_on(born_on, day) < ADULT_IN_CONSENT
    return Through.NOTED_FROM_PARENT if is_under_age else Through.NOTED


def add_consents_of_mentors(user_ids: Iterable[int], origin: Origin) -> None:
    """Record that the imported mentors have asked to be one."""
    records = [
        NOTED
        | {
            "user_id": user_id,
            "purpose": ConsentPurpose.BEING_MENTOR,
            "given_at": origin.now,
            "given_through": Through.NOTED,
        }
        for user_id in user_ids
    ]
    add_records(Consent, records, origin)
