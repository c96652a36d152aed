"""Consents and other legal bases as records, and the questions mailed to those who are asked for one."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import User
from web.extensions import Base, enum_type

if TYPE_CHECKING:
    from web.youth.models import YoungPerson

ADULT_IN_CONSENT = 15
BEFORE_RECORDS = "before_records"


class ConsentPurpose(enum.StrEnum):
    """What somebody agrees to; each is agreed to, and taken back, by itself."""

    BEING_MATCHED = "being_matched"
    SHOWING_WISHES = "showing_wishes"
    BEING_MENTOR = "being_mentor"
    OTHER_TASKS = "other_tasks"
    CASEWORK = "casework"


class LegalBasis(enum.StrEnum):
    """Why it is lawful: the person's consent, or a task that the law gives the municipality."""

    CONSENT = "consent"
    PUBLIC_TASK = "public_task"
    LEGAL_DUTY = "legal_duty"


class LawSection(enum.StrEnum):
    """The sections a caseworker can refer to."""

    YOUTH_EFFORT = "youth_effort"
    EARLY_PREVENTION = "early_prevention"
    ADVICE = "advice"
    VOLUNTARY_WORK = "voluntary_work"
    EMPLOYMENT = "employment"


class Through(enum.StrEnum):
    """How a consent was given or taken back."""

    OWN_PAGE = "own_page"
    OWN_LINK = "own_link"
    PARENT_LINK = "parent_link"
    NOTED = "noted"
    NOTED_FROM_PARENT = "noted_from_parent"
    NEWER_CONSENT = "newer_consent"
    ERASURE = "erasure"


BY_PARENT = frozenset({Through.PARENT_LINK, Through.NOTED_FROM_PARENT})


class Consent(Base):
    """One consent of one person (a young person or somebody with an account) to one purpose.

    `text_version` and `language` lead to the words that were agreed to (`web.consents.texts`). `given_by` is whoever
    pressed the button: the person, the caseworker who noted it, or nobody with an account (a parent, a personal link).
    A database trigger lets no match begin without the young person's and the mentor's.
    """

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint("num_nonnulls(young_person_id, user_id) = 1", name="one_person"),
        CheckConstraint("(basis = 'consent') = (law_section IS NULL)", name="law_section"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_through IS NULL)", name="withdrawn"),
        Index(
            "uq_consents_young_person_purpose",
            "young_person_id",
            "purpose",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(
            "uq_consents_user_purpose",
            "user_id",
            "purpose",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int | None] = mapped_column(ForeignKey("young_people.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(enum_type(ConsentPurpose))
    basis: Mapped[LegalBasis] = mapped_column(enum_type(LegalBasis), default=LegalBasis.CONSENT)
    law_section: Mapped[LawSection | None] = mapped_column(enum_type(LawSection))
    text_version: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime]
    given_through: Mapped[Through] = mapped_column(enum_type(Through))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_through: Mapped[Through | None] = mapped_column(enum_type(Through, name="withdrawn_through"))
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    young_person: Mapped[YoungPerson | None] = relationship("YoungPerson")
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])


class AskedOf(enum.StrEnum):
    """Who is asked: a parent of somebody under 15, or the young person."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"


class ConsentQuestion(Base):
    """A question about being matched, mailed with a signed link; a newer one to the same person puts an end to it.

    `asked_by` is empty where the service asks by itself, on somebody's 15th birthday.
    """

    __tablename__ = "consent_questions"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (is_yes IS NULL)", name="answer"),
        Index(
            "uq_consent_questions_open",
            "young_person_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL AND ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_people.id"), index=True)
    asked_of: Mapped[AskedOf] = mapped_column(enum_type(AskedOf))
    address: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    is_yes: Mapped[bool | None]
    ended_at: Mapped[datetime | None]

    young_person: Mapped[YoungPerson] = relationship("YoungPerson")
    asked_by: Mapped[User | None] = relationship()
