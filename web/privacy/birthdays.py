"""The fifteenth birthday: a parent's yes still counts, and from now on the young person is asked for their own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select, text

from web.consents.messages import tell_caseworker_of_birthday
from web.consents.models import ADULT_IN_CONSENT, BY_PARENT, AskedOf, Consent, ConsentPurpose, ConsentQuestion
from web.consents.questions import ask_young_person
from web.core.clock import local_date
from web.core.locks import lock_row
from web.extensions import db
from web.youth.models import YoungPerson


def young_people_to_ask(*, today: date) -> list[int]:
    """Return those who are 15, for whom a parent's yes stands, and who have not been asked since."""
    asked = select(ConsentQuestion.young_person_id).where(ConsentQuestion.asked_of == AskedOf.YOUNG_PERSON)
    birthday = YoungPerson.born_on + text(f"interval '{ADULT_IN_CONSENT} years'")
    return list(
        db.session.scalars(
            select(YoungPerson.id)
            .join(Consent, Consent.young_person_id == YoungPerson.id)
            .where(
                Consent.purpose == ConsentPurpose.BEING_MATCHED,
                Consent.withdrawn_at.is_(None),
                Consent.given_through.in_(BY_PARENT),
                func.date(birthday) <= today,
                YoungPerson.id.not_in(asked),
            )
            .order_by(YoungPerson.id)
        )
    )


def ask_after_birthday(young_person_id: int, *, now: datetime) -> None:
    """Ask, unless somebody has asked meanwhile, and tell the caseworker; without an address only the caseworker."""
    young_person = db.session.get_one(YoungPerson, young_person_id)
    lock_row(young_person, allows_references=True)
    if young_person_id not in young_people_to_ask(today=local_date(now)):
        return
    if young_person.email:
        ask_young_person(young_person, by=None, now=now)
    tell_caseworker_of_birthday(young_person)
