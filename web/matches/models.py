"""Matches, each holding one of its mentor's seats while it runs."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.core.encryption import EncryptedText
from web.core.state_machines import StateMachine
from web.extensions import Base, enum_type
from web.profiles.models import Mentor
from web.proposals.models import Proposal
from web.vetting.models import ClearanceKind
from web.youth.models import MentorRequest, YoungPerson


class MatchStatus(enum.StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"


MATCH_STEPS = StateMachine(
    "match",
    {"close": (frozenset({MatchStatus.ACTIVE}), MatchStatus.CLOSED)},
)


class Match(Base):
    """A running or closed mentor relation; one accepted proposal makes one match.

    A database trigger refuses a new match whose mentor lacks a clearance that is required on the day. `close_reason`
    is the code of why it ended, `close_words` what the caseworker wrote about it.
    """

    __tablename__ = "matches"
    __table_args__ = (
        ForeignKeyConstraint(
            ["mentor_id", "seat"], ["mentor_seats.mentor_id", "mentor_seats.number"], name="fk_matches_seat"
        ),
        CheckConstraint("(status = 'active') = (seat IS NOT NULL)", name="active_has_seat"),
        Index("uq_matches_seat", "mentor_id", "seat", unique=True),
        Index(
            "uq_matches_active_request", "request_id", unique=True, postgresql_where=text("status = 'active'")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("mentor_requests.id"), index=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_people.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id"), index=True)
    status: Mapped[MatchStatus] = mapped_column(
        enum_type(MatchStatus), default=MatchStatus.ACTIVE, index=True
    )
    seat: Mapped[int | None]
    started_on: Mapped[date]
    closed_on: Mapped[date | None]
    close_reason: Mapped[str | None]
    close_words: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    proposal: Mapped[Proposal] = relationship()
    request: Mapped[MentorRequest] = relationship()
    young_person: Mapped[YoungPerson] = relationship()
    mentor: Mapped[Mentor] = relationship()


class ClearanceLapse(Base):
    """A clearance that a running match's mentor lacks (no kind: the approval itself); the caseworker was told, once."""

    __tablename__ = "clearance_lapses"
    __table_args__ = (
        Index(
            "uq_clearance_lapses_open",
            "match_id",
            "kind",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_clearance_lapses_open_approval",
            "match_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL AND kind IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("matches.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ClearanceKind | None] = mapped_column(enum_type(ClearanceKind))
    noticed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    match: Mapped[Match] = relationship()


class ReviewReason(enum.StrEnum):
    YOUNG_PERSON_WITHDREW = "young_person_withdrew"
    MENTOR_WITHDREW = "mentor_withdrew"


class ReviewDecision(enum.StrEnum):
    GOES_ON = "goes_on"
    ENDED = "ended"


class MatchReview(Base):
    """A running match on which its caseworker must decide, because one of the two has taken back their consent.

    `words` is what the caseworker wrote about the decision.
    """

    __tablename__ = "match_reviews"
    __table_args__ = (
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        Index("uq_match_reviews_open", "match_id", unique=True, postgresql_where=text("decision IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("matches.id"))
    reason: Mapped[ReviewReason] = mapped_column(enum_type(ReviewReason))
    raised_at: Mapped[datetime]
    decision: Mapped[ReviewDecision | None] = mapped_column(enum_type(ReviewDecision))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    words: Mapped[str | None] = mapped_column(EncryptedText)

    match: Mapped[Match] = relationship()
