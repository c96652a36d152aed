"""Clearances (kind, status, dates and verifier; never the certificate itself), what programmes ask for, and decisions."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, false, func, text, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.accounts.models import RoleName, User
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor, Volunteer

MENTORING = "mentoring"
SHIFTS = "shifts"


class ClearanceKind(enum.StrEnum):
    CHILDRENS_CERTIFICATE = "childrens_certificate"
    CRIMINAL_RECORD = "criminal_record"
    REFERENCES = "references"
    INTERVIEW = "interview"
    TRAINING = "training"
    CONFIDENTIALITY = "confidentiality"
    COMMITMENT = "commitment"


GIVEN_BY_ONESELF = (ClearanceKind.COMMITMENT, ClearanceKind.CONFIDENTIALITY)
"""The statements that the person gives online."""
ABOUT_OFFENCES = (ClearanceKind.CRIMINAL_RECORD, ClearanceKind.CHILDRENS_CERTIFICATE)
"""The papers about criminal matters: about these nothing is ever written in free text."""
VERIFIERS = (RoleName.ADMINISTRATOR, RoleName.CASEWORKER, RoleName.AREA_CONTACT, RoleName.COORDINATOR)
"""The roles that a programme may let record a clearance."""


class ClearanceStatus(enum.StrEnum):
    PENDING = "pending"
    VALID = "valid"
    REFUSED = "refused"


CLEARANCE_STEPS = StateMachine(
    "clearance",
    {
        "verify": (frozenset({ClearanceStatus.PENDING, ClearanceStatus.REFUSED}), ClearanceStatus.VALID),
        "renew": (frozenset({ClearanceStatus.VALID}), ClearanceStatus.VALID),
        "refuse": (frozenset({ClearanceStatus.PENDING, ClearanceStatus.VALID}), ClearanceStatus.REFUSED),
        "reopen": (frozenset({ClearanceStatus.VALID, ClearanceStatus.REFUSED}), ClearanceStatus.PENDING),
    },
)


class Clearance(Base):
    """One check of one volunteer; the newest of a kind counts."""

    __tablename__ = "clearances"
    __table_args__ = (
        CheckConstraint(
            "status <> 'valid' OR (issued_on IS NOT NULL AND verified_by_id IS NOT NULL)", name="verified"
        ),
        CheckConstraint("expires_on IS NULL OR expires_on >= issued_on", name="dates"),
        Index("uq_clearances_volunteer_id_kind", "volunteer_id", "kind", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"))
    kind: Mapped[ClearanceKind] = mapped_column(enum_type(ClearanceKind))
    status: Mapped[ClearanceStatus] = mapped_column(
        enum_type(ClearanceStatus), default=ClearanceStatus.PENDING
    )
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    volunteer: Mapped[Volunteer] = relationship()
    verified_by: Mapped[User | None] = relationship()


class Lifting(enum.StrEnum):
    """Whose worst match a programme's runs lift before they look at how well all fit together."""

    NOBODY = "nobody"
    EVERYBODY = "everybody"
    AREAS = "areas"
    URGENCIES = "urgencies"


