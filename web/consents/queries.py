"""Reads about consents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Date, ScalarSelect, cast, exists, func, select

from web.accounts.models import User
from web.consents.models import Consent, ConsentPurpose, ConsentQuestion
from web.core.errors import NotVisibleError
from web.extensions import db

if TYPE_CHECKING:
    from web.youth.models import YoungPerson


def has_consent_of_user(user_id: Any, purpose: ConsentPurpose) -> ColumnElement[bool]:
    """Return the clause that a user, by id or column, has agreed to the purpose."""
    return exists().where(
        Consent.user_id == user_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )


def has_consent_of_young_person(young_person_id: Any, purpose: ConsentPurpose) -> ColumnElement[bool]:
    """Return the expression for whether a young person, by column, has agreed to the purpose."""
    return (
        exists()
        .where(
            Consent.young_person_id == young_person_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .correlate_except(Consent)
    )


def day_of_consent(young_person_id: Any, purpose: ConsentPurpose) -> ScalarSelect[Any]:
    """Return the expression for the day on which a young person, by column, agreed to the purpose; null without."""
    given_on = cast(func.timezone("Europe/Copenhagen", Consent.given_at), Date)
    return (
        select(given_on)
        .where(
            Consent.young_person_id == young_person_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .correlate_except(Consent)
        .scalar_subquery()
    )


def consents_of_user(user: User) -> Sequence[Consent]:
    """Return every consent the user gave for themself, the newest first."""
    return db.session.scalars(
        select(Consent).where(Consent.user_id == user.id).order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()


def consents_of_young_person(young_person: YoungPerson) -> Sequence[Consent]:
    """Return every consent and legal basis of a young person whom the caller may see, the newest first."""
    return db.session.scalars(
        select(Consent)
        .where(Consent.young_person_id == young_person.id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()


def live_consent(person: YoungPerson | User, purpose: ConsentPurpose) -> Consent | None:
    """Return the person's consent to the purpose as it stands now."""
    owner = Consent.user_id if isinstance(person, User) else Consent.young_person_id
    return db.session.scalar(
        select(Consent).where(owner == person.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    )


def consent_of(person: YoungPerson | User, consent_id: int) -> Consent:
    """Return a consent of this person; raise NotVisibleError for anybody else's."""
    owner = Consent.user_id if isinstance(person, User) else Consent.young_person_id
    found = db.session.scalar(
        select(Consent).where(Consent.id == min(consent_id, 2**31 - 1), owner == person.id)
    )
    if found is None:
        raise NotVisibleError
    return found


def newest_question(young_person: YoungPerson) -> ConsentQuestion | None:
    """Return the last question that was mailed about this young person."""
    return db.session.scalar(
        select(ConsentQuestion)
        .where(ConsentQuestion.young_person_id == young_person.id)
        .order_by(ConsentQuestion.id.desc())
        .limit(1)
    )