class Programme(Base):
    """A kind of task that asks for clearances: mentoring for young people, and shifts, of which each task says what it asks.

    For its match runs (`web.advice`, `web.proposals.engine`): `spares_rare_mentors` keeps them for those who will ask,
    `lifting` says whose worst match is lifted, `weights` how much each criterion counts, where it is not the usual,
    `common_minutes` how much time in common a week two people must have, `age_distance_years` how many years between
    them are enough for full points.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint(
            "common_minutes BETWEEN 30 AND 600 AND common_minutes % 30 = 0", name="common_minutes"
        ),
        CheckConstraint("age_distance_years BETWEEN 5 AND 70", name="age_distance_years"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name_da: Mapped[str]
    name_en: Mapped[str]
    spares_rare_mentors: Mapped[bool] = mapped_column(default=False, server_default=false())
    lifting: Mapped[Lifting] = mapped_column(
        enum_type(Lifting), default=Lifting.EVERYBODY, server_default=Lifting.EVERYBODY.value
    )
    weights: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, server_default=text("'{}'::jsonb"))
    common_minutes: Mapped[int] = mapped_column(default=60, server_default="60")
    age_distance_years: Mapped[int] = mapped_column(default=40, server_default="40")


class ClearanceRequirement(Base):
    """What a programme asks for: one kind of clearance, of everybody or only of those who meet somebody below an age.

    For mentors `is_required` decides; for shifts the rows are what a task may ask for (`staffing_demands.clearances`).

    `verified_by` names the roles that may record it; whoever gives a statement online needs none of them. The row of a
    kind that is not asked for stays, with `is_required` false.
    """

    __tablename__ = "clearance_requirements"
    __table_args__ = (
        CheckConstraint(
            "kind <> 'childrens_certificate' OR (only_below_age IS NOT NULL AND only_below_age <= 15)",
            name="childrens_certificate_below_15",
        ),
        CheckConstraint("only_below_age BETWEEN 11 AND 30", name="only_below_age"),
        CheckConstraint("valid_for_months BETWEEN 1 AND 120", name="valid_for_months"),
        Index("uq_clearance_requirements_programme_code_kind", "programme_code", "kind", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_code: Mapped[str] = mapped_column(ForeignKey("programmes.code"))
    kind: Mapped[ClearanceKind] = mapped_column(enum_type(ClearanceKind))
    is_required: Mapped[bool] = mapped_column(default=True, server_default=true())
    only_below_age: Mapped[int | None]
    valid_for_months: Mapped[int | None]
    verified_by: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)

    programme: Mapped[Programme] = relationship()


class GivenStatement(Base):
    """What somebody agreed to online, word for word, in which version and language, and when."""

    __tablename__ = "given_statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id"), index=True)
    kind: Mapped[ClearanceKind] = mapped_column(enum_type(ClearanceKind))
    version: Mapped[int]
    language: Mapped[str]
    words: Mapped[str]
    given_at: Mapped[datetime]


class ClearanceReminder(Base):
    """A reminder that was sent before a clearance runs out, or (0 days) when it had; each once for each last day."""

    __tablename__ = "clearance_reminders"

    clearance_id: Mapped[int] = mapped_column(
        ForeignKey("clearances.id", ondelete="CASCADE"), primary_key=True
    )
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime]


class Outcome(enum.StrEnum):
    """What was decided about an application; `reopened` takes back a yes or a no."""

    APPROVED = "approved"
    REFUSED = "refused"
    REOPENED = "reopened"


class DecisionReason(enum.StrEnum):
    """Why; from a list, so that nobody writes about criminal matters. Staff see it, the mail does not say it."""

    CHECKS_NOT_IN_ORDER = "checks_not_in_order"
    REFERENCES = "references"
    INTERVIEW = "interview"
    TIME = "time"
    OTHER_TASK_FITS_BETTER = "other_task_fits_better"
    NO_ANSWER = "no_answer"
    BROKE_AGREEMENT = "broke_agreement"
    NEW_INFORMATION = "new_information"
    DECIDED_BY_MISTAKE = "decided_by_mistake"


REASONS_FOR_NO = tuple(reason for reason in DecisionReason if reason is not DecisionReason.DECIDED_BY_MISTAKE)
REASONS_TO_REOPEN = (
    DecisionReason.NEW_INFORMATION,
    DecisionReason.BROKE_AGREEMENT,
    DecisionReason.CHECKS_NOT_IN_ORDER,
    DecisionReason.DECIDED_BY_MISTAKE,
)


class ScreeningDecision(Base):
    """A decision about an application: its outcome, its reason from the list, and what the applicant asked about it."""

    __tablename__ = "screening_decisions"
    __table_args__ = (CheckConstraint("(outcome = 'approved') = (reason IS NULL)", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome))
    reason: Mapped[DecisionReason | None] = mapped_column(enum_type(DecisionReason))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime]
    reasons_asked_at: Mapped[datetime | None]
    objected_at: Mapped[datetime | None]

    mentor: Mapped[Mentor] = relationship()
    decided_by: Mapped[User | None] = relationship()


class MentorWorth(Base):
    """How many young people who wait somebody could help once vetted, as the last match run counted.

    `could_help` of them would be possible; `more_helped` more would have a proposal in the whole plan.
    """

    __tablename__ = "mentor_worths"

    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True)
    could_help: Mapped[int]
    more_helped: Mapped[int]
    counted_at: Mapped[datetime]
